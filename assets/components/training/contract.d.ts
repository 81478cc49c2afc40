// Written by `make contracts` from cnnviz/contracts/training.py: change it there.
import type { Component } from "../_shared/component.js";
import type { Packed } from "../_shared/message.js";

/**
 * The settings in the control bar.
 *
 * Attributes
 * ----------
 * lr : float
 *     The learning rate.
 * batch_size : int
 * optimizer : str
 */
export interface BarSettings {
  lr: number;
  batch_size: number;
  optimizer: string;
}

/**
 * A number the reader may set.
 *
 * Attributes
 * ----------
 * title : str
 *     As sentences call it.
 * low, high : float
 *     It goes from and to.
 * whole : bool
 *     Whether it is an integer.
 * steps : list of float
 *     The values its buttons go through.
 */
export interface NumberSetting {
  title: string;
  low: number;
  high: number;
  whole: boolean;
  steps: number[];
}

/** The numbers of the bar. */
export interface NumberSettings {
  lr: NumberSetting;
  batch_size: NumberSetting;
}

/** An optimiser, and its title in a list. */
export interface OptimizerChoice {
  value: string;
  title: string;
}

/** Steps a second, None for as fast as it goes; and how a list says it. */
export interface PaceChoice {
  value: number | null;
  title: string;
}

/**
 * The run to show, and the choices of the control bar.
 *
 * Attributes
 * ----------
 * url : str
 *     Of its WebSocket.
 * pace : int
 *     Steps a second to begin with.
 * knobs : BarSettings
 *     What the page believes the bar is set to.
 * heard : str or None
 *     The last report of `TrainingTriggers.before` the page has dealt with.
 * numbers : NumberSettings
 * optimizers : list of OptimizerChoice
 * paces : list of PaceChoice
 */
export interface TrainingMessage {
  url: string;
  pace: number;
  knobs: BarSettings;
  heard: string | null;
  numbers: NumberSettings;
  optimizers: OptimizerChoice[];
  paces: PaceChoice[];
}

/**
 * The image whose feature maps are shown.
 *
 * Attributes
 * ----------
 * index : int
 *     Among the images of its split, counted from 0.
 * label : int
 *     Its class.
 * split : str
 * of : int
 *     How many images the split has.
 */
export interface ShownImage {
  index: number;
  label: number;
  split: string;
  of: number;
}

/**
 * A snapshot of the run that can be restored.
 *
 * Attributes
 * ----------
 * id, step : int
 * accuracy : float or None
 *     On the validation images; None while it is not known.
 */
export interface SnapshotEntry {
  id: number;
  step: number;
  accuracy: number | null;
}

/** Where the run left the other one, and how far that one went. */
export interface BranchPoint {
  from_step: number;
  steps: number;
}

/**
 * The classic kernel a filter resembles most.
 *
 * Attributes
 * ----------
 * kernel : str
 * likeness : float
 *     0 to 1.
 * sign : int
 *     -1 when light and dark are swapped.
 */
export interface NearestKernel {
  kernel: string;
  likeness: number;
  sign: number;
}

/**
 * A layer of the network, and what comes out of it.
 *
 * Attributes
 * ----------
 * name, kind : str
 *     In a few letters; its class.
 * shape : list of int
 *     Of its output, for one image.
 * maps : int
 *     How many feature maps that is; 0 where it is none.
 * learns : bool
 *     Whether it has parameters.
 */
export interface TrainedLayer {
  name: string;
  kind: string;
  shape: number[];
  maps: number;
  learns: boolean;
}

/**
 * A cell of the confusion matrix, and the images in it.
 *
 * Attributes
 * ----------
 * row, col : int
 *     The right class; what it was taken for.
 * indices : list of int
 *     Among the validation images.
 */
export interface ConfusionCell {
  row: number;
  col: number;
  indices: number[];
}

/** The class the network takes the drawing for. */
export interface DrawnGuess {
  prediction: number;
}

