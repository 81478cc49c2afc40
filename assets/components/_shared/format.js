// Numbers as a reader writes them: a real minus sign, no noise of float32, no needless digits.
const MINUS = "−";
export const NONE = "–"; // what stands where nothing is known
const RAISED = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/**
 * A number as text: integers as such, others with up to `digits` significant digits.
 *
 * @param {number} value
 * @param {number} digits
 */
export function number(value, digits = 4) {
  if (Number.isNaN(value)) return "NaN";
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : "";
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return "0";
  if (size >= 1e6 || size < 1e-3) return sign + scientific(size, digits);
  const whole = Math.floor(Math.log10(size)) + 1;
  const text = String(Number(size.toPrecision(Math.max(digits, whole))));
  return text === "0" ? text : sign + text;
}

/** @type {(size: number, digits: number) => string} */
function scientific(size, digits) {
  const [leading, power] = size.toExponential(Math.min(digits, 3) - 1).split("e");
  const raised = [...String(Number(power))].map((digit) => RAISED[Number(digit)] ?? "⁻").join("");
  return `${Number(leading)}×10${raised}`;
}

/** Whether its text leaves digits out that a reader would miss. @param {number} value */
export const isRounded = (value) => number(value) !== number(value, 6);

/** What stands for a number that cannot be written in the room there is. */
export const NO_ROOM = "·";

/**
 * The most telling text of a number in at most `room` characters, four digits at most.
 *
 * Whole numbers are written in full, others keep at least one decimal: 0.1111 becomes "0.11",
 * but 11.5 never becomes "12". Where no such text fits, the answer is `NO_ROOM`.
 *
 * @type {(value: number, room: number) => string}
 */
export const fit = (value, room) =>
  shortenings(value).find((text) => text.length <= room) ?? NO_ROOM;

/** @param {number} value */
function shortenings(value) {
  const full = number(value, 7);
  if (!full.includes(".")) return [full];
  const texts = [4, 3, 2, 1].map((digits) => number(value, digits));
  const size = Math.abs(value);
  if (size >= 1 && size < 1e6) texts.push((value < 0 ? MINUS : "") + size.toFixed(1));
  return texts.filter((text) => text.includes("."));
}

/** A number as a factor or a term: negative ones in parentheses. @param {number} value */
export const factor = (value, digits = 4) =>
  value < 0 ? `(${number(value, digits)})` : number(value, digits);

/**
 * What a reader typed, as a number: a comma, a real minus sign or a fraction such as "1/3" is
 * fine; null if it is none, or beyond the limit.
 *
 * @param {string} text
 * @param {number} limit
 */
export function parseNumber(text, limit = Infinity) {
  const parts = text.split("/").map(parsePlain);
  const value = parts.length > 1 ? parts[0] / parts[1] : parts[0];
  return parts.length < 3 && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** @param {string} text */
function parsePlain(text) {
  const plain = text.trim().replace(MINUS, "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}

/** A count, as Python writes it: rounded, its thousands apart: "12,345". @param {number} value */
export const count = (value) => Math.round(value).toLocaleString("en-GB");

/**
 * A share as a percentage; what is nearly none or nearly all is not rounded to it.
 *
 * @param {number} share
 */
export function percent(share, digits = 0) {
  if (!Number.isFinite(share)) return NONE;
  const text = (100 * share).toFixed(digits);
  const least = 10 ** -digits;
  if (share > 0 && Number(text) === 0) return `<${least} %`;
  if (share < 1 && Number(text) === 100) return `>${100 - least} %`;
  return `${text} %`;
}
