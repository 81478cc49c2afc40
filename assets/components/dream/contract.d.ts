// Written by `make contracts` from cnnviz/contracts/dream.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { JobStatus } from "../_shared/contract.js";

/** The WebSocket of the film. */
export interface DreamMessage {
  url: string;
}

/**
 * A film; while the job runs, only its newest image.
 *
 * Attributes
 * ----------
 * title : str
 *     Of the unit.
 * answer : str
 *     What the values are: "its middle cell".
 * total : int
 *     Steps in all.
 * running : bool
 *     Whether more steps are to come.
 * steps : list of int
 *     At which the frames were taken.
 */
export interface DreamFrameHeader {
  job?: JobStatus;
  over?: string;
  note?: string;
  title: string;
  answer: string;
  total: number;
  running: boolean;
  steps: number[];
}

/**
 * The arrays of a frame.
 *
 * Attributes
 * ----------
 * frames : ndarray of shape (T, H, W, 3)
 * values : ndarray
 *     The unit's answer after every step, beginning with the noise.
 */
export interface DreamFrameArrays {
  frames: Packed<Uint8Array>;
  values: Packed<Float32Array>;
}

/** What it reports. */
export interface DreamState {
  rested: string;
}

/** What it asks for. */
export interface DreamTriggers {
  reopen: boolean;
}

export type DreamFrameMessage = DreamFrameHeader & { arrays: DreamFrameArrays };

export type DreamComponent = Component<DreamMessage, DreamState, DreamTriggers>;
