// Occlusion: squares appear one after the other while the server works; each can be pointed at.
/** @import { OcclusionComponent, OcclusionFrameMessage } from "./contract.js" */
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Grid, Region } from "./places.js" */
import { context2d, elementIn, setAttribute, setText } from "../_shared/dom.js";
import { JobBar } from "../_shared/job_bar.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { css, readTheme } from "../_shared/palette.js";
import { drawRaster } from "../_shared/raster.js";
import { boxOf, deepest, placeByKey, placeOnMap, placeOnPicture } from "./places.js";
import { difference, told } from "./words.js";

/** @typedef {[number, number, number, number]} Box left, top, width, height */

const BETWEEN = 250; // ms: new squares are shown evenly over that time
const LARGE = 1024; // pixels of the covered picture, so that the frame of the square is thin

export default keepAlive((/** @type {ParentNode} */ parent) => new Occlusion(parent));

class Occlusion {
  /** @type {number | null} the place pointed at */ at = null;
  /** @type {OcclusionFrameMessage} */ message = /** @type {any} */ (null);
  /** @type {Grid} */ grid = /** @type {any} */ (null);
  /** @type {HTMLCanvasElement} */ picture = document.createElement("canvas");
  from = { shown: 0, time: 0 };
  shown = 0;
  asked = 0;
  calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".occlusion", HTMLElement);
    this.covered = elementIn(parent, ".covered", HTMLCanvasElement);
    this.map = elementIn(parent, ".map", HTMLCanvasElement);
    this.bar = new JobBar(elementIn(parent, ".bar", HTMLElement), this.#take.bind(this));
    this.#listen(this.covered, placeOnPicture);
    this.#listen(this.map, placeOnMap);
    this.map.onkeydown = (event) => this.#press(event);
    this.map.onblur = () => this.#point(null);
  }

  stop() {
    cancelAnimationFrame(this.asked);
    this.bar.stop();
  }

  /** @param {OcclusionComponent} component */
  update(component) {
    this.bar.update(component);
    if (this.message) this.#draw(); // in the colours of the theme
  }

  /** @param {OcclusionFrameMessage} message */
  #take(message) {
    this.message = message;
    const { arrays: { picture, probability }, side, stride, done } = message;
    const [height, width] = picture.shape;
    const [rows, cols] = probability.shape;
    this.grid = { side, stride, rows, cols, height, width, known: done };
    this.picture = drawRaster(picture);
    this.root.hidden = false;
    setAttribute(this.root, "data-done", done);
    if (this.at !== null && this.at >= done) this.at = null;
    if (done < this.shown || this.calm || !message.running) this.shown = done;
    this.from = { shown: this.shown, time: performance.now() };
    this.#draw();
  }

  /** @type {(canvas: HTMLCanvasElement, find: typeof placeOnMap) => void} */
  #listen(canvas, find) {
    canvas.onpointermove = (event) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const share = /** @type {const} */ ([(event.clientX - left) / width, (event.clientY - top) / height]);
      this.#point(find(...share, this.grid));
    };
    canvas.onpointerdown = canvas.onpointermove;
    canvas.onpointerleave = (event) => {
      if (event.pointerType === "mouse") this.#point(null);
    };
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const place = placeByKey(event.key, this.at ?? this.#usual, this.grid);
    if (place === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#point(place);
  }

  /** @param {number | null} place */
  #point(place) {
    this.at = place;
    this.#draw();
  }

  /** What is shown while nobody points: the newest square, at the end the one that matters most. */
  get #usual() {
    const { running, arrays } = this.message;
    return running ? Math.max(this.shown - 1, 0) : deepest(arrays.drop.values, this.grid.known);
  }

  #draw() {
    cancelAnimationFrame(this.asked);
    const { known } = this.grid;
    const share = Math.min((performance.now() - this.from.time) / BETWEEN, 1);
    this.shown = Math.round(this.from.shown + (known - this.from.shown) * share);
    const place = Math.min(this.at ?? this.#usual, known - 1);
    const theme = readTheme(this.root);
    this.#drawCovered(boxOf(place, this.grid));
    this.#drawMap(place, theme);
    this.#say(place);
    setAttribute(this.root, "data-place", place);
    if (this.shown < known) this.asked = requestAnimationFrame(() => this.#draw());
  }

  /** @param {Region} box */
  #drawCovered({ top, left, rows, cols }) {
    const { width, height } = this.grid;
    const times = Math.max(Math.floor(LARGE / Math.max(width, height)), 1);
    const g = sized(this.covered, width * times, height * times);
    g.imageSmoothingEnabled = false;
    g.drawImage(this.picture, 0, 0, width * times, height * times);
    g.fillStyle = css([...this.message.arrays.hole.values]);
    /** @type {Box} */
    const box = [left * times, top * times, cols * times, rows * times];
    g.fillRect(...box);
    frame(g, box, LARGE / 200);
  }

  /** @type {(place: number, theme: Theme) => void} */
  #drawMap(place, theme) {
    const { rows, cols, width, height } = this.grid;
    const g = sized(this.map, LARGE, Math.round((LARGE * height) / width));
    const [across, down] = [this.map.width / cols, this.map.height / rows];
    const { values } = this.message.arrays.colours;
    g.fillStyle = css(theme.background);
    g.fillRect(0, 0, this.map.width, this.map.height);
    /** @type {(cell: number, size: number) => number} */
    const edge = (cell, size) => Math.round(cell * size);
    /** @type {(at: number) => Box} */
    const boxAt = (at) => {
      const [row, col] = [Math.floor(at / cols), at % cols];
      const [x, y] = [edge(col, across), edge(row, down)];
      return [x, y, edge(col + 1, across) - x, edge(row + 1, down) - y];
    };
    for (let at = 0; at < this.shown; at += 1) {
      g.fillStyle = css([...values.subarray(3 * at, 3 * at + 3)]);
      g.fillRect(...boxAt(at));
    }
    if (this.shown) frame(g, boxAt(place), LARGE / 200);
  }

  /** @param {number} place */
  #say(place) {
    const { name, full, share } = this.message;
    const most = difference(full, share);
    setText(elementIn(this.root, ".what", HTMLElement), `How far “${name}” falls`);
    setText(elementIn(this.root, ".rises", HTMLElement), `rises by ${most}`);
    setText(elementIn(this.root, ".falls", HTMLElement), `falls by ${most}`);
    setText(elementIn(this.root, ".reading", HTMLElement), told(place, this.grid, this.message));
  }
}

/** @type {(canvas: HTMLCanvasElement, width: number, height: number) => CanvasRenderingContext2D} */
function sized(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return context2d(canvas);
}

/**
 * A frame to be seen on anything: white in black.
 *
 * @type {(g: CanvasRenderingContext2D, box: Box, thick: number) => void}
 */
function frame(g, [x, y, width, height], thick) {
  ["#000", "#fff"].forEach((color, ring) => {
    const at = (ring + 0.5) * thick;
    Object.assign(g, { strokeStyle: color, lineWidth: thick });
    g.strokeRect(x + at, y + at, Math.max(width - 2 * at, 1), Math.max(height - 2 * at, 1));
  });
}
