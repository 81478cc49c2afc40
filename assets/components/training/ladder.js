// The values a knob goes through: up and down a ladder of round numbers, or anything typed.
const NOISE = 1e-6;
const tens = (low, high, leads) => Array.from({ length: high - low + 1 }, (_, i) => low + i)
  .flatMap((power) => leads.map((lead) => Number((lead * 10 ** power).toPrecision(6))));

export const LADDERS = {
  lr: { rungs: [...tens(-5, 0, [1, 2, 5]), 10], whole: false },
  batch_size: { rungs: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], whole: true },
};

/** The next rung up (by = 1) or down (by = -1); the last rung is the end. */
export function climb({ rungs }, value, by) {
  const above = rungs.filter((rung) => rung > value * (1 + NOISE));
  const below = rungs.filter((rung) => rung < value * (1 - NOISE));
  return (by > 0 ? above[0] : below.at(-1)) ?? value;
}

/** A typed value as the knob allows it; null when it is none. */
export function admit({ rungs, whole }, value) {
  if (value === null || !(value > 0)) return null;
  const within = Math.min(Math.max(value, rungs[0]), rungs.at(-1));
  return whole ? Math.round(within) : within;
}
