// Written by `make contracts` from cnnviz/contracts/figures.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";
import type { JobStatus } from "../_shared/contract.js";

/** The WebSocket of the figures. */
export interface FiguresMessage {
  url: string;
}

/**
 * A picture of a figure.
 *
 * Attributes
 * ----------
 * alt : str
 * width : int
 *     On screen, in CSS pixels.
 */
export interface FigurePicture {
  alt: string;
  width: number;
}

/**
 * Images below each other, with text.
 *
 * Attributes
 * ----------
 * title : str
 *     Above them.
 * pictures : list of FigurePicture
 * caption : str
 *     Below the first.
 * told : str
 *     Below all.
 * width : int
 *     Of the whole, in CSS pixels.
 */
export interface Figure {
  title: string;
  pictures: FigurePicture[];
  caption: string;
  told: string;
  width: number;
}

/**
 * A piece of a sentence.
 *
 * Attributes
 * ----------
 * text : str
 * strong : bool
 *     Whether it is written bold.
 */
export interface SentencePart {
  text: string;
  strong: boolean;
}

/**
 * Figures side by side.
 *
 * Attributes
 * ----------
 * sentence : list of SentencePart
 *     Above them.
 * figures : list of Figure
 */
export interface FiguresFrameHeader {
  job?: JobStatus;
  over?: string;
  note?: string;
  sentence: SentencePart[];
  figures: Figure[];
}

/**
 * The arrays of a frame.
 *
 * Attributes
 * ----------
 * files : list of ndarray
 *     A PNG file for each picture, in order.
 */
export interface FiguresFrameArrays {
  files: Packed<Uint8Array>[];
}

/** What it reports. */
export interface FiguresState {
  rested: string;
}

/** What it asks for. */
export interface FiguresTriggers {
  reopen: boolean;
}

export type FiguresFrameMessage = FiguresFrameHeader & { arrays: FiguresFrameArrays };

export type FiguresComponent = Component<FiguresMessage, FiguresState, FiguresTriggers>;
