// How large one picture is shown, from numbers alone: no page.
/** @typedef {{ width: number, height: number }} Size */

const LEAST = 12; // a picture of one pixel's height is still something to see
const MOST = 48; // screen pixels a picture pixel, so that a tiny picture is no wall

/**
 * A picture's size on screen inside a frame, its shape kept unless it would vanish.
 *
 * @type {(frame: Size, picture: Size) => Size}
 */
export function fitInto(frame, picture) {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height, MOST);
  const side = (/** @type {"width" | "height"} */ name) =>
    Math.min(Math.max(Math.round(picture[name] * scale), LEAST), frame[name]);
  return { width: side("width"), height: side("height") };
}

/**
 * Whether single pixels are shown as squares: once they are more than twice their size.
 *
 * @type {(size: Size, picture: Size) => boolean}
 */
export const magnified = (size, picture) => size.width > 2 * picture.width;
