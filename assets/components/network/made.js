// What one map is made of, read from a message: its inputs, kernels, result and what follows.
import { number } from "../_shared/format.js";
import { isWritten } from "./unfold.js";
import { TIGHT, brief, count } from "./words.js";

const READ_MORE = ["Conv", "Gemm", "Concat", "Add", "LRN"]; // than the one map before

/** Everything about a unit, as places and texts; without a message it is a plane of the picture. */
export function madeOf(view, place, message) {
  if (!message) return planeOf(place);
  const { arrays, says, bias, kind, sources, next } = message;
  const inputs = sources.flatMap(({ node, channels }) =>
    channels.map((channel) => ({ node, channel, cell: null })));
  const kernel = arrays.kernels?.shape.slice(-2) ?? null;
  return {
    place, inputs, says, arrays, bias, kernel, hasOutput: true,
    isDense: kind === "Gemm",
    texts: kernel && isWritten(kernel)
      ? Array.from(arrays.kernels.values, (value) => brief(value, TIGHT)) : [],
    title: view.node(place.node).title,
    after: afterOf(view, place, next),
  };
}

const planeOf = (place) => ({
  place, inputs: [place], kernel: null, hasOutput: false, arrays: {}, texts: [], after: null,
  says: "Every cell is one number of the picture.",
});

/** The map that follows, where it is made of this one alone. */
function afterOf(view, { node, channel }, next) {
  const after = next && view.has(next.node) ? view.node(next.node) : null;
  if (!after || READ_MORE.includes(after.kind)) return null;
  const [own, then] = [view.shape(node), after.shape];
  if (then.length !== own.length || then[0] !== own[0]) return null;
  return { title: after.title, place: { node: next.node, channel, cell: null } };
}

/** What joins the results: "all 8 added, bias 0.5 =". */
export function joinText({ inputs, kernel, bias, isDense, title }) {
  if (!kernel) return inputs.length > 1 && title === "Add" ? "added" : `${title} →`;
  const terms = inputs.length * (isDense ? kernel[0] * kernel[1] : 1);
  const added = terms > 1 ? `all ${count(terms)} ${isDense ? "products " : ""}added, ` : "";
  return `${added}bias ${number(bias)} =`;
}

/** One plane of an array (K, H, W). */
export function planeAt({ values, shape }, i) {
  const each = shape.slice(1).reduce((product, side) => product * side, 1);
  return values.subarray(i * each, (i + 1) * each);
}

/** The rows and columns a box reaches over, steps between them included. */
export const spanOfBox = ([row, col, height, width, , , down = 1, along = 1]) => ({
  row, col, height: (height - 1) * down + 1, width: (width - 1) * along + 1,
});

/** Whether a box of a part reads a channel of a layer. */
export const readsMap = ({ source, box }, node, channel) =>
  source === node && channel >= box[4] && channel < box[4] + box[5];

