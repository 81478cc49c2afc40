// The last line of one value: what the channels come to, the bias, the value, and what follows it.
/** @import { ValueMessage } from "./contract.js" */
/** @import { Piece } from "./shapes.js" */
import { newElement } from "../_shared/dom.js";
import { count, factor, number } from "../_shared/format.js";

const SMALL = /\d+(\.\d+)?e[-+−]\d+|\b0\.000\d+/g; // what is written with a power of ten
const LISTED = 24; // partial sums written one by one; more are told as what they come to

/**
 * The pieces of the line: {text, role} or {text, role, channel} for a channel's sum.
 *
 * A sum is written out; everything else is the message's own formula.
 *
 * @type {(message: ValueMessage, titles?: Record<string, string>) => Piece[]}
 */
export function totalOf(message, titles = {}) {
  const { combine, value, formula, after } = message;
  const pieces = combine === "sum" ? sumOf(message) : formulaOf(formula, value, combine);
  for (const { node, kind, value: then } of after) {
    pieces.push({ text: ` → ${titles[node] ?? kind} → `, role: "word" });
    pieces.push({ text: number(then), role: "output" });
  }
  return pieces;
}

/** @type {(message: ValueMessage) => Piece[]} */
function sumOf({ arrays, start, value }) {
  const channels = arrays.partials.flatMap(({ values }) => [...values]);
  const isListed = channels.length <= LISTED;
  const terms = isListed ? channels : arrays.results.flatMap(({ values }) => [...values]);
  const pieces = terms.flatMap((term, i) => [
    { text: i ? " + " : "", role: "sign" },
    { text: i ? factor(term) : number(term), role: "partial", ...(isListed ? { channel: i } : {}) },
  ]);
  if (!isListed) pieces.push({ text: ` (${count(channels.length)} added)`, role: "word" });
  if (start !== 0) {
    pieces.push({ text: " + ", role: "sign" }, { text: factor(start), role: "kernel" },
      { text: " bias", role: "word" });
  }
  pieces.push(...resultOf(value));
  return pieces.filter(({ text }) => text);
}

/** @type {(text: string, value: number, combine: string) => Piece[]} */
function formulaOf(text, value, combine) {
  const formula = powersOf(text);
  const at = formula.lastIndexOf(" =");
  if (at < 0) return [{ text: formula, role: "word" }];
  return [
    { text: formula.slice(0, at), role: "partial" },
    { text: combine === "share" ? " (sum of all)" : "", role: "word" },
    ...resultOf(value, combine === "share" ? formula.slice(at + 3) : undefined),
  ].filter((piece) => piece.text);
}

/**
 * What a share is a share of, as the formula says it; "" for any other way of combining.
 *
 * @param {ValueMessage} message
 */
export const wholeOf = ({ combine, formula }) =>
  (combine === "share" ? powersOf(formula).match(/ \/ (\S+) =/)?.[1] ?? "" : "");

/** @param {string} text */
const powersOf = (text) =>
  text.replace(SMALL, (part) => number(Number(part.replace("−", "-")), 4));

/**
 * A value whose text leaves digits out is not equal to it.
 *
 * @param {number} value
 * @returns {Piece[]}
 */
function resultOf(value, text = number(value)) {
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
