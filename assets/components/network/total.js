// The last line of one value: what the channels come to, the bias, the value, and what follows it.
/** @import { FormulaNumber, FormulaText, ValueMessage } from "./contract.js" */
/** @import { Piece } from "./shapes.js" */
import { newElement } from "../_shared/dom.js";
import { factor, number } from "../_shared/format.js";

/**
 * The line: what the message says comes to the value, the value, and what follows it.
 *
 * @type {(message: ValueMessage, titles?: Record<string, string>) => Piece[]}
 */
export function totalOf({ formula, value, digits, after }, titles = {}) {
  return [
    ...formula.map(pieceOf),
    ...(digits === null ? [] : resultOf(value, digits)),
    ...after.flatMap(({ node, kind, value: then }) => [
      { text: ` → ${titles[node] ?? kind} → `, role: "word" },
      { text: number(then), role: "output" },
    ]),
  ];
}

/** A part of the formula as text. @type {(part: FormulaText | FormulaNumber) => Piece} */
function pieceOf(part) {
  if ("text" in part) return part;
  const { role, value, digits, is_term: isTerm, channel } = part;
  const text = (isTerm ? factor : number)(value, digits);
  const worn = role === "whole" ? "partial whole" : role;
  return channel === null ? { text, role: worn } : { text, role: worn, channel };
}

/**
 * What a share is a share of; "" for any other way of combining.
 *
 * @param {ValueMessage} message
 */
export function wholeOf({ formula }) {
  const whole = formula.find(({ role }) => role === "whole");
  return whole ? pieceOf(whole).text : "";
}

/**
 * A value whose text leaves digits out is not equal to it.
 *
 * @type {(value: number, digits: number) => Piece[]}
 */
function resultOf(value, digits) {
  const text = number(value, digits);
  const sign = text === number(value, 6) ? " = " : " ≈ ";
  return [{ text: sign, role: "sign" }, { text, role: "output final" }];
}

/**
 * The line as elements; `point(channel)` hears which sum is pointed at, or null.
 *
 * @type {(line: HTMLElement, message: ValueMessage, titles: Record<string, string>,
 *   point: (channel: number | null) => void) => void}
 */
export function drawTotal(line, message, titles, point) {
  line.replaceChildren(...totalOf(message, titles).map(({ text, role, channel }) => {
    const piece = newElement("span", role, text);
    if (channel === undefined) return piece;
    piece.onpointerenter = () => point(channel);
    piece.onpointerleave = () => point(null);
    return piece;
  }));
}
