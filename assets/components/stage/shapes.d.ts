// What the stage's files hand to each other.
import type { EditableCell, GridHues, StageHeader } from "./contract.js";
import type { Scene } from "./scene.js";
import type { Theme } from "../_shared/palette.js";

/** A row, a column, and the channel they belong to, counted from 0. */
export type Cell = [channel: number, row: number, col: number];

/** A block of cells, whose rows and columns may be spread out. */
export interface CellBox {
  row: number;
  col: number;
  height: number;
  width: number;
  channel: number;
  depth: number;
  rowStep: number;
  colStep: number;
}

/** The cells that light up, by grid; a weight is named by filter, depth, row and column. */
export interface Lit {
  input: Cell[];
  output: Cell[];
  kernel: [number, number, number, number][];
}

export interface OutputTarget { grid: "output"; plane: number; row: number; col: number }
export interface InputTarget { grid: "input"; plane: number; row: number; col: number }
export interface KernelTarget {
  grid: "kernel";
  filter: number;
  depth: number;
  row: number;
  col: number;
}
export interface BiasTarget { grid: "bias"; plane: number }
export interface FilterTarget { grid: "filter"; plane: number }

/** What the pointer is on. */
export type Target = OutputTarget | InputTarget | KernelTarget | BiasTarget | FilterTarget;

/** One picture of the stage, as `frameOf` makes it. */
export interface Frame {
  now: number;
  step: number;
  hover: Target | null;
  lit: Lit;
  dimmed: ("input" | "output")[];
  parts: number[] | null;
}

/** A part of a written line; its role is the colour it wears. */
export interface Piece { text: string; role: string }

/** How many planes of which size a grid has, and how long their texts are. */
export interface Part {
  count: number;
  rows: number;
  cols: number;
  chars: number;
  label: number;
  folds?: boolean;
  names?: number;
  fold?: number;
}

/** What stands under the kernel. */
export interface Tail { biases: number; filters: number; depth: number }

export interface Extent { width: number; height: number }

/** What a layout is asked for; `curve` is its size once the width is known. */
export interface Sizes<Curve = Extent | null> {
  input: Part;
  kernel: Part | null;
  curve: Curve;
  output: Part;
  patch: Part | null;
  tail: Tail;
}

/** The corner of a plane and how its cells lie. */
export interface Rect {
  x: number;
  y: number;
  cell: number;
  rows: number;
  cols: number;
  chars?: number;
  fold?: number;
  names?: number;
  room?: number;
}

export interface Square { x: number; y: number; side: number; width?: number; height?: number }
export interface CurveRect { x: number; y: number; width: number; height: number }
export interface Sign { x: number; y: number; text: string }

/** The rectangles of a layout, by what stands on them. */
export interface Grids {
  input: Rect[];
  kernel: Rect[];
  curve: CurveRect[];
  output: Rect[];
  patch: Rect[];
  bias: Rect[];
  filters: Rect[];
}

export interface Layout extends Grids { width: number; height: number; signs: Sign[] }

/** What is painted, in which colours, and where. */
export interface View { scene: Scene; theme: Theme; layout: Layout }

export type Grid = EditableCell["grid"];
export type Context = CanvasRenderingContext2D;
export type Hue = GridHues[keyof GridHues];
export type Combine = StageHeader["combine"];
