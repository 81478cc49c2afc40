// What the network's files hand to each other.
import type { Packed } from "../_shared/message.js";
import type { Region } from "../_shared/contract.js";
import type { NetworkPlace, NextLayer, UnitMessage, ValueMessage, ValuePart } from "./contract.js";
import type { Painter } from "./paint.js";
import type { View } from "./view.js";

export type Place = NetworkPlace;
export type Size = { width: number; height: number };

/** Rows and columns. */
export type Sides = [rows: number, cols: number];

/** Row and column. */
export type Spot = [row: number, col: number];

export type Answer = UnitMessage | ValueMessage;

/** What a value reads of other layers, and sees of the picture. */
export interface Reading { seen: Region; parts: ValuePart[] }

/** What a level uses of the screen. */
export interface Desk {
  view: View;
  painter: Painter;
  room: Size;
  enter(place: Place, element: HTMLElement | null, isBeside?: boolean): void;
  point(place: Place | null): void;
}

/** How a layer's values are drawn. */
export type Form = "maps" | "list" | "bars" | "matrix";

export interface Layer {
  name: string;
  column: number;
  lane: number;
  form: Form;
  count: number;
  ratio: number;
  letters: number;
  first?: number;
}

/** How the maps of a layer lie, whatever their place. */
export interface Body {
  tiles: { left: number; top: number }[];
  side: number;
  tall: number;
  width: number;
  body: number;
  names?: number;
  cell?: number;
  across?: number;
}

/** A layer in its place; `first` is the number of its first map on screen. */
export interface Block extends Body {
  first: number;
  left: number;
  top: number;
  head: number;
  height: number;
}

export interface Layout extends Size { isTight: boolean; blocks: Record<string, Block> }

/** A layer on screen. */
export interface Parts {
  element: HTMLElement;
  head: HTMLElement;
  stops: HTMLButtonElement[];
  turns: HTMLButtonElement[];
  layer: Layer;
  block: Block;
  sides: Sides;
}

/** What one map is made of. */
export interface Made {
  place: Place;
  inputs: Place[];
  says: string;
  kernels: Packed<Float32Array> | null;
  partials: Packed<Float32Array> | null;
  bias: number;
  kernel: Sides | null;
  hasOutput: boolean;
  isDense: boolean;
  combine: string;
  texts: string[];
  title: string;
  after: { title: string; place: Place } | null;
}

/** A part of a written line; `channel` is whose sum it is. */
export interface Piece { text: string; role: string; channel?: number }

export type { NextLayer };
