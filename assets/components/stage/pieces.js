// A written line is a list of pieces: {text, role}, the role being the colour it wears. Pure.
/** @import { Scene, Side } from "./scene.js" */
/** @import { CellBox, Piece } from "./shapes.js" */
import { number } from "../_shared/format.js";

export const LISTED = 16; // more values than this are counted, not listed
const RAISED = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** @type {(text: string, role?: string) => Piece} */
export const piece = (text, role = "") => ({ text, role });

/**
 * Pieces, or lists of them, with a sign between.
 *
 * @type {(parts: (Piece | Piece[])[], sign: string) => Piece[]}
 */
export const joinPieces = (parts, sign) =>
  parts.flatMap((part, i) => (i ? [piece(sign), part] : [part])).flat();

/** @type {(pieces: Piece[]) => string} */
export const plainText = (pieces) => pieces.map(({ text }) => text).join("");

/** "²", or "^2.5" where no such sign is. @type {(power: number) => string} */
export const superscript = (power) => RAISED[power] ?? `^${number(power)}`;

/**
 * A part of one as people write it: "1/4"; other numbers as usual.
 *
 * @type {(value: number) => string}
 */
export function shareText(value) {
  const parts = Math.round(1 / value);
  const isPart = parts > 1 && parts <= 1000 && Math.abs(value * parts - 1) < 1e-5;
  return isPart ? `1/${parts}` : number(value);
}

/**
 * Where a cell is: its name, its place in a row, or "map 2, row 1, column 3".
 *
 * @type {(scene: Scene, grid: Side, place: Pick<CellBox, "channel" | "row" | "col">) => string}
 */
export function placeName(scene, grid, { channel, row, col }) {
  const { planes, rows, cols } = scene.size(grid);
  if (planes === 1 && rows === 1 && cols > 1) return scene.names(grid)[col] ?? `cell ${col + 1}`;
  const word = scene.role(grid) === "input" ? "channel" : "map";
  return `${planes > 1 ? `${word} ${channel + 1}, ` : ""}row ${row + 1}, column ${col + 1}`;
}
