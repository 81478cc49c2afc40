// The images of a data set as points in a plane; whoever points at one sees it.
/** @import { Theme } from "../_shared/palette.js" */
/** @import { ScatterClass, ScatterComponent, ScatterMessage } from "./contract.js" */
/** @import { LegendClass, Note } from "./legend.js" */
/** @import { G } from "./markers.js" */
import { context2d, elementIn, setText } from "../_shared/dom.js";
import { count } from "../_shared/format.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { contrast, css, readTheme } from "../_shared/palette.js";
import { drawRaster } from "../_shared/raster.js";
import { ImageLoader } from "./image_loader.js";
import { markSelectedClass, renderLegend } from "./legend.js";
import { drawCrosshair, drawMarkers, drawMistakes, drawRings } from "./markers.js";
import { layoutPoints, nearestPoint, pointByKey } from "./point_layout.js";

const RADIUS = 4.5;
const REACH = 24; // px from a point at which it is still meant
const FAINT = 0.14; // of a class that is not looked at
const TIP = 144;
const [BLACK, WHITE] = [[0, 0, 0], [255, 255, 255]];

export default keepAlive((/** @type {ParentNode} */ parent) => new Scatter(parent));

class Scatter {
  at = -1;
  width = 0;
  height = 0;
  /** @type {number | null} */
  alone = null;
  /** @type {ScatterMessage | null} */
  message = null;
  images = new ImageLoader("");
  /** x and y in turn. @type {Float32Array} */
  places = new Float32Array();

  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".scatter", HTMLElement);
    this.canvas = elementIn(parent, ".points", HTMLCanvasElement);
    this.tip = elementIn(parent, ".tip", HTMLElement);
    this.legend = elementIn(parent, ".legend", HTMLElement);
    this.reading = elementIn(parent, ".reading", HTMLElement);
    this.canvas.onpointermove = (event) => this.#point(event);
    this.canvas.onpointerdown = (event) => this.#point(event);
    this.canvas.onpointerleave = (event) => event.pointerType === "mouse" && this.#show(-1);
    this.canvas.onkeydown = (event) => this.#move(event);
    this.canvas.onblur = () => this.#show(-1);
    this.room = new ResizeObserver(() => this.message && this.#draw(this.message));
    this.room.observe(this.canvas);
  }

  stop() {
    this.room.disconnect();
  }

  /** @param {ScatterComponent} component */
  update({ data }) {
    const before = this.message?.stamp;
    /** @type {ScatterMessage} */
    const message = unpack(data);
    this.message = message;
    this.root.hidden = false;
    if (message.stamp !== before) this.#begin(message);
    this.#draw(message);
  }

  /**
   * Other images, or other places: nothing of what was pointed at is true any more.
   *
   * @param {ScatterMessage} message
   */
  #begin({ url, classes }) {
    this.images = new ImageLoader(url);
    this.at = -1;
    this.tip.hidden = true;
    this.root.ariaBusy = "false";
    this.root.dataset.shown = "-1";
    if (this.alone !== null && this.alone >= classes.length) this.alone = null;
  }

  /** Whether a point is of the class that is looked at. @param {number} i */
  #counts = (i) => this.alone === null || this.message?.arrays.labels.values[i] === this.alone;

  /** @param {PointerEvent} event */
  #point({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    this.#show(nearestPoint(this.places, clientX - left, clientY - top, REACH, this.#counts));
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const [x, y] = [this.width / 2, this.height / 2];
    const from = this.at < 0
      ? nearestPoint(this.places, x, y, Infinity, this.#counts) : this.at;
    const next = event.key === "Escape" ? -1
      : pointByKey(event.key, this.places, from, this.#counts);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(this.at < 0 && next >= 0 ? from : next);
  }

  /** @param {number} index */
  async #show(index) {
    if (index === this.at || !this.message) return;
    this.at = index;
    this.root.ariaBusy = "true";
    this.#draw(this.message);
    const pixels = index < 0 ? null : await this.images.load(index);
    if (index !== this.at) return;
    this.root.ariaBusy = "false";
    this.tip.hidden = !pixels;
    this.root.dataset.shown = String(pixels ? index : -1);
    if (!pixels) return;
    drawRaster(pixels, 0, elementIn(this.tip, "canvas", HTMLCanvasElement));
    setText(elementIn(this.tip, "figcaption", HTMLElement), this.#told(this.message, index));
    this.#place(index);
  }

  /** The image stands beside its point, inside the plot. @param {number} index */
  #place(index) {
    const [x, y] = this.#spot(index);
    const left = x + 16 + TIP < this.width ? x + 16 : x - 16 - TIP;
    const top = Math.min(Math.max(y - TIP / 2, 4), this.height - this.tip.offsetHeight - 4);
    this.tip.style.transform = `translate(${Math.max(left, 4)}px, ${top}px)`;
  }

  /** @type {(message: ScatterMessage, index: number) => string} */
  #told({ classes, arrays: { labels, guesses } }, index) {
    const [label, guess] = [labels, guesses].map(({ values }) => classes[values[index]]?.name);
    return label === guess ? `${label}, read rightly` : `${label}, taken for ${guess}`;
  }

  /** @param {ScatterMessage} message */
  #draw(message) {
    const { canvas } = this;
    const { arrays: { points }, here } = message;
    const ratio = window.devicePixelRatio || 1;
    [this.width, this.height] = [canvas.clientWidth, canvas.clientHeight];
    Object.assign(canvas, { width: this.width * ratio, height: this.height * ratio });
    const g = context2d(canvas);
    g.scale(ratio, ratio);
    const theme = readTheme(this.root);
    const { places, put } = layoutPoints(points.values, this.width, this.height);
    this.places = places;
    const classes = message.classes.map((one) => ({ ...one, colour: shownOn(theme, one) }));
    const wrong = this.#drawPoints(g, message, classes);
    drawMistakes(g, wrong, 1, css(theme.text), css(theme.background));
    const [primary, halo] = [css(theme.primary), css(theme.background)];
    if (here) drawCrosshair(g, ...put(here[0], here[1]), 1, primary, halo);
    if (this.at >= 0) drawRings(g, [this.#spot(this.at)], 14, css(theme.primary), 3);
    /** @type {Note[]} */
    const notes = [{ kind: "wrong", text: `${wrong.length} wrong` }];
    if (here) notes.push({ kind: "here", text: "your picture" });
    renderLegend(this.legend, classes, notes, theme, (k) => this.#press(k));
    markSelectedClass(this.legend, this.alone);
    setText(this.reading, this.at >= 0 ? this.#told(message, this.at)
      : `${count(points.shape[0])} images. Point at one to see it, or use the arrow keys.`);
    this.root.dataset.count = String(points.shape[0]);
  }

  /**
   * Draw every class; find the places of those that count and were taken for another.
   *
   * @type {(g: G, message: ScatterMessage, classes: LegendClass[]) => Float32Array[]}
   */
  #drawPoints(g, { arrays: { labels, guesses } }, classes) {
    /** @type {Float32Array[][]} */
    const groups = classes.map(() => []);
    /** @type {Float32Array[]} */
    const wrong = [];
    labels.values.forEach((label, i) => {
      groups[label].push(this.#spot(i));
      if (label !== guesses.values[i] && this.#counts(i)) wrong.push(this.#spot(i));
    });
    classes.forEach((one, k) => {
      g.globalAlpha = this.alone === null || this.alone === k ? 0.85 : FAINT;
      drawMarkers(g, { ...one, places: groups[k], radius: RADIUS });
    });
    g.globalAlpha = 1;
    return wrong;
  }

  /** @param {number} index */
  #spot(index) {
    return this.places.subarray(2 * index, 2 * index + 2);
  }

  /** @param {number} k */
  #press(k) {
    this.alone = this.alone === k ? null : k;
    if (this.message) this.#draw(this.message);
  }
}

/** A class's colour on this page. @type {(theme: Theme, one: ScatterClass) => string} */
const shownOn = ({ background }, { colours: [onLight, onDark] }) =>
  (contrast(background, BLACK) > contrast(background, WHITE) ? onLight : onDark);
