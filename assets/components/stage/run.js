// The steps of a run, taken out of the message's flat arrays.
import { box } from "./boxes.js";

const NONE = { shape: [0], values: [] };

export class Run {
  constructor({ arrays, ...header }) {
    Object.assign(this, header);
    this.arrays = arrays;
    this.steps = this.array("reads").shape[0];
    const weight = arrays.weight?.shape ?? [0, 0, 0, 0];
    [this.filters, this.depth, this.kernelRows, this.kernelCols] = weight;
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

  /** What the value read is multiplied with in term `i` of a step; undefined if by nothing. */
  factorAt(step, i) {
    if (!this.arrays.weight) return this.arrays.slope && this.part("slope", step)[i];
    const size = this.depth * this.kernelRows * this.kernelCols;
    return this.arrays.weight.values[this.filter(step) * size + i];
  }

  /** Whether terms are products, with a weight or a slope. */
  get isWeighed() {
    return Boolean(this.arrays.weight ?? this.arrays.slope);
  }

  /** For a mean what the sum is divided by, for a norm which root is taken. */
  divisor(step) {
    return this.array("divisor").values[step] ?? 1;
  }
}
