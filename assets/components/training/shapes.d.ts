import type { Packed } from "../_shared/message.js";
import type { TrainingFrameArrays, TrainingFrameHeader } from "./contract.js";

/** The feature maps of a layer, by its place in the network. */
export interface LayerMaps {
  layer: number;
  planes: Packed<Float32Array>;
}

/** What is known of the training: nothing before the first frame. */
export type View = Partial<TrainingFrameHeader> & {
  arrays: Partial<Omit<TrainingFrameArrays, "maps">>;
  maps: LayerMaps[];
};

/** A line of a chart: `isOther` is the run beside, `checked` was measured on validation images. */
export interface ChartLine {
  name: string;
  isOther: boolean;
  checked: boolean;
  steps: ArrayLike<number> & { at(i: number): number | undefined };
  values: ArrayLike<number> & Iterable<number> & { at(i: number): number | undefined };
}

export type ChartKind = "loss" | "accuracy";
export type Range = [number, number];

export interface AxisRanges {
  steps: Range;
  values: Range;
}

/** Where a chart's steps and values stand, in px. */
export interface ChartFrame extends AxisRanges {
  left: number;
  right: number;
  top: number;
  bottom: number;
  log: boolean;
  toX(step: number): number;
  toY(value: number): number;
}

/** Where the confusion matrix stands, in px. */
export interface MatrixFrame {
  count: number;
  cell: number;
  left: number;
  top: number;
  upright: boolean;
  side: number;
  height: number;
}

export interface MatrixCell {
  row: number;
  col: number;
}

/** What the line under the bar says, and the button that helps. */
export interface Status {
  text: string;
  button: { act: string; label: string; id?: number } | null;
  alarm: boolean;
}
