// Written by `make contracts` from cnnviz/contracts/scatter.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";

/**
 * A class, and how its points are drawn.
 *
 * Attributes
 * ----------
 * name : str
 * colours : (str, str)
 *     On a light page, on a dark one.
 * mark : str
 *     The shape of its points.
 */
export interface ScatterClass {
  name: string;
  colours: [string, string];
  mark: string;
}

/**
 * Points in a plane.
 *
 * Attributes
 * ----------
 * stamp : int
 *     Another one for other points.
 * classes : list of ScatterClass
 * explained : list of float
 *     The share of the differences that lies along either axis.
 * here : list of float or None
 *     Position of the user's own image.
 * url : str
 *     Where to ask for an image.
 */
export interface ScatterHeader {
  stamp: number;
  classes: ScatterClass[];
  explained: number[];
  here: number[] | null;
  url: string;
}

/**
 * The arrays of the message.
 *
 * Attributes
 * ----------
 * points : ndarray of shape (N, 2)
 * labels, guesses : ndarray of shape (N,)
 *     The right class, and the predicted class.
 */
export interface ScatterArrays {
  points: Packed<Float32Array>;
  labels: Packed<Int16Array>;
  guesses: Packed<Int16Array>;
}

/** The answer to a question for an image. */
export interface ScatterImageHeader {
  index: number;
}

/** Its pixels (H, W, 3). */
export interface ScatterImageArrays {
  pixels: Packed<Uint8Array>;
}

export type ScatterMessage = ScatterHeader & { arrays: ScatterArrays };

export type ScatterImageMessage = ScatterImageHeader & { arrays: ScatterImageArrays };

export type ScatterComponent = Component<Uint8Array, {}, {}>;
