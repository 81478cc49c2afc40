// The images of a data set as points in a plane; whoever points at one sees it.
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

export default keepAlive((parent) => new Scatter(parent));

class Scatter {
  constructor(parent) {
    const find = (place) => parent.querySelector(place);
    [this.root, this.canvas, this.tip, this.legend, this.reading] =
      [".scatter", ".points", ".tip", ".legend", ".reading"].map(find);
    this.at = -1;
    this.alone = null;
    this.canvas.onpointermove = this.canvas.onpointerdown = (event) => this.#point(event);
    this.canvas.onpointerleave = (event) => event.pointerType === "mouse" && this.#show(-1);
    this.canvas.onkeydown = (event) => this.#move(event);
    this.canvas.onblur = () => this.#show(-1);
    this.room = new ResizeObserver(() => this.message && this.#draw());
    this.room.observe(this.canvas);
  }

  stop() {
    this.room.disconnect();
  }

  update({ data }) {
    const before = this.message?.stamp;
    this.message = unpack(data);
    this.root.hidden = false;
    if (this.message.stamp !== before) this.#begin();
    this.#draw();
  }

  /** Other images, or other places: nothing of what was pointed at is true any more. */
  #begin() {
    this.images = new ImageLoader(this.message.url);
    this.at = -1;
    this.tip.hidden = true;
    this.root.ariaBusy = "false";
    this.root.dataset.shown = -1;
    if (this.alone >= this.message.classes.length) this.alone = null;
  }

  get #counts() {
    const { labels } = this.message.arrays;
    return this.alone === null ? () => true : (i) => labels.values[i] === this.alone;
  }

  #point({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    this.#show(nearestPoint(this.places, clientX - left, clientY - top, REACH, this.#counts));
  }

  #move(event) {
    const middle = [this.width / 2, this.height / 2];
    const from = this.at < 0
      ? nearestPoint(this.places, ...middle, Infinity, this.#counts) : this.at;
    const next = event.key === "Escape" ? -1
      : pointByKey(event.key, this.places, from, this.#counts);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(this.at < 0 && next >= 0 ? from : next);
  }

  async #show(index) {
    if (index === this.at) return;
    this.at = index;
    this.root.ariaBusy = "true";
    this.#draw();
    const pixels = index < 0 ? null : await this.images.load(index);
    if (index !== this.at) return;
    this.root.ariaBusy = "false";
    this.tip.hidden = !pixels;
    if (!pixels) return void (this.root.dataset.shown = -1);
    drawRaster(pixels, 0, this.tip.querySelector("canvas"));
    write(this.tip.querySelector("figcaption"), this.#told(index));
    this.#place(index);
    this.root.dataset.shown = index;
  }

  /** The image stands beside its point, inside the plot. */
  #place(index) {
    const [x, y] = this.#spot(index);
    const left = x + 16 + TIP < this.width ? x + 16 : x - 16 - TIP;
    const top = Math.min(Math.max(y - TIP / 2, 4), this.height - this.tip.offsetHeight - 4);
    this.tip.style.transform = `translate(${Math.max(left, 4)}px, ${top}px)`;
  }

  #told(index) {
    const { classes, arrays: { labels, guesses } } = this.message;
    const [label, guess] = [labels, guesses].map(({ values }) => classes[values[index]]?.name);
    return label === guess ? `${label}, read rightly` : `${label}, taken for ${guess}`;
  }

  #draw() {
    const { canvas, message: { arrays: { points }, here } } = this;
    const ratio = window.devicePixelRatio || 1;
    [this.width, this.height] = [canvas.clientWidth, canvas.clientHeight];
    Object.assign(canvas, { width: this.width * ratio, height: this.height * ratio });
    const g = canvas.getContext("2d");
    g.scale(ratio, ratio);
    const theme = readTheme(this.root);
    const { places, put } = layoutPoints(points.values, this.width, this.height);
    this.places = places;
    const classes = this.message.classes.map((one) => ({ ...one, colour: shownOn(theme, one) }));
    const wrong = this.#drawPoints(g, classes);
    drawMistakes(g, wrong, 1, css(theme.text), css(theme.background));
    if (here) drawCrosshair(g, ...put(...here), 1, css(theme.primary), css(theme.background));
    if (this.at >= 0) drawRings(g, [this.#spot(this.at)], 14, css(theme.primary), 3);
    const notes = [{ kind: "wrong", text: `${wrong.length} wrong` }];
    if (here) notes.push({ kind: "here", text: "your picture" });
    renderLegend(this.legend, classes, notes, theme, (k) => this.#press(k));
    markSelectedClass(this.legend, this.alone);
    write(this.reading, this.at >= 0 ? this.#told(this.at)
      : `${count(points.shape[0])} images. Point at one to see it, or use the arrow keys.`);
    this.root.dataset.count = points.shape[0];
  }

  /** Draw every class; find the places of those that count and were taken for another. */
  #drawPoints(g, classes) {
    const { labels, guesses } = this.message.arrays;
    const [groups, wrong, counts] = [classes.map(() => []), [], this.#counts];
    labels.values.forEach((label, i) => {
      groups[label].push(this.#spot(i));
      if (label !== guesses.values[i] && counts(i)) wrong.push(this.#spot(i));
    });
    classes.forEach((one, k) => {
      g.globalAlpha = this.alone === null || this.alone === k ? 0.85 : FAINT;
      drawMarkers(g, { ...one, places: groups[k], radius: RADIUS });
    });
    g.globalAlpha = 1;
    return wrong;
  }

  #spot(index) {
    return this.places.subarray(2 * index, 2 * index + 2);
  }

  #press(k) {
    this.alone = this.alone === k ? null : k;
    this.#draw();
  }
}

/** A class's colour on this page. */
const shownOn = ({ background }, { colours: [onLight, onDark] }) =>
  (contrast(background, BLACK) > contrast(background, WHITE) ? onLight : onDark);

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
