// Written by `make contracts` from cnnviz/contracts/pictures.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { Region } from "../_shared/contract.js";
import type { WeightsStamp } from "../_shared/contract.js";

/** Number of rows and columns of a result that depend on padding. */
export interface Rim {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The values between which a histogram counts. */
export interface CountedRange {
  low: number;
  high: number;
}

/**
 * One picture.
 *
 * Attributes
 * ----------
 * title, caption : str
 * width, height : int
 *     In pixels.
 * stamp : int
 *     Changes whenever a pixel does.
 * format : str
 *     How its bytes are encoded; "keep" when the browser has them.
 * rim : Rim
 * histogram : CountedRange
 */
export interface PicturePanel {
  title: string;
  caption: string;
  width: number;
  height: number;
  stamp: number;
  format: "png" | "jpeg" | "keep";
  rim: Rim;
  histogram: CountedRange;
}

/**
 * How one pixel of a result is computed.
 *
 * Attributes
 * ----------
 * row, col : int
 *     Of the result, counted from 0.
 * channel : str
 *     The colour explained; empty for a grey picture.
 * region : Region
 *     What was read, on the picture before.
 * total, bias, result : float
 *     The sum of the products, what is added, what comes out.
 * shown : int or None
 *     The brightness on screen; None where colours stand for values.
 * sum : str
 *     The sentence in place of a sum where no kernel was applied.
 */
export interface PixelSum {
  row: number;
  col: number;
  channel: string;
  region: Region;
  total: number;
  bias: number;
  result: number;
  shown: number | null;
  sum: string;
}

/**
 * The pixel pointed at, explained.
 *
 * Attributes
 * ----------
 * panel : int
 *     On which it lies.
 * title : str
 *     The name of the panel, and the place in words.
 */
export interface PixelInspection {
  row: number;
  col: number;
  channel: string;
  region: Region;
  total: number;
  bias: number;
  result: number;
  shown: number | null;
  sum: string;
  panel: number;
  title: string;
}

/**
 * Pictures side by side, or wiped over the original.
 *
 * Attributes
 * ----------
 * version : int
 *     Changes whenever any picture does.
 * panels : list of PicturePanel
 *     The original first.
 * wipe, show_rim : bool
 *     Whether results lie over the original; whether the border's reach is outlined.
 * window : (int, int)
 *     Rows and columns of the largest kernel: room for its grids is kept.
 * inspect : PixelInspection or None
 * hand : WeightsStamp or None
 *     The weights shown, where a kernel editor makes them.
 * live : str or None
 *     Where to ask for the pictures of weights that move.
 */
export interface PicturesHeader {
  version: number;
  panels: PicturePanel[];
  wipe: boolean;
  show_rim: boolean;
  window: [number, number];
  inspect: PixelInspection | null;
  hand: WeightsStamp | null;
  live: string | null;
}

/** What explains a pixel, shape (KH, KW) each; without a kernel only what was read. */
export interface PixelGrids {
  neighbourhood?: Packed<Float32Array>;
  kernel?: Packed<Float32Array>;
  products?: Packed<Float32Array>;
}

/**
 * The arrays of the message.
 *
 * Attributes
 * ----------
 * pictures : list of ndarray or None
 *     A panel's encoded bytes; None when the browser has them.
 * histograms : list of ndarray
 *     A panel's counts.
 */
export interface PicturesArrays {
  neighbourhood?: Packed<Float32Array>;
  kernel?: Packed<Float32Array>;
  products?: Packed<Float32Array>;
  pictures: (Packed<Uint8Array> | null)[];
  histograms: Packed<Int32Array>[];
}

/** A pixel of a panel, counted from 0. */
export interface PicturePlace {
  panel: number;
  row: number;
  col: number;
}

/**
 * The pixel under the user's pointer, if any, and the version on screen.
 *
 * ``have`` is None when the browser lacks a picture that a panel told it to keep.
 */
export interface PointerReport {
  panel?: number;
  row?: number;
  col?: number;
  have: number | null;
}

/** What the pictures report. */
export interface PicturesState {
  pointer: PointerReport;
}

/**
 * What the component asks the server for while weights move.
 *
 * Attributes
 * ----------
 * version, seq, values
 *     As in `WeightsMoved`.
 * place : PicturePlace or None
 *     Where the reader points.
 * have : list of int
 *     The stamps of the pictures that are here.
 */
export interface PicturesQuestion {
  version: number;
  seq: number;
  values: number[][];
  place: PicturePlace | null;
  have: number[];
}

export type PicturesMessage = PicturesHeader & { arrays: PicturesArrays };

export type PicturesComponent = Component<Uint8Array, PicturesState, {}>;
