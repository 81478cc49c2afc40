// Numbers as a reader writes them: a real minus sign, no noise of float32, no needless digits.
const MINUS = "−";
const RAISED = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

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
  const raised = [...String(Number(power))].map((digit) => RAISED[digit] ?? "⁻").join("");
  return `${Number(leading)}×10${raised}`;
}

/** The most telling text of a number in at most `room` characters: "−0.06" becomes "−0.1". */
export function fit(value, room) {
  for (let digits = 4; digits > 1; digits -= 1) {
    const text = number(value, digits);
    if (text.length <= room) return text;
  }
  return Number.isFinite(value) ? squeezed(value, room) : number(value);
}

/** Fewer decimals ("−0.0" is a small negative number), or thousands: "12k". */
function squeezed(value, room) {
  const [sign, size] = [value < 0 ? MINUS : "", Math.abs(value)];
  const whole = String(Math.floor(size)).length;
  const decimals = Math.max(size < 1 ? 1 : 0, room - sign.length - whole - 1);
  if (size < 1 || sign.length + whole <= room) return sign + size.toFixed(decimals);
  return size < 1000 ? sign + Math.round(size) : number(Math.round(value / 1000)) + "k";
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
