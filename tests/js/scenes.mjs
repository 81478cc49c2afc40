// Small scenes built by plain loops, for the tests: values count up from 1 so that each is known.
import { Scene } from "../../assets/components/stage/scene.js";

const plain = (count, start) => Array.from({ length: count }, (_, i) => start + i);

/** Where padded cell i comes from on a side of `size` cells; -1 for a zero. */
function origin(i, size, mode) {
  if (i >= 0 && i < size) return i;
  if (mode === "reflect") return i < 0 ? -i : 2 * size - 2 - i;
  return mode === "circular" ? (i + size) % size : -1;
}

function paddedInput({ channels, rows, cols, padding, mode }) {
  const source = [];
  for (let row = -padding; row < rows + padding; row += 1) {
    for (let col = -padding; col < cols + padding; col += 1) {
      const from = [origin(row, rows, mode), origin(col, cols, mode)];
      source.push(from.includes(-1) ? -1 : from[0] * cols + from[1]);
    }
  }
  const values = plain(channels, 0).flatMap((channel) =>
    source.map((at) => (at < 0 ? 0 : channel * rows * cols + at + 1)));
  const shape = [rows + 2 * padding, cols + 2 * padding];
  return {
    input: { shape: [channels, ...shape], values: Float32Array.from(values) },
    source: { shape, values: Int32Array.from(source) },
  };
}

function packed(steps) {
  const arrays = {};
  for (const name of ["reads", "writes"]) {
    const values = Int16Array.from(steps.flatMap((step) => step[name]));
    arrays[name] = { shape: [steps.length, 8], values };
  }
  const filters = steps.map(({ filter }) => filter);
  arrays.filter = { shape: [steps.length], values: Int16Array.from(filters) };
  for (const name of ["terms", "window", "partial", "after"]) {
    const at = [0];
    for (const step of steps) at.push(at.at(-1) + step[name].length);
    const values = Float32Array.from(steps.flatMap((step) => step[name]));
    arrays[name] = { shape: [at.at(-1)], values };
    arrays[`${name}_at`] = { shape: [at.length], values: Int32Array.from(at) };
  }
  return arrays;
}

const array = (shape, start = 1) => {
  const count = shape.reduce((product, side) => product * side, 1);
  return { shape, values: Float32Array.from(plain(count, start)) };
};

const HEADER = {
  at: 0, jump: 0, note: "", message: null, kernel: null, curve: null, columns: null, limit: 9999,
  roles: { input: "input", kernel: "kernel", output: "output" }, backward: false,
};

const labels = (name, count) => plain(count, 1).map((i) => (count > 1 ? `${name} ${i}` : name));

function sceneOf(settings, combine, filters, depth, kernel, planes, out, steps) {
  const { channels, rows, cols, padding } = settings;
  const scale = { scale: "signed", low: -9, high: 9, editable: true };
  return new Scene({
    ...HEADER, operation: "conv2d", combine,
    input: { labels: labels("Input", channels), ...scale, top: padding, left: padding, rows, cols },
    kernel: { labels: labels("Filter", filters), limit: 9, editable: true, bias: true },
    output: { labels: labels("Map", planes), ...scale },
    arrays: {
      ...paddedInput(settings), ...packed(steps), output: array([planes, ...out]),
      weight: array([filters, depth, ...kernel]),
      bias: array([planes], 0),
    },
  });
}

const PLAIN = { channels: 1, rows: 5, cols: 6, padding: 0, mode: "zeros", filters: 1, groups: 1,
  kernel: [2, 3], stride: 1, dilation: 1 };

