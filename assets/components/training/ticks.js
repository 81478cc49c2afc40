// Round numbers along an axis, and where they stand. Pure arithmetic.
const LEADS = [1, 2, 5, 10];
export const FINE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const NOISE = 1e-9;

/**
 * The smallest of 1, 2, 5 (or other leads) times a power of ten not below a positive size.
 *
 * @type {(size: number, leads?: number[]) => number}
 */
export function roundUp(size, leads = LEADS) {
  const power = 10 ** Math.floor(Math.log10(size) + NOISE);
  return (leads.find((lead) => lead * power >= size * (1 - NOISE)) ?? 10) * power;
}

/**
 * The largest of 1, 2, 5 times a power of ten that is not above a positive size.
 *
 * @type {(size: number) => number}
 */
export function roundDown(size) {
  const power = 10 ** Math.floor(Math.log10(size) + NOISE);
  return ([5, 2, 1].find((lead) => lead * power <= size * (1 + NOISE)) ?? 1) * power;
}

/**
 * Round numbers from low to high, at most `most` of them, equally far apart.
 *
 * @type {(low: number, high: number, most: number) => number[]}
 */
export function linearTicks(low, high, most) {
  if (!(high > low)) return [low];
  const apart = roundUp((high - low) / Math.max(most - 1, 1));
  const first = Math.ceil(low / apart - NOISE);
  const last = Math.floor(high / apart + NOISE);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * apart));
}

/** @type {(value: number) => number} */
const clean = (value) => Number(value.toPrecision(12));

/**
 * For a logarithmic axis: powers of ten, with 2 and 5 times them where there is room.
 *
 * @type {(low: number, high: number, most: number) => number[]}
 */
export function logTicks(low, high, most) {
  const [first, last] = [Math.ceil(Math.log10(low) - NOISE), Math.floor(Math.log10(high) + NOISE)];
  const powers = Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => 10 ** (first + i));
  const every = Math.max(1, Math.ceil(powers.length / most));
  if (every > 1 || powers.length * 3 > most) return powers.filter((_, i) => i % every === 0);
  const around = [10 ** (first - 1), ...powers];
  return around.flatMap((power) => [power, 2 * power, 5 * power].map(clean))
    .filter((value) => value >= low * (1 - NOISE) && value <= high * (1 + NOISE));
}

/**
 * A function that places values between two pixels, evenly or by their logarithm.
 *
 * @type {(ends: [number, number], px: [number, number], log?: boolean) => (value: number) => number}
 */
export function linearOrLogScale([low, high], [from, to], log = false) {
  const at = (/** @type {number} */ value) => (log ? Math.log10(Math.max(value, low)) : value);
  const [start, room] = [at(low), at(high) - at(low) || 1];
  return (value) => from + ((at(value) - start) / room) * (to - from);
}

/**
 * `room` of `count` places, evenly spread, the first and the last among them.
 *
 * @type {(count: number, room: number) => number[]}
 */
export function evenlySpaced(count, room) {
  if (count <= room) return Array.from({ length: count }, (_, i) => i);
  if (room < 2) return room < 1 ? [] : [count - 1];
  return Array.from({ length: room }, (_, i) => Math.round((i * (count - 1)) / (room - 1)));
}
