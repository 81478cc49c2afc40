// The line that ends in a step's result, for every way its terms are combined. Pure.
/** @import { Scene } from "./scene.js" */
/** @import { Combine, Piece } from "./shapes.js" */
/** @typedef {(scene: Scene, step: number) => Piece[]} WriteLine */
import { factor, isRounded, number } from "../_shared/format.js";
import { chosenTerms } from "./chosen_terms.js";
import { LISTED, joinPieces, piece, placeName } from "./pieces.js";
import { scatterPieces } from "./scatter_pieces.js";
import { termOrigin } from "./terms.js";

/**
 * How the result came about, in colours: "4 + (−3) + bias 1 = 2"; or where it was copied to.
 *
 * @type {WriteLine}
 */
export function sumPieces(scene, step) {
  if (scene.scatters) return scatterPieces(scene, step);
  if (scene.message.operation === "flatten") return moved(scene, step);
  const value = scene.after(step)[0];
  const sign = isRounded(value) ? " ≈ " : " = ";
  const result = piece(number(value), scene.role("output"));
  return [...LINES[scene.combine](scene, step), piece(sign), result];
}

const DIGITS = 3; // of an exponential

/** @type {Record<Combine, WriteLine>} */
const LINES = {
  each: scatterPieces,
  sum: summed,
  mean: (scene, step) => [
    ...counted(scene, step), ...inside(added(scene, step)),
    piece(` / ${number(scene.divisor(step))}`),
  ],
  norm(scene, step) {
    const terms = added(scene, step);
    const power = scene.divisor(step);
    if (power === 1) return joinPieces(terms, " + ");
    const sum = inside(terms);
    return power === 2 ? [piece("√"), ...sum] : [...sum, piece(`^(1/${number(power)})`)];
  },
  max: chosen,
  min: chosen,
  median: chosen,
  share: shared,
  log_share: (scene, step) => [piece("log("), ...shared(scene, step), piece(")")],
  map(scene, step) {
    const value = piece(number(scene.windowOf(step)[0]), scene.role("input"));
    return [piece(`${scene.message.operation}(`), value, piece(")")];
  },
};

/** @type {WriteLine} */
function moved(scene, step) {
  const value = piece(number(scene.windowOf(step)[0]), scene.role("input"));
  const place = placeName(scene, "output", scene.writes(step));
  return [value, piece(" goes to "), piece(place, scene.role("output"))];
}

/** The step's own term, over the sum of all. @type {WriteLine} */
function shared(scene, step) {
  const own = number(scene.terms(step)[scene.filter(step)], DIGITS);
  return [piece(own, "winner"), piece(" / "), ...inside(added(scene, step, DIGITS))];
}

/**
 * The partial sums and the bias; the terms themselves where there is but one of the former.
 *
 * @type {WriteLine}
 */
function summed(scene, step) {
  const sums = [...scene.partials(step)];
  if (!scene.hasBias && sums.length < 2) return plainSum(scene, step);
  const { channel, row, col } = scene.writes(step);
  const bias = piece(`bias ${factor(scene.bias(channel, row, col))}`, scene.role("kernel"));
  const parts = sums.map((value, i) => piece((i ? factor : number)(value)));
  return joinPieces(scene.hasBias ? [...parts, bias] : parts, " + ");
}

/** @type {WriteLine} */
function plainSum(scene, step) {
  const { length } = scene.terms(step);
  if (length > LISTED) return [piece(`sum of ${length} values`)];
  return joinPieces(added(scene, step), " + ");
}

/** What a sum stands for whose terms are too many to be listed. @type {WriteLine} */
function counted(scene, step) {
  const { length } = scene.terms(step);
  return length > LISTED ? [piece(`sum of ${length} values: `)] : [];
}

/**
 * The terms to add, the chosen ones marked; where they are many, their sums.
 *
 * @type {(scene: Scene, step: number, digits?: number) => Piece[]}
 */
function added(scene, step, digits = 4) {
  /**
   * @param {number} value
   * @param {number} i
   */
  const write = (value, i) => (i ? factor : number)(value, digits);
  const terms = [...scene.terms(step)];
  if (terms.length > LISTED) return [...scene.partials(step)].map((sum, i) => piece(write(sum, i)));
  const marked = chosenTerms(scene, step);
  const role = (/** @type {number} */ i) =>
    (marked.includes(i) ? "winner" : termOrigin(scene, step, i) ? "" : scene.role("input"));
  return terms.map((term, i) => piece(write(term, i), role(i)));
}

/** @type {(terms: Piece[]) => Piece[]} */
const inside = (terms) =>
  (terms.length > 1 ? [piece("("), ...joinPieces(terms, " + "), piece(")")] : terms);

/** @type {WriteLine} */
function chosen(scene, step) {
  const terms = [...scene.terms(step)];
  const real = [...terms.keys()].filter((i) => Math.abs(terms[i]) !== Infinity);
  if (real.length > LISTED) return [piece(`${scene.combine} of ${real.length} values`)];
  const marked = chosenTerms(scene, step);
  const role = (/** @type {number} */ i) => (marked.includes(i) ? "winner" : scene.role("input"));
  const values = real.map((i) => piece(number(terms[i]), role(i)));
  return [piece(`${scene.combine}(`), ...joinPieces(values, ", "), piece(")")];
}
