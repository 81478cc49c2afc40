// What one map is made of, read from a message: its inputs, kernels, result and what follows.
/** @import { Packed } from "../_shared/message.js" */
/** @import { Region } from "../_shared/contract.js" */
/** @import { NextLayer, ReadBox, UnitMessage, ValuePart } from "./contract.js" */
/** @import { Made, Place } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { count, number } from "../_shared/format.js";
import { isWritten } from "./unfold.js";
import { TIGHT, brief } from "./words.js";

/**
 * Everything about a unit, as places and texts; without a message it is a plane of the picture.
 *
 * @type {(view: View, place: Place, message: UnitMessage | null) => Made}
 */
export function madeOf(view, place, message) {
  if (!message) return planeOf(place);
  const { arrays: { kernels = null, partials = null }, says, bias, combine, sources, next } = message;
  const inputs = sources.flatMap(({ node, channels }) =>
    channels.map((channel) => ({ node, channel, cell: null })));
  const [rows = 0, cols = 0] = kernels?.shape.slice(-2) ?? [];
  return {
    place, inputs, says, kernels, partials, bias, hasOutput: true,
    kernel: kernels ? [rows, cols] : null,
    isDense: view.node(place.node).is_dense, combine,
    texts: kernels && isWritten([rows, cols])
      ? Array.from(kernels.values, (value) => brief(value, TIGHT)) : [],
    title: view.node(place.node).title,
    after: afterOf(view, place, next),
  };
}

/** @type {(place: Place) => Made} */
const planeOf = (place) => ({
  place, inputs: [place], kernel: null, kernels: null, partials: null, bias: 0, hasOutput: false,
  isDense: false, combine: "each", texts: [], title: "", after: null,
  says: "Every cell is one number of the picture.",
});

/**
 * The map that follows, where it is made of this one alone.
 *
 * @type {(view: View, place: Place, next: NextLayer | null) => Made["after"]}
 */
function afterOf(view, { node, channel }, next) {
  const after = next && view.has(next.node) ? view.node(next.node) : null;
  if (!next || !after || after.reads_more) return null;
  const [own, then] = [view.shape(node), after.shape];
  if (then.length !== own.length || then[0] !== own[0]) return null;
  return { title: after.title, place: { node: next.node, channel, cell: null } };
}

/** What joins the results: "all 8 added, bias 0.5 =". @param {Made} made */
export function joinText({ inputs, kernel, bias, combine, isDense, title }) {
  if (!kernel) return inputs.length > 1 && combine === "sum" ? "added" : `${title} →`;
  const terms = inputs.length * (isDense ? kernel[0] * kernel[1] : 1);
  const added = terms > 1 ? `all ${count(terms)} ${isDense ? "products " : ""}added, ` : "";
  return `${added}bias ${number(bias)} =`;
}

/**
 * One plane of an array (K, H, W).
 *
 * @type {(array: Packed<Float32Array>, i: number) => Float32Array}
 */
export function planeAt({ values, shape }, i) {
  const each = shape.slice(1).reduce((product, side) => product * side, 1);
  return values.subarray(i * each, (i + 1) * each);
}

/**
 * The rows and columns a box reaches over, steps between them included.
 *
 * @type {(box: ReadBox) => Region}
 */
export const spanOfBox = ({ row, col, height, width, row_step: down, col_step: along }) => ({
  row, col, rows: (height - 1) * down + 1, cols: (width - 1) * along + 1,
});

/**
 * Whether a box of a part reads a channel of a layer.
 *
 * @type {(part: ValuePart, node: string, channel: number) => boolean}
 */
export const readsMap = ({ source, box }, node, channel) =>
  source === node && channel >= box.channel && channel < box.channel + box.depth;
