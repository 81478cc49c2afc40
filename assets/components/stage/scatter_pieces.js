// Scattering in words: where one value goes, and what all the steps brought to one cell. Pure.
/** @import { Scene } from "./scene.js" */
/** @import { CellBox, OutputTarget, Piece } from "./shapes.js" */
/** @typedef {Pick<CellBox, "channel" | "row" | "col">} Corner */
/** @typedef {{ cell: Corner, i: number, term: number, slope: number }} Share */
import { factor, number } from "../_shared/format.js";
import { cellsOf } from "./boxes.js";
import { LISTED, joinPieces, piece, placeName, shareText } from "./pieces.js";

/**
 * Where the value a step reads goes, and how much of it.
 *
 * @type {(scene: Scene, step: number) => Piece[]}
 */
export function scatterPieces(scene, step) {
  const value = piece(number(scene.windowOf(step)[0]), scene.role("input"));
  if (scene.arrays.weight) return [value, ...stamped(scene, step)];
  const shares = sharesOf(scene, step);
  const given = shares.filter(({ slope }) => slope !== 0);
  const [first, ...others] = given.length ? given : shares;
  if (!first) return [value, piece(" falls outside")];
  const isEven = others.every(({ slope }) => slope === first.slope);
  if (!isEven) return [value, ...varied(scene, given.length)];
  const isTimes = scene.isWeighed && (first.slope !== 1 || shares.length === 1);
  const times = isTimes ? product(scene, shares.length, first) : [];
  if (isTimes && shares.length === 1) return [value, ...times];
  const where = others.length
    ? `each of ${others.length + 1} cells` : placeName(scene, "output", first.cell);
  return [value, ...times, piece(" goes to "), piece(where, scene.role("output"))];
}

/** @type {(scene: Scene, count: number) => Piece[]} */
const varied = (scene, count) => [
  piece(" × "), piece("each slope", scene.role("kernel")), piece(" goes to "),
  piece(`${count} cells`, scene.role("output")),
];

/** @type {(scene: Scene, count: number, share: Share) => Piece[]} */
function product(scene, count, { slope, term }) {
  const text = count > 1 ? shareText(slope) : factor(slope);
  const result = piece(number(term), count > 1 ? "" : scene.role("output"));
  return [piece(" × "), piece(text, scene.role("kernel")), piece(" = "), result];
}

/**
 * The cells a step writes that lie on the output, each with its slope and its term.
 *
 * @type {(scene: Scene, step: number) => Share[]}
 */
function sharesOf(scene, step) {
  const terms = scene.terms(step);
  return cellsOf(scene.writes(step))
    .map(([channel, row, col], i) => ({ cell: { channel, row, col }, i, term: terms[i] }))
    .filter(({ cell: { row, col } }) => scene.holds(row, col))
    .map((share) => ({ ...share, slope: scene.factorAt(step, share.i) }));
}

/** @type {(scene: Scene, step: number) => Piece[]} */
function stamped(scene, step) {
  const { row, col, height, width, rowStep, colStep } = scene.writes(step);
  const rows = rangeText("row", row, height, rowStep, scene.outRows);
  const cols = rangeText("column", col, width, colStep, scene.outCols);
  return [
    piece(" × "), piece("every weight", scene.role("kernel")),
    piece(", added to "), piece(`${rows}, ${cols}`, scene.role("output")),
  ];
}

/** @type {(word: string, from: number, count: number, by: number, size: number) => string} */
function rangeText(word, from, count, by, size) {
  const inside = Array.from({ length: count }, (_, i) => from + i * by + 1)
    .filter((place) => place >= 1 && place <= size);
  return inside.length > 1 ? `${word}s ${inside[0]}–${inside.at(-1)}`
    : `${word} ${inside[0] ?? "outside"}`;
}

/**
 * Everything added to one output cell, and what it makes; what comes after `now` is marked.
 *
 * @type {(scene: Scene, cell: Omit<OutputTarget, "grid">, now: number) => Piece[]}
 */
export function contributions(scene, { plane, row, col }, now) {
  const { steps, places } = scene.writersOf(plane, row, col);
  const value = scene.outputAt(plane, row, col, scene.steps) ?? scene.bias(plane, row, col);
  const result = [piece(" = "), piece(number(value), scene.role("output"))];
  if (steps.length > LISTED) return [piece(`sum of ${steps.length} values`), ...result];
  const parts = [...steps].map((step, i) =>
    part(scene, step, places[i] - scene.arrays.after_at.values[step], step > now ? " later" : ""));
  const bias = piece(`bias ${factor(scene.bias(plane, row, col))}`, scene.role("kernel"));
  const all = joinPieces(scene.hasBias ? [...parts, bias] : parts, " + ");
  return [...(all.length ? all : [piece("nothing arrives")]), ...result];
}

/** @type {(scene: Scene, step: number, i: number, faded: string) => Piece[]} */
function part(scene, step, i, faded) {
  const value = piece(factor(scene.windowOf(step)[0]), `${scene.role("input")}${faded}`);
  if (!scene.isWeighed) return [value];
  const weight = scene.factorAt(step, i);
  const isShare = !scene.arrays.weight && scene.terms(step).length > 1;
  const text = isShare ? shareText(weight) : factor(weight);
  return [value, piece(" × ", faded.trim()), piece(text, `${scene.role("kernel")}${faded}`)];
}
