// From values to colours: every map and every cell of the network, on one canvas or one cell each.
/** @import { Color, Theme } from "../_shared/palette.js" */
/** @import { Place, Sides } from "./shapes.js" */
/** @import { Scale, View } from "./view.js" */
import { setText } from "../_shared/dom.js";
import { number, percent } from "../_shared/format.js";
import { css, greyColor, ink, signedColor } from "../_shared/palette.js";
import { picturePixels, putPixels, signedPixels, signedTable } from "../_shared/pixels.js";
import { IMAGE } from "./view.js";

const SHADES = [0.8, 0.5, 1]; // of red, green, blue: white numbers can be read on each of them

export class Painter {
  /**
   * `mode` says over what a colour is strongest: "map", "layer" or "all".
   *
   * @param {Theme} theme
   * @param {Scale} mode
   */
  constructor(theme, mode) {
    this.theme = theme;
    this.mode = mode;
    this.table = signedTable(theme);
  }

  /**
   * One map of a layer on its canvas.
   *
   * @type {(canvas: HTMLCanvasElement, view: View, name: string, channel: number) => void}
   */
  map(canvas, view, name, channel) {
    const [rows, cols] = view.sides(name);
    const values = view.map(name, channel);
    const pixels = name === IMAGE
      ? planePixels(view, channel)
      : signedPixels(values, view.limit(this.mode, name, channel), this.table);
    putPixels(canvas, pixels, cols, rows);
  }

  /**
   * Any signed values on a canvas of as many pixels; `limit` is where colours are strongest.
   *
   * @type {(canvas: HTMLCanvasElement, values: Float32Array, sides: Sides, limit: number) => void}
   */
  values(canvas, values, [rows, cols], limit) {
    const padded = rows * cols === values.length ? values : padTo(values, rows * cols);
    putPixels(canvas, signedPixels(padded, limit, this.table), cols, rows);
  }

  /**
   * One value, written: what a map of one cell holds.
   *
   * @type {(element: HTMLElement, view: View, place: Place) => void}
   */
  number(element, view, { node, channel }) {
    const value = view.read(node, [channel]);
    const isShare = view.node(node).gives_shares;
    setText(element, isShare ? percent(value) : number(value));
    tint(element, this.fill(view, node, channel, value));
  }

  /** The picture itself. @type {(canvas: HTMLCanvasElement, view: View) => void} */
  picture(canvas, view) {
    const shape = view.shape(IMAGE);
    const [, rows, cols] = shape;
    putPixels(canvas, picturePixels(levels(view, view.values(IMAGE)), shape), cols, rows);
  }

  /**
   * The colour of one value of a layer.
   *
   * @type {(view: View, name: string, channel: number, value: number) => Color}
   */
  fill(view, name, channel, value) {
    if (name === IMAGE) return planeColor(view, channel, value);
    return this.signed(value, view.limit(this.mode, name, channel));
  }

  /** @type {(value: number, limit: number) => Color} */
  signed(value, limit) {
    return signedColor(this.theme, value, limit);
  }
}

/** What elements are filled with. @type {WeakMap<HTMLElement, string>} */
const fills = new WeakMap();

/**
 * Fill an element, and write on it in ink that can be read.
 *
 * @type {(element: HTMLElement, color: Color) => void}
 */
export function tint(element, color) {
  const [fill, text] = [css(color), css(ink(color))];
  if (fills.get(element) === fill) return;
  fills.set(element, fill);
  Object.assign(element.style, { backgroundColor: fill, color: text });
}

/**
 * One channel of a picture: grey, or a plane of a colour picture in its own colour.
 *
 * @type {(view: View, channel: number) => Uint32Array<ArrayBuffer>}
 */
function planePixels(view, channel) {
  const values = levels(view, view.map(IMAGE, channel));
  if (view.shape(IMAGE)[0] !== 3) return picturePixels(values, [1, 1, values.length]);
  const planes = new Float32Array(3 * values.length);
  planes.set(values, channel * values.length);
  return picturePixels(planes, [3, 1, values.length]);
}

/**
 * Values of a picture from 0, black, to 1, white.
 *
 * @type {(view: View, values: Float32Array) => Float32Array}
 */
function levels({ picture: { low, high } }, values) {
  return low === 0 && high === 1 ? values : values.map((value) => (value - low) / (high - low));
}

/** @type {(view: View, channel: number, value: number) => Color} */
function planeColor({ picture: { low, high }, input }, channel, value) {
  const grey = greyColor(value, low, high);
  if (input.shape[0] !== 3) return grey;
  return grey.map((level, i) => (i === channel ? SHADES[i] * level : 0));
}

/** @type {(values: Float32Array, length: number) => Float32Array} */
function padTo(values, length) {
  const padded = new Float32Array(length);
  padded.set(values);
  return padded;
}

/**
 * Show single cells as squares where they are magnified; smooth where they are made smaller.
 *
 * @type {(canvas: HTMLCanvasElement, side: number, cells: number) => void}
 */
export function crisp(canvas, side, cells) {
  const rendering = side * (globalThis.devicePixelRatio || 1) > cells ? "pixelated" : "auto";
  if (canvas.style.imageRendering !== rendering) canvas.style.imageRendering = rendering;
}
