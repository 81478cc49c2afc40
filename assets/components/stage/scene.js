// What the message holds, by meaning: the only file that knows how its arrays are laid out.
import { NO_ROOM, fit } from "../_shared/format.js";
import { box, findWriters } from "./boxes.js";

const SHORT = 5;
const NONE = { shape: [0], values: [] };

export class Scene {
  constructor({ arrays, ...header }) {
    Object.assign(this, header);
    this.arrays = arrays;
    this.steps = this.array("reads").shape[0];
    [this.channels, this.paddedRows, this.paddedCols] = arrays.input.shape;
    [this.planes, this.outRows, this.outCols] = arrays.output?.shape ?? [0, 0, 0];
    const weight = arrays.weight?.shape ?? [0, 0, 0, 0];
    [this.filters, this.depth, this.kernelRows, this.kernelCols] = weight;
    this.scatters = this.combine === "each";
  }

  /** The first plane that the kernel planes of a step belong to. */
  base(step) {
    if (this.steps === 0) return 0;
    return this.scatters ? this.writes(step).channel : this.reads(step).channel;
  }

  array(name) {
    return this.arrays[name] ?? NONE;
  }

  reads(step) {
    return box(this.arrays.reads.values, step);
  }

  writes(step) {
    return box(this.arrays.writes.values, step);
  }

  filter(step) {
    return this.array("filter").values[step] ?? 0;
  }

  terms(step) {
    return this.part("terms", step);
  }

  windowOf(step) {
    return this.part("window", step);
  }

  partials(step) {
    return this.part("partial", step);
  }

  after(step) {
    return this.part("after", step);
  }

  /** The part of a flat array that belongs to a step: from its offset to the next step's. */
  part(name, step) {
    const at = this.array(`${name}_at`).values;
    return this.array(name).values.subarray(at[step], at[step + 1]);
  }

  weight(filter, depth, row, col) {
    const { depth: depths, kernelRows: rows, kernelCols: cols } = this;
    return this.arrays.weight.values[((filter * depths + depth) * rows + row) * cols + col];
  }

  /** The weight behind term `i` of a step. */
  weightAt(step, i) {
    const size = this.depth * this.kernelRows * this.kernelCols;
    return this.arrays.weight.values[this.filter(step) * size + i];
  }

  bias(plane) {
    return this.array("bias").values[plane] ?? 0;
  }

  /** The value at a cell; row and col count from the first real one. */
  value(channel, row, col) {
    const at = this.padded(row, col);
    return this.arrays.input.values[channel * this.paddedRows * this.paddedCols + at];
  }

  /** The index of the real cell that (row, col) shows, -1 for a zero of the border. */
  source(row, col) {
    return this.array("source").values[this.padded(row, col)] ?? -1;
  }

  padded(row, col) {
    return (row + this.input.top) * this.paddedCols + col + this.input.left;
  }

  isReal(row, col) {
    return row >= 0 && col >= 0 && row < this.input.rows && col < this.input.cols;
  }

  holds(row, col) {
    return row >= 0 && col >= 0 && row < this.outRows && col < this.outCols;
  }

  /** The steps that write an output cell, in order, and where in `after` they tell its value. */
  writersOf(plane, row, col) {
    this.writers ??= findWriters(this);
    const { first, steps, places } = this.writers;
    const cell = (plane * this.outRows + row) * this.outCols + col;
    const range = [first[cell], first[cell + 1]];
    return { steps: steps.subarray(...range), places: places.subarray(...range) };
  }

  /** What an output cell holds once step `now` is done; null as long as it is empty. */
  outputAt(plane, row, col, now) {
    const { steps, places } = this.writersOf(plane, row, col);
    let last = steps.length - 1;
    while (last >= 0 && steps[last] > now) last -= 1;
    return last >= 0 ? this.arrays.after.values[places[last]] : null;
  }

  /** The longest text the numbers of an array need: five characters where that is possible. */
  longest(name) {
    const values = this.array(name).values;
    return values.reduce((most, value) => Math.max(most, textOf(value).length), 1);
  }
}

function textOf(value) {
  const text = fit(value, SHORT);
  return text === NO_ROOM ? fit(value, Infinity) : text;
}
