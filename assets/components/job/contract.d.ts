// Written by `make contracts` from cnnviz/contracts/job.py: change it there.
import type { Component } from "../_shared/component.js";
import type { JobStatus } from "../_shared/contract.js";

/** The WebSocket of the job. */
export interface JobMessage {
  url: string;
}

/**
 * A cell of a table.
 *
 * Attributes
 * ----------
 * text : str
 * strong : bool
 *     Whether it is written bold.
 */
export interface TableCell {
  text: string;
  strong: boolean;
}

/**
 * A frame.
 *
 * Attributes
 * ----------
 * head : list of str, optional
 *     Of a table.
 * rows : list of list of TableCell, optional
 */
export interface JobFrameHeader {
  job?: JobStatus;
  over?: string;
  note?: string;
  head?: string[];
  rows?: TableCell[][];
}

/** A frame has no arrays. */
export interface JobFrameArrays {
}

/** What it reports. */
export interface JobState {
  rested: string;
}

/** What it asks for. */
export interface JobTriggers {
  reopen: boolean;
}

export type JobFrameMessage = JobFrameHeader & { arrays: JobFrameArrays };

export type JobComponent = Component<JobMessage, JobState, JobTriggers>;