/**
 * The state of a run.
 *
 * Attributes
 * ----------
 * frame : int
 *     Counted from 1; the browser acknowledges it.
 * state : str
 * why, note : str or None
 *     Why it stopped; why the last command was not followed.
 * where : str
 *     "process", or "slices" between the server's other work.
 * step : int
 * epoch : float
 *     With the part of the one that goes on.
 * samples : int
 *     Images learned from.
 * rate : float
 *     Images a second.
 * epoch_left : float or None
 *     Seconds.
 * pace : float or None
 *     Steps a second; None for as fast as it goes.
 * lr, batch_size, optimizer, momentum, seed
 *     Settings, as they are.
 * classes : list of str
 * image : ShownImage
 * accuracy : float or None
 *     On the validation images, when last judged.
 * judged : bool
 *     Whether that was at this very step.
 * snapshots : list of SnapshotEntry
 * kept : str
 *     How many there are, as a sentence.
 * offer : int or None
 *     The snapshot to go back to, when it has stopped.
 * branch : BranchPoint or None
 * frozen : list of (str, int)
 *     Parameter and filter of the first layer that do not move.
 * nearest : list of NearestKernel or None
 *     One for each filter of the first layer.
 * kernels : list of str
 *     Classic kernels that fit the first layer's filters.
 * layers : list of TrainedLayer
 * gradient_layers : list of str
 *     Names of those that `TrainingFrameArrays.gradients` is about.
 * confusion_id, film_id : int
 *     Another number comes with other arrays.
 * cell : ConfusionCell or None
 * drawn : DrawnGuess or None
 */
export interface TrainingFrameHeader {
  frame: number;
  state: "playing" | "paused" | "stopped";
  why: string | null;
  note: string | null;
  where: string;
  step: number;
  epoch: number;
  samples: number;
  rate: number;
  epoch_left: number | null;
  pace: number | null;
  lr: number;
  batch_size: number;
  optimizer: string;
  momentum: number;
  seed: number;
  classes: string[];
  image: ShownImage;
  accuracy: number | null;
  judged: boolean;
  snapshots: SnapshotEntry[];
  kept: string;
  offer: number | null;
  branch: BranchPoint | null;
  frozen: [string, number][];
  nearest: (NearestKernel | null)[];
  kernels: string[];
  layers: TrainedLayer[];
  gradient_layers: string[];
  confusion_id: number;
  film_id: number;
  cell: ConfusionCell | null;
  drawn: DrawnGuess | null;
}

/**
 * The curves of a run, shape (steps,) each.
 *
 * Attributes
 * ----------
 * loss_step, loss, accuracy : ndarray
 *     Of batches it learned from.
 * val_step, val_loss, val_accuracy : ndarray
 *     Of the validation images.
 * other_... : ndarray, optional
 *     The same of the run beside it.
 */
export interface LearningCurves {
  loss_step: Packed<Int32Array>;
  loss: Packed<Float32Array>;
  accuracy: Packed<Float32Array>;
  val_step: Packed<Int32Array>;
  val_loss: Packed<Float32Array>;
  val_accuracy: Packed<Float32Array>;
  other_loss_step?: Packed<Int32Array>;
  other_loss?: Packed<Float32Array>;
  other_accuracy?: Packed<Float32Array>;
  other_val_step?: Packed<Int32Array>;
  other_val_loss?: Packed<Float32Array>;
  other_val_accuracy?: Packed<Float32Array>;
}

/**
 * What the network makes of the image and of the drawing.
 *
 * Attributes
 * ----------
 * image, drawn_image : ndarray of shape (C, H, W)
 * probabilities, drawn : ndarray of shape (classes,)
 * maps : list of ndarray or None
 *     Of each layer the feature maps (F, OH, OW), where it has any and they are not too many.
 * filters : ndarray of shape (F, C, KH, KW), optional
 *     The first convolution's.
 * gradients : ndarray of shape (layers that learn,)
 */
