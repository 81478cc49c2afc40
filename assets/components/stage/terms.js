// How every term of a step came about: "3 × 0.5", "(−2)²", "e^1.2". Pure.
/** @import { Scene } from "./scene.js" */
/** @import { Piece } from "./shapes.js" */
/** @import { Combine } from "./shapes.js" */
import { factor, number } from "../_shared/format.js";
import { piece, superscript } from "./pieces.js";

const DIGITS = 3;

/**
 * The pieces that a term was made of; null where it is the very value read.
 *
 * @type {(scene: Scene, step: number, i: number) => Piece[] | null}
 */
export function termOrigin(scene, step, i) {
  const value = scene.windowOf(step)[scene.scatters ? 0 : i];
  const read = piece(factor(value, DIGITS), scene.role("input"));
  const term = scene.terms(step)[i];
  if (scene.isWeighed) {
    const weight = piece(factor(scene.factorAt(step, i), DIGITS), scene.role("kernel"));
    return [read, piece(" × "), weight];
  }
  if (scene.combine === "norm") return powered(scene, step, read, value, term);
  if (["share", "log_share"].includes(scene.combine)) return exponential(scene, step, read, i);
  return term === value ? null : [read, piece(" →")];
}

/**
 * "(−2)²", or "|−2|³" where the sign was dropped.
 *
 * @type {(scene: Scene, step: number, read: Piece, value: number, term: number) => Piece[] | null}
 */
function powered(scene, step, read, value, term) {
  const power = scene.divisor(step);
  const isBare = value < 0 && term > 0 && power % 2 !== 0;
  const base = isBare ? piece(`|${number(value, DIGITS)}|`, read.role) : read;
  if (power === 1) return isBare ? [base] : null;
  return [base, piece(superscript(power))];
}

/**
 * "e" and its raised power: the value, or the value less the largest one; else an arrow.
 *
 * @type {(scene: Scene, step: number, read: Piece, i: number) => Piece[]}
 */
function exponential(scene, step, read, i) {
  const values = scene.windowOf(step);
  const most = Math.max(...values);
  const term = scene.terms(step)[i];
  const text = number(values[i], DIGITS);
  if (isNear(Math.exp(values[i]), term)) return [piece("e"), piece(text, `${read.role} raised`)];
  if (!isNear(Math.exp(values[i] - most), term)) return [read, piece(" →")];
  return [piece("e"), piece(`${text} − ${factor(most, DIGITS)}`, `${read.role} raised`)];
}

/** @type {(one: number, other: number) => boolean} */
const isNear = (one, other) => Math.abs(one - other) <= 1e-4 * Math.abs(other) + 1e-30;

/**
 * Room for the widest origin or term of the scene, so that no step moves its neighbours.
 *
 * @param {Scene} scene
 */
export function widestTerm(scene) {
  const { input, weight, slope } = scene.arrays;
  const read = widest(input.values);
  const made = scene.isWeighed
    ? read + 3 + widest((weight ?? slope ?? input).values)
    : ROOM[scene.combine]?.(read) ?? read;
  return Math.max(3, made);
}

/** The longest text of a factor. @param {Float32Array} values */
const widest = (values) =>
  values.reduce((most, value) => Math.max(most, factor(value, DIGITS).length), 1);

/** @type {Partial<Record<Combine, (letters: number) => number>>} */
const ROOM = {
  norm: (letters) => letters + 2,
  share: (letters) => 2 * letters + 2,
  log_share: (letters) => 2 * letters + 2,
  mean: (letters) => letters + 2,
  sum: (letters) => letters + 2,
};
