// What the message holds, by meaning: only this file and run.js know how its arrays are laid out.
import { NO_ROOM, fit } from "../_shared/format.js";
import { findWriters } from "./boxes.js";
import { Run } from "./run.js";

const SHORT = 5;

export class Scene extends Run {
  constructor(message) {
    super(message);
    const { arrays } = message;
    [this.channels, this.paddedRows, this.paddedCols] = arrays.input.shape;
    [this.planes, this.outRows, this.outCols] = arrays.output?.shape ?? [0, 0, 0];
    this.scatters = this.combine === "each";
    this.hasBias = Boolean(this.kernel?.bias);
    this.biases = this.array("bias").values.length;
  }

  /** The role whose colour a grid wears; where gradients run back, input and output swap. */
  role(grid) {
    return this.roles?.[grid] ?? grid;
  }

  /** Names of the cells of a row vector; none where it has none, or other cells. */
  names(grid) {
    const names = this.columns?.[grid] ?? [];
    const { planes, rows, cols } = this.size(grid);
    return planes === 1 && rows === 1 && cols === names.length ? names : [];
  }

  /** Planes, rows and columns of a grid, without the border. */
  size(grid) {
    if (grid === "input") return { planes: this.channels, ...rowsAndCols(this.input) };
    return { planes: this.planes, rows: this.outRows, cols: this.outCols };
  }

  /** The first plane that the kernel planes of a step belong to. */
  base(step) {
    if (this.steps === 0) return 0;
    return this.scatters ? this.writes(step).channel : this.reads(step).channel;
  }

  weight(filter, depth, row, col) {
    const { depth: depths, kernelRows: rows, kernelCols: cols } = this;
    return this.arrays.weight.values[((filter * depths + depth) * rows + row) * cols + col];
  }

  /** Which bias an output cell starts from: its plane's, or one of its own. */
  biasIndex(plane, row, col) {
    if (this.array("bias").shape.length < 2) return plane;
    return (plane * this.outRows + row) * this.outCols + col;
  }

  bias(plane, row = 0, col = 0) {
    return this.array("bias").values[this.biasIndex(plane, row, col)] ?? 0;
  }

  /** Which bias the cell a step writes starts from. */
  biasOf(step) {
    const { channel, row, col } = this.writes(step);
    return this.biasIndex(channel, row, col);
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

  /** Whether any step reads a real cell. */
  isRead(row, col) {
    return !this.arrays.unread?.values[row * this.input.cols + col];
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

const rowsAndCols = ({ rows, cols }) => ({ rows, cols });

function textOf(value) {
  const text = fit(value, SHORT);
  return text === NO_ROOM ? fit(value, Infinity) : text;
}
