// Written by `make contracts` from cnnviz/contracts/pixels.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { PlaceReport } from "../_shared/contract.js";

/**
 * A picture and how its numbers are written.
 *
 * Attributes
 * ----------
 * stamp : int
 *     A checksum that differs for other images.
 * size, at : (int, int)
 *     Rows and columns; the pixel to begin at.
 * held : bool
 *     Whether that pixel is pinned.
 * jump : int
 *     Another number moves the browser to `at`.
 * planes : list of str
 *     Their names: the parts of light, then their weighted sum.
 * reach : int or None
 *     Cells a side of the magnifier; None where every number has room.
 * tinted : bool
 *     Whether planes are shown in their own colour.
 * cells, tight, exact : list of str
 *     The texts of all 256 values: in cells, in small cells, in sentences.
 * high : int
 *     The number that white is written as.
 * weights : list of str
 *     What every part of light counts in grey.
 * look : str
 *     Changes with how numbers are shown.
 */
export interface PixelsHeader {
  stamp: number;
  size: [number, number];
  at: [number, number];
  held: boolean;
  jump: number;
  planes: string[];
  reach: number | null;
  tinted: boolean;
  cells: string[];
  tight: string[];
  exact: string[];
  high: number;
  weights: string[];
  look: string;
}

/**
 * The arrays of the message.
 *
 * Attributes
 * ----------
 * counts : ndarray of shape (4, bins)
 *     How often values occur in red, green, blue and grey.
 * pixels, grey : ndarray of shape (H, W, 3) and (H, W), optional
 *     Of a new picture.
 */
export interface PixelsArrays {
  counts: Packed<Int32Array>;
  pixels?: Packed<Uint8Array>;
  grey?: Packed<Uint8Array>;
}

/** What the picture reports. */
export interface PixelsState {
  place: PlaceReport;
}

export type PixelsMessage = PixelsHeader & { arrays: PixelsArrays };

export type PixelsComponent = Component<Uint8Array, PixelsState, {}>;
