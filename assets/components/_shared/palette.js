// One palette, one meaning each, read from the theme (.streamlit/config.toml says the colours).
/** @typedef {number[]} Color red, green and blue, 0 to 255 */
/** @typedef {keyof typeof ROLES} Role */
/** @typedef {Record<Role, Color> & { font: string, code: string }} Theme */

const ROLES = {
  text: "text",
  background: "background",
  surface: "secondary-background",
  border: "border",
  primary: "primary",
  input: "blue",
  kernel: "orange",
  output: "green",
  negative: "red",
  positive: "violet",
};
const UNKNOWN = [127, 127, 127]; // where a theme leaves a colour out
const INKS = [[16, 22, 30], [255, 255, 255], [0, 0, 0]];
export const READABLE = 4.5; // WCAG AA: the least contrast of text with what lies behind it

/** The theme at an element, from its CSS variables. @type {(element: Element) => Theme} */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
  const fonts = { font: read("font") || "sans-serif", code: read("code-font") || "monospace" };
  const colors = Object.entries(ROLES).map(([role, name]) =>
    [role, parseColor(read(`${name}-color`)) ?? UNKNOWN]);
  return { ...fonts, ...Object.fromEntries(colors) };
}

/**
 * "#abc", "#aabbcc" or "rgb(1, 2, 3)" as a colour; null when it is none of them.
 *
 * @type {(text: string) => Color | null}
 */
export function parseColor(text) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(text)?.[1];
  if (hex) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  }
  const parts = /^rgba?\(([^)]+)\)$/i.exec(text)?.[1].split(/[\s,/]+/).slice(0, 3).map(Number);
  return parts?.length === 3 && parts.every(Number.isFinite) ? parts : null;
}

/** A colour as a style sheet writes it. @param {Color} color */
export const css = ([red, green, blue], alpha = 1) =>
  `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha})`;

/**
 * The colour `share` of the way from one to another.
 *
 * @type {(from: Color, to: Color, share: number) => Color}
 */
export const mix = (from, to, share) => from.map((part, i) => part + (to[i] - part) * share);

/** @type {(color: Color) => number} */
function luminance(color) {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast, 1 to 21, as WCAG 2 defines it. @type {(one: Color, other: Color) => number} */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The text colour that can be read on a filled cell. @type {(fill: Color) => Color} */
export const ink = (fill) =>
  INKS.find((candidate) => contrast(candidate, fill) >= READABLE) ?? INKS[2];

/**
 * A role colour pushed towards the text colour until it can be read on `fill` (a page colour).
 *
 * @type {(color: Color, fill: Color, text: Color) => Color}
 */
export function readable(color, fill, text) {
  for (let share = 0; share < 1; share += 0.1) {
    const candidate = mix(color, text, share);
    if (contrast(candidate, fill) >= READABLE) return candidate;
  }
  return text;
}

/**
 * Red below zero, violet above, neutral at zero; strongest at `limit`.
 *
 * @type {(theme: Pick<Theme, "surface" | "negative" | "positive">, value: number,
 *   limit: number) => Color}
 */
export function signedColor(theme, value, limit) {
  const share = limit > 0 ? Math.min(Math.abs(value) / limit, 1) : 0;
  if (!(share > 0)) return theme.surface;
  return mix(theme.surface, value < 0 ? theme.negative : theme.positive, share);
}

/** Black at `low`, white at `high`. @type {(value: number, low: number, high: number) => Color} */
export function greyColor(value, low, high) {
  const share = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0.5;
  return Array(3).fill(Number.isNaN(share) ? 127 : Math.round(share * 255));
}
