// Written by `make contracts` from cnnviz/contracts/weights.py: change it there.
import type { Component } from "../_shared/component.js";

/**
 * A kernel to be changed by hand.
 *
 * Attributes
 * ----------
 * weights : list of list of float
 *     The kernel, row by row.
 * version : int
 *     Another one replaces what the hand made.
 * seq : int
 *     The last change by hand that Python has heard of.
 * editable : bool
 *     Whether the weights may be changed.
 * label : str
 *     Its title.
 * limit : float
 *     No weight may be larger.
 * step : float
 *     What one step of the wheel, of an arrow key or of eight dragged pixels adds.
 */
export interface WeightsMessage {
  weights: number[][];
  version: number;
  seq: number;
  editable: boolean;
  label: string;
  limit: number;
  step: number;
}

/**
 * Weights made by hand.
 *
 * Attributes
 * ----------
 * version, seq, values
 *     As in `WeightsMoved`.
 * rest : bool
 *     False while the hand is still moving.
 */
export interface WeightsReport {
  version: number;
  seq: number;
  values: number[][];
  rest: boolean;
}

/** What the kernel editor reports. */
export interface WeightsState {
  weights: WeightsReport;
}

export type WeightsComponent = Component<WeightsMessage, WeightsState, {}>;
