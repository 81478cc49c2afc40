// Written by `make contracts` from cnnviz/contracts/network.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { Region } from "../_shared/contract.js";

/**
 * A map of a layer, or one of its values.
 *
 * Attributes
 * ----------
 * node : str
 *     The layer.
 * channel : int
 *     The map, or the place in a vector.
 * cell : list of int or None
 *     Into the layer's array; None is the whole map.
 */
export interface NetworkPlace {
  node: string;
  channel: number;
  cell: number[] | null;
}

/**
 * A layer: its place, its shape, what it costs, what it does.
 *
 * Attributes
 * ----------
 * name, kind, title : str
 *     Its own name, its operator, and that operator in words.
 * reads : list of str
 *     The layers it reads.
 * shape : list of int
 *     (C, H, W), or (D,).
 * column, lane : int
 *     Position in the drawing.
 * parameters, multiplies : int
 * says : str
 *     What it does.
 * sources : list of list of (int, int, int)
 *     For every map it makes, which maps are read: of which of `reads`, the first, how many.
 * map_by_map : bool
 *     Whether each map goes into the map in the same place.
 * reads_more : bool
 *     Whether a map is made of more than the map before.
 * has_weights, is_dense : bool
 *     Whether it weighs what it reads; whether every number with a weight of its own.
 * gives_shares : bool
 *     Whether what it makes are shares of 1.
 * low, high : float
 *     Its smallest and largest value.
 */
export interface NetworkNode {
  name: string;
  kind: string;
  title: string;
  reads: string[];
  shape: number[];
  column: number;
  lane: number;
  parameters: number;
  multiplies: number;
  says: string;
  sources: [number, number, number][][];
  map_by_map: boolean;
  reads_more: boolean;
  has_weights: boolean;
  is_dense: boolean;
  gives_shares: boolean;
  low: number;
  high: number;
}

/** The picture: its title, its class if it is known, what black and white are. */
export interface ShownPicture {
  title: string;
  label: number | null;
  low: number;
  high: number;
}

/** What the network reads: (C, H, W). */
export interface InputShape {
  shape: number[];
}

/**
 * A network and one picture in it.
 *
 * Attributes
 * ----------
 * ask : str
 *     What this answers.
 * url : str
 *     Where to ask for more.
 * seq : int
 *     Another number for every picture and every network.
 * model : str
 * input : InputShape
 * classes : list of str
 * output, scores : str
 *     The layers that hold the shares and the scores of the classes.
 * nodes : list of NetworkNode
 * picture : ShownPicture
 * at : NetworkPlace or None
 *     Where to open.
 * pad : bool
 *     Whether the network reads drawings.
 */
export interface NetworkHeader {
  ask: "all";
  url: string;
  seq: number;
  model: string;
  input: InputShape;
  classes: string[];
  output: string;
  scores: string;
  nodes: NetworkNode[];
  picture: ShownPicture;
  at: NetworkPlace | null;
  pad: boolean;
}

/** The picture, then what each of the nodes made. */
export interface NetworkArrays {
  values: Packed<Float32Array>[];
}

/** Maps of a layer that are read. */
export interface SourceMaps {
  node: string;
  channels: number[];
}

/** The layer that reads this one first. */
export interface NextLayer {
  node: string;
  kind: string;
}

/**
 * How one map is computed.
 *
 * Attributes
 * ----------
 * ask : str
 * seq : int
 * node, kind : str
 * channel : int
 * sources : list of SourceMaps
 * bias : float
 * says : str
 * next : NextLayer or None
 * combine : str
 *     How the maps become one.
 */
export interface UnitHeader {
  ask: "unit";
  seq: number;
  node: string;
  channel: number;
  kind: string;
  sources: SourceMaps[];
  bias: number;
  says: string;
  next: NextLayer | null;
  combine: string;
}

/** The kernels, what each gives, and the map itself. */
export interface UnitArrays {
  kernels?: Packed<Float32Array>;
  partials?: Packed<Float32Array>;
  out: Packed<Float32Array>;
}

/** A block of cells that is read; rows and columns may be spread out. */
export interface ReadBox {
  row: number;
  col: number;
  height: number;
  width: number;
  channel: number;
  depth: number;
  row_step: number;
  col_step: number;
}

/** What one value reads of one layer. */
export interface ValuePart {
  source: string;
  box: ReadBox;
}

/** What a layer that changes each cell by itself makes of the value. */
export interface FollowingValue {
  node: string;
  kind: string;
  value: number;
}

/** A sign or a word of a formula, and its colour role. */
export interface FormulaText {
  role: "sign" | "word" | "partial" | "whole" | "kernel";
  text: string;
}

/**
 * A number of a formula.
 *
 * Attributes
 * ----------
 * role : str
 *     Its colour role; "whole" is the denominator of a share.
 * value : float
 * digits : int
 *     How many of them are written.
 * is_term : bool
 *     Whether it is written in parentheses if it is negative.
 * channel : int or None
 *     Whose sum it is.
 */
export interface FormulaNumber {
  role: "sign" | "word" | "partial" | "whole" | "kernel";
  value: number;
  digits: number;
  is_term: boolean;
  channel: number | null;
}

/**
 * How one value is computed.
 *
 * Attributes
 * ----------
 * ask : str
 * seq : int
 * node, kind : str
 * cell : list of int
 * combine : str
 *     How the terms become the value.
 * parts : list of ValuePart
 * start, value, divisor : float
 *     The bias; the result; what a sum is divided by.
 * after : list of FollowingValue
 * seen : Region
 *     The part of the picture it can depend on.
 * formula : list of FormulaText and FormulaNumber
 *     What comes to the value, in reading order.
 * digits : int or None
 *     How many of the value's digits are written behind it; None where it says the value itself.
 * next : NextLayer or None
 */
export interface ValueHeader {
  ask: "value";
  seq: number;
  node: string;
  cell: number[];
  kind: string;
  combine: "sum" | "mean" | "norm" | "max" | "min" | "median" | "share" | "log_share" | "map" | "each";
  parts: ValuePart[];
  start: number;
  value: number;
  divisor: number;
  after: FollowingValue[];
  seen: Region;
  formula: (FormulaText | FormulaNumber)[];
  digits: number | null;
  next: NextLayer | null;
}

/**
 * The arrays of every part: windows, weights, terms and results.
 *
 * Attributes
 * ----------
 * windows, weights, terms, partials, results : list of ndarray
 *     A weight is None where values are taken as they are.
 * chosen : list of ndarray or None
 *     The place of the largest term, where one was chosen.
 */
export interface ValueArrays {
  windows: Packed<Float32Array>[];
  weights: (Packed<Float32Array> | null)[];
  terms: Packed<Float32Array>[];
  partials: Packed<Float32Array>[];
  results: Packed<Float32Array>[];
  chosen: (Packed<Int32Array> | null)[];
}

/** The selected map or value; None is the whole network. */
export interface NetworkState {
  at: NetworkPlace | null;
}

/** A question about a map. */
export interface UnitQuestion {
  ask: "unit";
  seq: number;
  node: string;
  channel: number;
}

/** A question about a value. */
export interface ValueQuestion {
  ask: "value";
  seq: number;
  node: string;
  cell: number[];
}

export type NetworkMessage = NetworkHeader & { arrays: NetworkArrays };

export type UnitMessage = UnitHeader & { arrays: UnitArrays };

export type ValueMessage = ValueHeader & { arrays: ValueArrays };

export type NetworkComponent = Component<Uint8Array, NetworkState, {}>;
