// Written by `make contracts` from cnnviz/contracts/stage.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";

/**
 * How the values of a grid become colours.
 *
 * Attributes
 * ----------
 * scale : str
 *     "grey" as in a picture, "signed" from red over neutral to violet.
 * low, high : float
 *     The values with the strongest colours.
 */
export interface GridColors {
  scale: "grey" | "signed";
  low: number;
  high: number;
}

/**
 * The input: a name for every channel, and its size without the border.
 *
 * Attributes
 * ----------
 * labels : list of str
 * rows, cols : int
 * top, left : int
 *     How many rows and columns of the border come first.
 */
export interface PlainInput {
  scale: "grey" | "signed";
  low: number;
  high: number;
  labels: string[];
  rows: number;
  cols: number;
  top: number;
  left: number;
}

/** The input; ``editable`` says whether the reader may change its numbers. */
export interface StageInput {
  scale: "grey" | "signed";
  low: number;
  high: number;
  labels: string[];
  rows: number;
  cols: number;
  top: number;
  left: number;
  editable: boolean;
}

/**
 * The filters.
 *
 * Attributes
 * ----------
 * filters, channels, rows, cols : int
 *     The shape of the weights.
 * labels : list of str
 *     A name for every filter.
 * limit : float
 *     The size of a weight with the strongest colour.
 * flipped : bool
 *     Whether they are shown turned by 180 degrees.
 */
export interface PlainKernel {
  filters: number;
  channels: number;
  rows: number;
  cols: number;
  labels: string[];
  limit: number;
  flipped: boolean;
}

/** The filters; whether the reader may change them, and whether a bias belongs to each. */
export interface StageKernel {
  filters: number;
  channels: number;
  rows: number;
  cols: number;
  labels: string[];
  limit: number;
  flipped: boolean;
  editable: boolean;
  bias: boolean;
}

/** The output: a name for every plane. */
export interface StageOutput {
  scale: "grey" | "signed";
  low: number;
  high: number;
  labels: string[];
}

/** The curve of a function, drawn where a kernel would stand, between two ends. */
export interface StageCurve {
  name: string;
  low: number;
  high: number;
}

/** Names of the cells of a row vector; empty where it has none. */
export interface GridNames {
  input?: string[];
  output?: string[];
}

/** The colour each grid takes, by what it means. */
export interface GridHues {
  input: "input" | "kernel" | "output";
  kernel: "input" | "kernel" | "output";
  output: "input" | "kernel" | "output";
}

/**
 * A trace, and how it looks.
 *
 * Attributes
 * ----------
 * operation : str
 *     Its slug.
 * combine : str
 *     How the terms of a step become its result.
 * at, jump : int
 *     The step to open on; another number when the stage must go there.
 * input, kernel, output, curve
 *     The grids, and the curve between them.
 * columns : GridNames or None
 * roles : GridHues
 * backward : bool
 *     Whether gradients run back.
 * message : str or None
 *     A sentence in place of the output.
 * note : str
 *     A sentence below.
 * limit : float
 *     No number that the reader types may be larger.
 */
export interface StageHeader {
  operation: string;
  combine: "sum" | "mean" | "norm" | "max" | "min" | "median" | "share" | "log_share" | "map" | "each";
  at: number;
  jump: number;
  input: StageInput;
  kernel: StageKernel | null;
  output: StageOutput;
  curve: StageCurve | null;
  columns: GridNames | null;
  roles: GridHues;
  backward: boolean;
  message: string | null;
  note: string;
  limit: number;
}

/**
 * The points of a curve.
 *
 * Attributes
 * ----------
 * curve_x, curve_y, curve_slope : ndarray
 *     Sampled from one end to the other.
 * curve_at : ndarray of shape (S,)
 *     Where on it every step is.
 */
export interface CurveArrays {
  curve_x: Packed<Float32Array>;
  curve_y: Packed<Float32Array>;
  curve_slope: Packed<Float32Array>;
  curve_at?: Packed<Float32Array>;
}

