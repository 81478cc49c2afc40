// Written by `make contracts` from cnnviz/contracts/field.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { PlaceReport } from "../_shared/contract.js";

/**
 * A map of the stack; the first is the picture.
 *
 * Attributes
 * ----------
 * title, knobs : str
 *     Its layer; the layer's window and settings that are not default.
 * rows, cols : int
 * sees : (int, int)
 *     Rows and columns of this map that a unit of the last one reads.
 */
export interface FieldMap {
  title: string;
  knobs: string;
  rows: number;
  cols: number;
  sees: [number, number];
}

/**
 * A stack of maps.
 *
 * Attributes
 * ----------
 * maps : list of FieldMap
 * at : (int, int)
 *     The unit of the last map, row and column.
 * note : str
 *     Text below the influence.
 * jump : int
 *     Another number moves the browser to `at`.
 * version : str
 *     Changes with all of these.
 */
export interface FieldHeader {
  maps: FieldMap[];
  at: [number, number];
  note: string;
  jump: number;
  version: string;
}

/**
 * The arrays of the message.
 *
 * Attributes
 * ----------
 * picture : ndarray of shape (H, W, 3)
 * heat : ndarray of shape (H, W)
 *     How strongly each pixel moves the unit, 0 to 1.
 * rows, cols : list of ndarray
 *     For every map, which of its rows (columns) each row (column) of units reads: 0 or 1.
 * top, left : list of ndarray
 *     For every map, where the receptive field of each row (column) of units begins.
 * pixels : ndarray of shape (H, W)
 *     How many pixels each unit of the last map reads.
 */
export interface FieldArrays {
  picture: Packed<Uint8Array>;
  heat: Packed<Float32Array>;
  rows: Packed<Uint8Array>[];
  cols: Packed<Uint8Array>[];
  top: Packed<Int32Array>[];
  left: Packed<Int32Array>[];
  pixels: Packed<Int32Array>;
}

/** What the stack reports. */
export interface FieldState {
  place: PlaceReport;
}

export type FieldMessage = FieldHeader & { arrays: FieldArrays };

export type FieldComponent = Component<Uint8Array, FieldState, {}>;
