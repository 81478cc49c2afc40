// The steps of a run, taken out of the message's flat arrays.
import { boxAt } from "./boxes.js";
/** @import { StageArrays } from "./contract.js" */
/** @typedef {"terms" | "window" | "partial" | "after" | "slope" | "chosen"} PartName */

export class Run {
  /** @param {StageArrays} arrays */
  constructor(arrays) {
    this.arrays = arrays;
    this.steps = arrays.reads.shape[0];
    const [filters, depth, rows, cols] = arrays.weight?.shape ?? [0, 0, 0, 0];
    this.filters = filters;
    this.depth = depth;
    this.kernelRows = rows;
    this.kernelCols = cols;
  }

  /** @param {number} step */
  reads(step) {
    return boxAt(this.arrays.reads.values, step);
  }

  /** @param {number} step */
  writes(step) {
    return boxAt(this.arrays.writes.values, step);
  }

  /** @param {number} step */
  filter(step) {
    return this.arrays.filter.values[step] ?? 0;
  }

  /** @param {number} step */
  terms(step) {
    return this.part("terms", step);
  }

  /** @param {number} step */
  windowOf(step) {
    return this.part("window", step);
  }

  /** @param {number} step */
  partials(step) {
    return this.part("partial", step);
  }

  /** @param {number} step */
  after(step) {
    return this.part("after", step);
  }

  /**
   * The part of a flat array that belongs to a step: from its offset to the next step's.
   *
   * @type {(name: PartName, step: number) => Float32Array}
   */
  part(name, step) {
    const at = this.arrays[`${name}_at`]?.values ?? [];
    return this.arrays[name]?.values.subarray(at[step], at[step + 1]) ?? new Float32Array();
  }

  /**
   * What the value read is multiplied with in term `i` of a step; 1 if by nothing.
   *
   * @type {(step: number, i: number) => number}
   */
  factorAt(step, i) {
    if (!this.arrays.weight) return this.arrays.slope ? this.part("slope", step)[i] : 1;
    const size = this.depth * this.kernelRows * this.kernelCols;
    return this.arrays.weight.values[this.filter(step) * size + i];
  }

  /** Whether terms are products, with a weight or a slope. */
  get isWeighed() {
    return Boolean(this.arrays.weight ?? this.arrays.slope);
  }

  /** For a mean what the sum is divided by, for a norm which root is taken. @param {number} step */
  divisor(step) {
    return this.arrays.divisor?.values[step] ?? 1;
  }
}
