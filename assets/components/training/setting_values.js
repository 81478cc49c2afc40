// The values a number of the bar goes through: by its buttons, or typed.
/** @import { NumberSetting } from "./contract.js" */
import { number, parseNumber } from "../_shared/format.js";

const LONGEST = 20; // characters of what was typed, in a sentence
const NOISE = 1e-6;

/**
 * The next of a setting's steps up (by = 1) or down (by = -1); the last step is the end.
 *
 * @type {(setting: NumberSetting, value: number, by: 1 | -1) => number}
 */
export function nextValue({ steps }, value, by) {
  const above = steps.filter((step) => step > value * (1 + NOISE));
  const below = steps.filter((step) => step < value * (1 - NOISE));
  return (by > 0 ? above[0] : below.at(-1)) ?? value;
}

/**
 * What was typed, as {value} if the setting allows it, else {why} not; {} where nothing was.
 *
 * @type {(setting: NumberSetting, text: string) => { value?: number, why?: string }}
 */
export function parseSetting({ title, low, high, whole }, text) {
  if (!text.trim()) return {};
  const value = parseNumber(text);
  const stays = `The ${title} stays as it is`;
  if (value === null) return { why: `“${text.slice(0, LONGEST)}” is not a number. ${stays}.` };
  const typed = number(value, 6);
  if (value > high) return { why: `${typed} is too large: up to ${high}. ${stays}.` };
  if (value < low) return { why: `${typed} is too small: from ${low} up. ${stays}.` };
  if (whole && !Number.isInteger(value)) return { why: `${typed} is not whole. ${stays}.` };
  return { value };
}