/**
 * The numbers of a trace of S steps.
 *
 * What differs in size from step to step lies end to end; ``<name>_at`` says where each
 * step's part begins and the last ends.
 *
 * Attributes
 * ----------
 * input : ndarray of shape (C, PH, PW)
 *     With its border.
 * source : ndarray of shape (PH, PW)
 *     Which real cell each padded cell copies, in reading order; -1 is none.
 * bias, output : ndarray
 * weight : ndarray of shape (F, C, KH, KW), optional
 * reads, writes : ndarray of shape (S, 8)
 *     Boxes: row, col, height, width, channel, depth, row step, column step.
 * filter : ndarray of shape (S,)
 * unread : ndarray of shape (H, W), optional
 *     1 for the cells that no step reads.
 * divisor : ndarray of shape (S,), optional
 *     For a mean what the sum is divided by, for a norm which root is taken.
 * terms, window, partial, after : ndarray
 *     What is combined, what was read, the sum of each channel, the output cells after.
 * slope, chosen : ndarray, optional
 *     What the value is multiplied with; the places of the terms that were chosen.
 */
export interface TraceArrays {
  input: Packed<Float32Array>;
  source: Packed<Int32Array>;
  bias: Packed<Float32Array>;
  output: Packed<Float32Array>;
  weight?: Packed<Float32Array>;
  reads: Packed<Int16Array>;
  writes: Packed<Int16Array>;
  filter: Packed<Int16Array>;
  unread?: Packed<Int16Array>;
  divisor?: Packed<Float32Array>;
  terms: Packed<Float32Array>;
  terms_at: Packed<Int32Array>;
  window: Packed<Float32Array>;
  window_at: Packed<Int32Array>;
  partial: Packed<Float32Array>;
  partial_at: Packed<Int32Array>;
  after: Packed<Float32Array>;
  after_at: Packed<Int32Array>;
  slope?: Packed<Float32Array>;
  slope_at?: Packed<Int32Array>;
  chosen?: Packed<Float32Array>;
  chosen_at?: Packed<Int32Array>;
}

/** The numbers of the trace, and of the curve if there is one. */
export interface StageArrays {
  input: Packed<Float32Array>;
  source: Packed<Int32Array>;
  bias: Packed<Float32Array>;
  output: Packed<Float32Array>;
  weight?: Packed<Float32Array>;
  reads: Packed<Int16Array>;
  writes: Packed<Int16Array>;
  filter: Packed<Int16Array>;
  unread?: Packed<Int16Array>;
  divisor?: Packed<Float32Array>;
  terms: Packed<Float32Array>;
  terms_at: Packed<Int32Array>;
  window: Packed<Float32Array>;
  window_at: Packed<Int32Array>;
  partial: Packed<Float32Array>;
  partial_at: Packed<Int32Array>;
  after: Packed<Float32Array>;
  after_at: Packed<Int32Array>;
  slope?: Packed<Float32Array>;
  slope_at?: Packed<Int32Array>;
  chosen?: Packed<Float32Array>;
  chosen_at?: Packed<Int32Array>;
  curve_x?: Packed<Float32Array>;
  curve_y?: Packed<Float32Array>;
  curve_slope?: Packed<Float32Array>;
  curve_at?: Packed<Float32Array>;
}

/** The step at which the user stopped. */
export interface StageState {
  at: number;
}

/**
 * A cell the reader may change.
 *
 * Attributes
 * ----------
 * grid : str
 * plane, channel, row, col : int
 *     The filter, or the channel of the input; what the kernel reads; the place.
 */
export interface EditableCell {
  grid: "input" | "kernel" | "bias";
  plane: number;
  channel: number;
  row: number;
  col: number;
}

/** A number the reader typed into a cell. */
export interface CellEdit {
  grid: "input" | "kernel" | "bias";
  plane: number;
  channel: number;
  row: number;
  col: number;
  value: number;
}

/** What the stage reports once. */
export interface StageTriggers {
  edit: CellEdit;
}

export type StageMessage = StageHeader & { arrays: StageArrays };

export type StageComponent = Component<Uint8Array, StageState, StageTriggers>;
