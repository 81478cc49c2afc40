// Numbers as a reader writes them: a real minus sign, no noise of float32, no needless digits.
const MINUS = "−";
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number as text: integers as such, others with up to `digits` significant digits. */
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

function scientific(size, digits) {
  const [leading, power] = size.toExponential(Math.min(digits, 3) - 1).split("e");
  const raised = [...String(Number(power))].map((digit) => RAISED[digit]).join("");
  return `${Number(leading)}×10${raised}`;
}

/** The most telling text of a number in at most `room` characters (one digit if all else fails). */
export function fit(value, room) {
  for (let digits = 4; digits > 1; digits -= 1) {
    const text = number(value, digits);
    if (text.length <= room) return text;
  }
  return number(value, 1);
}

/** A number as a factor or a term: negative ones in parentheses. */
export const factor = (value, digits = 4) =>
  value < 0 ? `(${number(value, digits)})` : number(value, digits);

/** What a reader typed, as a number: a comma or a real minus sign is fine; null if it is none. */
export function parseNumber(text, limit = Infinity) {
  const plain = text.trim().replace(MINUS, "-").replace(",", ".");
  const value = plain === "" ? NaN : Number(plain);
  return Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}
