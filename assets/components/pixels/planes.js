// The numbers Python sent: red, green, blue and grey of every pixel, looked up and painted.
import { context2d } from "../_shared/dom.js";
/** @import { Packed } from "../_shared/message.js" */
/** @import { Color } from "../_shared/palette.js" */
/** @import { Place } from "../_shared/place.js" */

const GREY = 3;
const PARTS = [0, 1, 2];

export class Planes {
  /**
   * @param {number} stamp
   * @param {Packed<Uint8Array>} pixels
   * @param {Packed<Uint8Array>} grey
   */
  constructor(stamp, pixels, grey) {
    this.stamp = stamp;
    const [height, width] = pixels.shape;
    this.height = height;
    this.width = width;
    this.pixels = pixels.values;
    this.grey = grey.values;
  }

  /**
   * The value of a plane (0 red, 1 green, 2 blue, 3 grey) at a pixel, by its number.
   *
   * @type {(plane: number, number: number) => number}
   */
  at(plane, number) {
    return plane === GREY ? this.grey[number] : this.pixels[3 * number + plane];
  }

  /** @type {(plane: number, place: Place) => number} */
  value(plane, { row, col }) {
    return this.at(plane, row * this.width + col);
  }

  /**
   * Paint one plane, or the whole picture when it is null, pixel for pixel.
   *
   * @type {(canvas: HTMLCanvasElement, plane: number | null, tinted: boolean) => void}
   */
  paint(canvas, plane, tinted) {
    const { width, height } = this;
    const image = new ImageData(width, height);
    const lit = PARTS.map((part) => glows(part, plane, tinted));
    for (let number = 0; number < width * height; number += 1) {
      for (const part of PARTS) {
        const value = lit[part] ? this.at(plane ?? part, number) : 0;
        image.data[4 * number + part] = value;
      }
      image.data[4 * number + 3] = 255;
    }
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context2d(canvas).putImageData(image, 0, 0);
  }
}

/**
 * Whether a plane's value is shown by this part of the light: by all three when it is grey.
 *
 * @type {(part: number, plane: number | null, tinted: boolean) => boolean}
 */
const glows = (part, plane, tinted) =>
  plane === null || plane === GREY || !tinted || part === plane;

/**
 * The colour of a value of a plane: grey, or light of the plane's own colour.
 *
 * @type {(value: number, plane: number, tinted: boolean) => Color}
 */
export const shadeOf = (value, plane, tinted) =>
  PARTS.map((part) => (glows(part, plane, tinted) ? value : 0));