export interface ImageArrays {
  image: Packed<Float32Array>;
  probabilities: Packed<Float32Array>;
  drawn?: Packed<Float32Array>;
  drawn_image?: Packed<Float32Array>;
  maps: (Packed<Float32Array> | null)[];
  filters?: Packed<Float32Array>;
  gradients: Packed<Float32Array>;
}

/**
 * The result of the last validation; sent once.
 *
 * Attributes
 * ----------
 * confusion : ndarray of shape (classes, classes)
 * mistakes : ndarray of shape (M, C, H, W)
 * mistake_labels, mistake_guesses, mistake_sure, mistake_index : ndarray of shape (M,)
 */
export interface ConfusionArrays {
  confusion?: Packed<Int32Array>;
  mistakes?: Packed<Float32Array>;
  mistake_labels?: Packed<Int32Array>;
  mistake_guesses?: Packed<Int32Array>;
  mistake_sure?: Packed<Float32Array>;
  mistake_index?: Packed<Int32Array>;
}

/** The first layer's filters at some moments (T, F, C, KH, KW), and their steps; sent once. */
export interface FilmArrays {
  film?: Packed<Float32Array>;
  film_step?: Packed<Int32Array>;
}

/** The images of the chosen cell (M, C, H, W); sent once. */
export interface CellArrays {
  cell?: Packed<Float32Array>;
}

/** What changes seldom; missing while the reader has it. */
export interface OnceArrays {
  confusion?: Packed<Int32Array>;
  mistakes?: Packed<Float32Array>;
  mistake_labels?: Packed<Int32Array>;
  mistake_guesses?: Packed<Int32Array>;
  mistake_sure?: Packed<Float32Array>;
  mistake_index?: Packed<Int32Array>;
  film?: Packed<Float32Array>;
  film_step?: Packed<Int32Array>;
  cell?: Packed<Float32Array>;
}

/** The arrays of a frame. */
export interface TrainingFrameArrays {
  loss_step: Packed<Int32Array>;
  loss: Packed<Float32Array>;
  accuracy: Packed<Float32Array>;
  val_step: Packed<Int32Array>;
  val_loss: Packed<Float32Array>;
  val_accuracy: Packed<Float32Array>;
  other_loss_step?: Packed<Int32Array>;
  other_loss?: Packed<Float32Array>;
  other_accuracy?: Packed<Float32Array>;
  other_val_step?: Packed<Int32Array>;
  other_val_loss?: Packed<Float32Array>;
  other_val_accuracy?: Packed<Float32Array>;
  image: Packed<Float32Array>;
  probabilities: Packed<Float32Array>;
  drawn?: Packed<Float32Array>;
  drawn_image?: Packed<Float32Array>;
  maps: (Packed<Float32Array> | null)[];
  filters?: Packed<Float32Array>;
  gradients: Packed<Float32Array>;
  confusion?: Packed<Int32Array>;
  mistakes?: Packed<Float32Array>;
  mistake_labels?: Packed<Int32Array>;
  mistake_guesses?: Packed<Int32Array>;
  mistake_sure?: Packed<Float32Array>;
  mistake_index?: Packed<Int32Array>;
  film?: Packed<Float32Array>;
  film_step?: Packed<Int32Array>;
  cell?: Packed<Float32Array>;
}

/** It reports no state. */
export interface TrainingState {
}

/**
 * What it reports once.
 *
 * Attributes
 * ----------
 * again : bool
 *     The run is gone; another is wanted.
 * turned : bool
 *     The bar has been set to something else than the page believes.
 * before : str
 *     The run this tab showed before it was reloaded.
 */
export interface TrainingTriggers {
  again: boolean;
  turned: boolean;
  before: string;
}

export type TrainingFrameMessage = TrainingFrameHeader & { arrays: TrainingFrameArrays };

export type TrainingComponent = Component<TrainingMessage, TrainingState, TrainingTriggers>;
