// Written by `make contracts` from cnnviz/contracts/occlusion.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { JobStatus } from "../_shared/contract.js";

/** The WebSocket of the map. */
export interface OcclusionMessage {
  url: string;
}

/**
 * A map as far as it is built; all is missing until the first square is known.
 *
 * Attributes
 * ----------
 * done, total : int
 *     Places known; places in all.
 * side, stride : int
 *     Of the square, and how far it moves.
 * name : str
 *     Of the class.
 * share : bool
 *     Whether the network's answers are probabilities, written in percent.
 * before : float
 *     The answer for the whole picture.
 * full : float
 *     The size of a fall or rise in full colour.
 * running : bool
 *     Whether more places are to come.
 */
export interface OcclusionFrameHeader {
  job?: JobStatus;
  over?: string;
  note?: string;
  done: number;
  total: number;
  side: number;
  stride: number;
  name: string;
  share: boolean;
  before: number;
  full: number;
  running: boolean;
}

/**
 * The arrays of a frame.
 *
 * Attributes
 * ----------
 * picture : ndarray of shape (H, W, 3)
 * hole : ndarray of shape (3,)
 *     The colour of the square.
 * probability, drop : ndarray of shape (R, S)
 *     The answer at each place; how far it fell.
 * colours : ndarray of shape (R, S, 3)
 */
export interface OcclusionFrameArrays {
  picture: Packed<Uint8Array>;
  hole: Packed<Uint8Array>;
  probability: Packed<Float32Array>;
  drop: Packed<Float32Array>;
  colours: Packed<Uint8Array>;
}

/** What it reports. */
export interface OcclusionState {
  rested: string;
}

/** What it asks for. */
export interface OcclusionTriggers {
  reopen: boolean;
}

export type OcclusionFrameMessage = OcclusionFrameHeader & { arrays: OcclusionFrameArrays };

export type OcclusionComponent = Component<OcclusionMessage, OcclusionState, OcclusionTriggers>;
