// Occlusion: squares appear one after the other while the server works; each can be pointed at.
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { css, readTheme } from "../_shared/palette.js";
import { drawRaster } from "../_shared/raster.js";
import { boxOf, deepest, placeByKey, placeOnMap, placeOnPicture } from "./places.js";
import { difference, told } from "./words.js";

const BETWEEN = 250; // ms between two messages: the new squares are shown evenly over that time
const LARGE = 1024; // pixels of the covered picture, so that the frame of the square is thin

export default keepAlive((parent) => new Occlusion(parent));

class Occlusion {
  constructor(parent) {
    this.root = parent.querySelector(".occlusion");
    this.covered = parent.querySelector(".covered");
    this.map = parent.querySelector(".map");
    this.shown = 0;
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#listen(this.covered, placeOnPicture);
    this.#listen(this.map, placeOnMap);
    this.map.onkeydown = (event) => this.#press(event);
    this.map.onblur = () => this.#point(null);
  }

  stop() {
    cancelAnimationFrame(this.asked);
  }

  update({ data }) {
    this.message = unpack(data);
    const { arrays: { picture, probability }, side, stride, done } = this.message;
    const [[height, width], [rows, cols]] = [picture.shape, probability.shape];
    this.grid = { side, stride, rows, cols, height, width, known: done };
    this.picture = drawRaster(picture);
    this.root.hidden = false;
    this.root.dataset.done = done;
    if (this.at >= done) this.at = null;
    if (done < this.shown || this.calm || !this.message.running) this.shown = done;
    this.from = { shown: this.shown, time: performance.now() };
    this.#draw();
  }

  #listen(canvas, find) {
    canvas.onpointermove = canvas.onpointerdown = (event) => {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const share = [(event.clientX - left) / width, (event.clientY - top) / height];
      this.#point(find(...share, this.grid));
    };
    canvas.onpointerleave = (event) => event.pointerType === "mouse" && this.#point(null);
  }

  #press(event) {
    const place = placeByKey(event.key, this.at ?? this.#usual, this.grid);
    if (place === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#point(place);
  }

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
    this.root.dataset.place = place;
    if (this.shown < known) this.asked = requestAnimationFrame(() => this.#draw());
  }

  #drawCovered({ top, left, rows, cols }) {
    const { width, height } = this.grid;
    const times = Math.max(Math.floor(LARGE / Math.max(width, height)), 1);
    const g = sized(this.covered, width * times, height * times);
    g.imageSmoothingEnabled = false;
    g.drawImage(this.picture, 0, 0, width * times, height * times);
    g.fillStyle = css([...this.message.arrays.hole.values]);
    const box = [left, top, cols, rows].map((side) => side * times);
    g.fillRect(...box);
    frame(g, box, LARGE / 200);
  }

  #drawMap(place, theme) {
    const { rows, cols, width, height } = this.grid;
    const g = sized(this.map, LARGE, Math.round((LARGE * height) / width));
    const [across, down] = [this.map.width / cols, this.map.height / rows];
    const { values } = this.message.arrays.colours;
    g.fillStyle = css(theme.background);
    g.fillRect(0, 0, this.map.width, this.map.height);
    const edge = (cell, size) => Math.round(cell * size);
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

  #say(place) {
    const { name, full, share } = this.message;
    const most = difference(full, share);
    write(this.root, ".what", `How far “${name}” falls`);
    write(this.root, ".rises", `rises by ${most}`);
    write(this.root, ".falls", `falls by ${most}`);
    write(this.root, ".reading", told(place, this.grid, this.message));
  }
}

function write(root, place, text) {
  const element = root.querySelector(place);
  if (element.textContent !== text) element.textContent = text;
}

function sized(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext("2d");
}

/** A frame to be seen on anything: white in black. */
function frame(g, [x, y, width, height], thick) {
  for (const [inset, colour] of [[0.5, "#000"], [1.5, "#fff"]]) {
    const at = inset * thick;
    Object.assign(g, { strokeStyle: colour, lineWidth: thick });
    g.strokeRect(x + at, y + at, Math.max(width - 2 * at, 1), Math.max(height - 2 * at, 1));
  }
}
