// The values a knob goes through: up and down a ladder of round numbers, or anything typed.
import { number, parseNumber } from "../_shared/format.js";

const LONGEST = 20; // characters of what was typed, in a sentence
const NOISE = 1e-6;
const tens = (low, high, leads) => Array.from({ length: high - low + 1 }, (_, i) => low + i)
  .flatMap((power) => leads.map((lead) => Number((lead * 10 ** power).toPrecision(6))));

export const SETTINGS = {
  lr: { name: "learning rate", rungs: [...tens(-5, 0, [1, 2, 5]), 10], whole: false },
  batch_size: {
    name: "batch size", rungs: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], whole: true,
  },
};

/** The next rung up (by = 1) or down (by = -1); the last rung is the end. */
export function nextValue({ rungs }, value, by) {
  const above = rungs.filter((rung) => rung > value * (1 + NOISE));
  const below = rungs.filter((rung) => rung < value * (1 - NOISE));
  return (by > 0 ? above[0] : below.at(-1)) ?? value;
}

/** What was typed, as {value} if the knob allows it, else {why} not; {} where nothing was. */
export function parseSetting({ name, rungs, whole }, text) {
  if (!text.trim()) return {};
  const value = parseNumber(text);
  const stays = `The ${name} stays as it is`;
  if (value === null) return { why: `“${text.slice(0, LONGEST)}” is not a number. ${stays}.` };
  const [least, most] = [rungs[0], rungs.at(-1)];
  const typed = number(value, 6);
  if (value > most) return { why: `${typed} is too large: up to ${most}. ${stays}.` };
  if (value < least) return { why: `${typed} is too small: from ${least} up. ${stays}.` };
  if (whole && !Number.isInteger(value)) return { why: `${typed} is not whole. ${stays}.` };
  return { value };
}
