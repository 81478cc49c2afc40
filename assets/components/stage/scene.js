// What the message holds, by meaning: only this file and run.js know how its arrays are laid out.
import { NO_ROOM, fit } from "../_shared/format.js";
import { findWriters } from "./boxes.js";
import { Run } from "./run.js";
/** @import { GridHues, StageMessage } from "./contract.js" */
/** @typedef {"input" | "output"} Side */

const SHORT = 5;

export class Scene extends Run {
  /** Who wrote which cell, once somebody asks. @type {ReturnType<typeof findWriters> | null} */
  #writers = null;

  /** @param {StageMessage} message */
  constructor(message) {
    super(message.arrays);
    this.message = message;
    this.refusal = message.message;
    this.backward = message.backward;
    this.curve = curveOf(message);
    const { arrays: { input, output, bias }, combine, kernel } = message;
    const [channels, paddedRows, paddedCols] = input.shape;
    const [planes, outRows, outCols] = output.shape;
    this.channels = channels;
    this.paddedRows = paddedRows;
    this.paddedCols = paddedCols;
    this.planes = planes;
    this.outRows = outRows;
    this.outCols = outCols;
    this.combine = combine;
    this.input = message.input;
    this.kernel = kernel;
    this.output = message.output;
    this.scatters = combine === "each";
    this.hasBias = Boolean(kernel?.bias);
    this.biases = bias.values.length;
  }

  /** The role whose colour a grid wears. @param {keyof GridHues} grid */
  role(grid) {
    return this.message.roles[grid];
  }

  /**
   * Names of the cells of a row vector; none where it has none, or other cells.
   *
   * @param {Side} grid
   */
  names(grid) {
    const names = this.message.columns?.[grid] ?? [];
    const { planes, rows, cols } = this.size(grid);
    return planes === 1 && rows === 1 && cols === names.length ? names : [];
  }

  /** Planes, rows and columns of a grid, without the border. @param {Side} grid */
  size(grid) {
    const { rows, cols } = this.input;
    if (grid === "input") return { planes: this.channels, rows, cols };
    return { planes: this.planes, rows: this.outRows, cols: this.outCols };
  }

  /** The first plane that the kernel planes of a step belong to. @param {number} step */
  base(step) {
    if (this.steps === 0) return 0;
    return this.scatters ? this.writes(step).channel : this.reads(step).channel;
  }

  /** @type {(filter: number, depth: number, row: number, col: number) => number} */
  weight(filter, depth, row, col) {
    const { depth: depths, kernelRows: rows, kernelCols: cols } = this;
    const at = ((filter * depths + depth) * rows + row) * cols + col;
    return this.arrays.weight?.values[at] ?? 0;
  }

  /**
   * Which bias an output cell starts from: its plane's, or one of its own.
   *
   * @type {(plane: number, row: number, col: number) => number}
   */
  biasIndex(plane, row, col) {
    if (this.arrays.bias.shape.length < 2) return plane;
    return (plane * this.outRows + row) * this.outCols + col;
  }

  /** What an output cell starts from. @param {number} plane */
  bias(plane, row = 0, col = 0) {
    return this.arrays.bias.values[this.biasIndex(plane, row, col)] ?? 0;
  }

  /** Which bias the cell a step writes starts from. @param {number} step */
  biasOf(step) {
    const { channel, row, col } = this.writes(step);
    return this.biasIndex(channel, row, col);
  }

  /**
   * The value at a cell; row and col count from the first real one.
   *
   * @type {(channel: number, row: number, col: number) => number}
   */
  value(channel, row, col) {
    const at = this.padded(row, col);
    return this.arrays.input.values[channel * this.paddedRows * this.paddedCols + at];
  }

  /**
   * The index of the real cell that (row, col) shows, -1 for a zero of the border.
   *
   * @type {(row: number, col: number) => number}
   */
  source(row, col) {
    return this.arrays.source.values[this.padded(row, col)] ?? -1;
  }

  /** @type {(row: number, col: number) => number} */
  padded(row, col) {
    return (row + this.input.top) * this.paddedCols + col + this.input.left;
  }

  /** @type {(row: number, col: number) => boolean} */
  isReal(row, col) {
    return row >= 0 && col >= 0 && row < this.input.rows && col < this.input.cols;
  }

  /** Whether any step reads a real cell. @type {(row: number, col: number) => boolean} */
  isRead(row, col) {
    return !this.arrays.unread?.values[row * this.input.cols + col];
  }

  /** Whether a place lies on the output. @type {(row: number, col: number) => boolean} */
  holds(row, col) {
    return row >= 0 && col >= 0 && row < this.outRows && col < this.outCols;
  }

  /**
   * The steps that write an output cell, in order, and where in `after` they tell its value.
   *
   * @type {(plane: number, row: number, col: number) => { steps: Int32Array, places: Int32Array }}
   */
  writersOf(plane, row, col) {
    this.#writers ??= findWriters(this);
    const { first, steps, places } = this.#writers;
    const cell = (plane * this.outRows + row) * this.outCols + col;
    const [from, to] = [first[cell], first[cell + 1]];
    return { steps: steps.subarray(from, to), places: places.subarray(from, to) };
  }

  /**
   * What an output cell holds once step `now` is done; null as long as it is empty.
   *
   * @type {(plane: number, row: number, col: number, now: number) => number | null}
   */
  outputAt(plane, row, col, now) {
    const { steps, places } = this.writersOf(plane, row, col);
    let last = steps.length - 1;
    while (last >= 0 && steps[last] > now) last -= 1;
    return last >= 0 ? this.arrays.after.values[places[last]] : null;
  }

  /**
   * The longest text the numbers of an array need: five characters where that is possible.
   *
   * @param {"input" | "weight" | "output"} name
   */
  longest(name) {
    const values = this.arrays[name]?.values ?? new Float32Array();
    return values.reduce((most, value) => Math.max(most, textOf(value).length), 1);
  }
}

/**
 * The curve beside the steps: its lines, and where on it every step is.
 *
 * @param {StageMessage} message
 */
function curveOf({ curve, arrays: { curve_x: x, curve_y: y, curve_slope: slope, curve_at: at } }) {
  if (!curve || !x || !y || !slope || !at) return null;
  return { ...curve, x: x.values, y: y.values, slope: slope.values, at: at.values };
}

/** @param {number} value */
function textOf(value) {
  const text = fit(value, SHORT);
  return text === NO_ROOM ? fit(value, Infinity) : text;
}
