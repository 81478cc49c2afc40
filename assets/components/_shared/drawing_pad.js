// A pad to draw on with mouse, finger or pen: white ink on black, as in the data.
import { context2d } from "./dom.js";

/** @typedef {[number, number]} PadPoint across and down, 0 to 1 */
/** @typedef {{ height: number, width: number, values: Uint8Array }} Plane 0 is paper, 255 is ink */

const PEN = 1 / 7; // of the pad's side: strokes as thick as those of small handwritten digits
const SENT = 112; // pixels a side of what travels: far more than any network here sees

export class DrawingPad {
  empty = true;
  /** @type {PadPoint | null} */
  last = null;

  /**
   * `changed()` is told after every stroke's move.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} changed
   */
  constructor(canvas, changed) {
    this.canvas = canvas;
    this.changed = changed;
    this.g = context2d(canvas);
    this.small = document.createElement("canvas");
    this.small.width = SENT;
    this.small.height = SENT;
    canvas.onpointerdown = (event) => this.#down(event);
    canvas.onpointermove = (event) => this.#move(event);
    canvas.onpointerup = () => this.lift();
    canvas.onpointercancel = () => this.lift();
    this.clear();
  }

  clear() {
    const { width, height } = this.canvas;
    this.g.fillStyle = "#000";
    this.g.fillRect(0, 0, width, height);
    this.empty = true;
  }

  /** Put the pen down. @param {PadPoint} point */
  start(point) {
    this.last = point;
    this.draw(point);
  }

  /** Draw on to a point. @param {PadPoint} point */
  draw(point) {
    const { width } = this.canvas;
    const [[fromX, fromY], [toX, toY]] = [this.last ?? point, point]
      .map((one) => one.map((at) => at * width));
    Object.assign(this.g, { strokeStyle: "#fff", lineCap: "round", lineWidth: width * PEN });
    this.g.beginPath();
    this.g.moveTo(fromX, fromY);
    this.g.lineTo(toX, toY);
    this.g.stroke();
    this.last = point;
    this.empty = false;
    this.changed();
  }

  lift() {
    this.last = null;
  }

  /** What is drawn, as one plane of grey. @returns {Plane} */
  plane() {
    const g = /** @type {CanvasRenderingContext2D} */ (
      this.small.getContext("2d", { willReadFrequently: true }));
    g.imageSmoothingQuality = "high";
    g.drawImage(this.canvas, 0, 0, SENT, SENT);
    const { data } = g.getImageData(0, 0, SENT, SENT);
    const values = new Uint8Array(SENT * SENT);
    for (let i = 0; i < values.length; i += 1) values[i] = data[4 * i];
    return { height: SENT, width: SENT, values };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.start(this.#point(event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.last) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const one of moves.length ? moves : [event]) this.draw(this.#point(one));
  }

  /** @type {(event: PointerEvent) => PadPoint} */
  #point({ offsetX, offsetY }) {
    const side = this.canvas.clientWidth;
    return [offsetX / side, offsetY / side];
  }
}

/**
 * A drawing as the server reads it: header length, header padded to 8 bytes, then the plane.
 *
 * @param {Plane} plane
 * @param {object} command
 */
export function packDrawing({ height, width, values }, command = { do: "draw" }) {
  let head = JSON.stringify({ ...command, height, width });
  while ((4 + head.length) % 8) head += " ";
  const bytes = new Uint8Array(4 + head.length + values.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(new TextEncoder().encode(head), 4);
  bytes.set(values, 4 + head.length);
  return bytes;
}