/** A convolution; the values it writes are its step numbers, which is enough to find them again. */
export function convolution(given = {}) {
  const settings = { ...PLAIN, ...given };
  const { channels, rows, cols, padding, filters, groups, kernel, stride, dilation } = settings;
  const depth = channels / groups;
  const out = [rows, cols].map((size, i) =>
    Math.floor((size + 2 * padding - dilation * (kernel[i] - 1) - 1) / stride) + 1);
  const steps = [];
  for (let filter = 0; filter < filters; filter += 1) {
    const first = Math.floor(filter / (filters / groups)) * depth;
    for (let i = 0; i < out[0] * out[1]; i += 1) {
      const [row, col] = [Math.floor(i / out[1]), i % out[1]];
      const corner = [row * stride - padding, col * stride - padding];
      const terms = plain(depth * kernel[0] * kernel[1], steps.length);
      steps.push({ filter, terms, window: terms, partial: plain(depth, 0), after: [steps.length],
        reads: [...corner, ...kernel, first, depth, dilation, dilation],
        writes: [row, col, 1, 1, filter, 1, 1, 1] });
    }
  }
  return sceneOf(settings, "sum", filters, depth, kernel, filters, out, steps);
}

/** A transposed convolution: every input cell writes a patch, cropped by the padding. */
export function transposed({ stride = 2, crop = 1 } = {}) {
  const settings = { ...PLAIN, rows: 2, cols: 3 };
  const kernel = [3, 3];
  const out = [(2 - 1) * stride - 2 * crop + 3, (3 - 1) * stride - 2 * crop + 3];
  const steps = [];
  for (let i = 0; i < 6; i += 1) {
    const [row, col] = [Math.floor(i / 3), i % 3];
    const nine = plain(9, 10 * i);
    steps.push({ filter: 0, terms: nine, window: [i + 1], partial: nine, after: nine,
      reads: [row, col, 1, 1, 0, 1, 1, 1],
      writes: [row * stride - crop, col * stride - crop, ...kernel, 0, 1, 1, 1] });
  }
  return sceneOf(settings, "each", 1, 1, kernel, 1, out, steps);
}

const COUNTED = { weight: undefined, bias: { shape: [1], values: Float32Array.of(0) } };

/**
 * A run without a kernel over one plane: `steps` as {reads, writes, terms, after, ...}, with
 * `window` the terms and `partial` the result where they are not given.
 */
export function gathering(combine, [rows, cols], out, steps, more = {}) {
  const scale = { scale: "signed", low: -9, high: 9, editable: true };
  const whole = steps.map((step) =>
    ({ filter: 0, window: step.terms, partial: step.after, ...step }));
  const { arrays, ...header } = more;
  return new Scene({
    ...HEADER, operation: combine, combine,
    input: { labels: ["Input"], ...scale, top: 0, left: 0, rows, cols },
    output: { labels: ["Output"], ...scale },
    ...header,
    arrays: {
      ...paddedInput({ channels: 1, rows, cols, padding: 0 }), ...packed(whole),
      output: array([1, ...out]), ...COUNTED, ...arrays,
    },
  });
}

/** One window of a row of numbers, and what it gives. */
export function one(combine, terms, result, { chosen, divisor = 1, filter = 0, ...more } = {}) {
  const reads = [0, 0, 1, more.window?.length ?? terms.length, 0, 1, 1, 1];
  const step = { reads, writes: [0, 0, 1, 1, 0, 1, 1, 1], terms, after: [result], filter, ...more };
  const size = [1, Math.max(2, reads[3])];
  const float = (values) => ({ shape: [values.length], values: Float32Array.from(values) });
  const arrays = {
    divisor: float([divisor]),
    ...(chosen && { chosen: float(chosen), chosen_at: float([0, chosen.length]) }),
  };
  return gathering(combine, size, [1, 1], [step], { ...more.header, arrays });
}

/** One value shared out over a box of cells: the terms are the value times the slopes. */
export function sharing(value, slopes, [rows, cols], more = {}) {
  const terms = slopes.map((slope) => value * slope);
  const step = { reads: [0, 0, 1, 1, 0, 1, 1, 1], writes: [0, 0, rows, cols, 0, 1, 1, 1],
    terms, after: terms, window: [value], partial: terms };
  const scene = gathering("each", [1, 1], [rows, cols], [step], more);
  if (!slopes.every((slope) => slope === 1)) {
    scene.arrays.slope = { shape: [slopes.length], values: Float32Array.from(slopes) };
    scene.arrays.slope_at = scene.arrays.terms_at;
  }
  return scene;
}
