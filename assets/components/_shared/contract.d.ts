// Written by `make contracts` from cnnviz/contracts/_shared.py: change it there.

/**
 * A rectangle of cells, counted from 0.
 *
 * Attributes
 * ----------
 * row, col : int
 *     First row and column.
 * rows, cols : int
 *     Number of rows and columns.
 */
export interface Region {
  row: number;
  col: number;
  rows: number;
  cols: number;
}

/**
 * The cell under the user's pointer.
 *
 * Attributes
 * ----------
 * row, col : int
 *     Counted from 0.
 * rows, cols : int
 *     Size of the image or map.
 * held : bool
 *     Whether the user pinned it.
 * jump : int
 *     As in the message: a report with an older jump is out of date.
 * have : int or None, optional
 *     The stamp of the picture the browser has; None when it lacks the one it should keep.
 */
export interface PlaceReport {
  row: number;
  col: number;
  rows: number;
  cols: number;
  held: boolean;
  jump: number;
  have?: number | null;
}

/**
 * A version of the weights of the kernel editor.
 *
 * Attributes
 * ----------
 * version : int
 *     Rises when the page replaces the weights.
 * seq : int
 *     Rises with every edit by the user.
 */
export interface WeightsStamp {
  version: number;
  seq: number;
}

/**
 * Weights while the user edits them; the detail of the event ``cnnviz:weights``.
 *
 * Attributes
 * ----------
 * version, seq : int
 *     As in `WeightsStamp`.
 * values : list of list of float
 *     The kernel, row by row.
 */
export interface WeightsMoved {
  version: number;
  seq: number;
  values: number[][];
}

/**
 * The WebSocket of a job.
 *
 * Attributes
 * ----------
 * url : str
 *     Of the WebSocket.
 */
export interface Watched {
  url: string;
}

/**
 * Progress of a job, and the action of its button.
 *
 * Attributes
 * ----------
 * share : float
 *     Progress, 0 to 1.
 * text : str
 *     The same in words.
 * label : str
 *     Label of the button.
 * command : str
 *     Command of the button: "cancel", "go_on" or "again".
 * running, finished, known : bool
 *     Whether it runs; whether it is complete; whether there is a result to show.
 * round : int
 *     Rises each time it is restarted.
 * error : str or None
 *     Why it ended early.
 */
export interface JobStatus {
  share: number;
  text: string;
  label: string;
  command: string;
  running: boolean;
  finished: boolean;
  known: boolean;
  round: number;
  error: string | null;
}

/**
 * The fields of every frame of a job.
 *
 * Attributes
 * ----------
 * job : JobStatus
 * over : str, optional
 *     Why there will be no more frames.
 * note : str, optional
 *     A note about the result.
 */
export interface JobFrame {
  job?: JobStatus;
  over?: string;
  note?: string;
}

/**
 * What a job reports to the page.
 *
 * Attributes
 * ----------
 * rested : str
 *     Changes each time the job stops.
 */
export interface JobReport {
  rested: string;
}

/**
 * What a job requests from the page.
 *
 * Attributes
 * ----------
 * reopen : bool
 *     The job is no longer on the server and must be created again.
 */
export interface JobCall {
  reopen: boolean;
}
