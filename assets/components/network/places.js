// Comparing views, and finding places in them.
/** @import { NetworkNode } from "./contract.js" */
/** @import { Place } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { IMAGE } from "./view.js";

/**
 * Whether two messages show the same network, so that only values have to be painted.
 *
 * @type {(one: View | null, other: View) => boolean}
 */
export const sameNetwork = (one, other) =>
  one !== null && one.model === other.model
  && JSON.stringify(one.nodes.map(frameOf)) === JSON.stringify(other.nodes.map(frameOf));

/** @param {NetworkNode} node */
const frameOf = ({ name, kind, reads, shape, column, lane }) =>
  [name, kind, reads, shape, column, lane];

/**
 * Whether two views show the same values: the same network, the same picture.
 *
 * @type {(one: View | null, other: View) => boolean}
 */
export function sameValues(one, other) {
  if (!one || !sameNetwork(one, other)) return false;
  return [IMAGE, one.output].every((name) => {
    const [before, after] = [one.values(name), other.values(name)];
    return before.every((value, i) => Object.is(value, after[i]));
  });
}

/**
 * What opens when a map or value is chosen: its unit, or at once the value where that is all.
 *
 * @type {(view: View, name: string, channel: number) => Place}
 */
export function entrance(view, name, channel) {
  const node = view.node(name);
  const unfolds = view.isMaps(name) || (node.is_dense && laidOut(view, node));
  return { node: name, channel, cell: unfolds ? null : [channel] };
}

/**
 * Whether a vector's weights can be laid out as the maps they belong to.
 *
 * @type {(view: View, node: NetworkNode) => boolean}
 */
function laidOut(view, { reads: [source] }) {
  const before = view.unfolded(source, 0);
  return before !== null && Math.max(...view.sides(before.node)) > 1;
}

/**
 * The cell of a map whose value is largest in size.
 *
 * @type {(view: View, place: Place) => number[]}
 */
export function strongest(view, { node, channel }) {
  const values = view.map(node, channel);
  const [, cols] = view.sides(node);
  let top = 0;
  for (let i = 1; i < values.length; i += 1) {
    if (Math.abs(values[i]) > Math.abs(values[top])) top = i;
  }
  return view.isMaps(node) ? [channel, Math.floor(top / cols), top % cols] : [channel];
}
