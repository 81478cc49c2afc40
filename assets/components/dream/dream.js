// Activation maximisation: the picture as it grows, then a film of the steps, played here.
/** @import { DreamComponent, DreamFrameMessage } from "./contract.js" */
/** @import { ChartFrame } from "./curve.js" */
/** @import { Theme } from "../_shared/palette.js" */
import { context2d, elementIn, setAttribute, setText } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { JobBar } from "../_shared/job_bar.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { css, mix, readable, readTheme } from "../_shared/palette.js";
import { drawRaster } from "../_shared/raster.js";
import { frameOf } from "./curve.js";

const FILM = 4000; // ms that the whole film takes
const STILL = 500; // ms that one frame stays where motion is not wanted

export default keepAlive((/** @type {ParentNode} */ parent) => new Dream(parent));

class Dream {
  /** @type {DreamFrameMessage} */ message = /** @type {any} */ (null);
  /** @type {ReturnType<typeof setTimeout> | undefined} */ next = undefined;
  calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  playing = false;
  place = 0;

  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".dream", HTMLElement);
    this.canvas = elementIn(this.root, ".frame", HTMLCanvasElement);
    this.curve = elementIn(this.root, ".curve", HTMLCanvasElement);
    this.button = elementIn(this.root, "button", HTMLButtonElement);
    this.slider = elementIn(this.root, "input", HTMLInputElement);
    this.bar = new JobBar(elementIn(parent, ".bar", HTMLElement), this.#take.bind(this));
    this.button.onclick = () => (this.playing ? this.#pause() : this.#play());
    this.slider.oninput = () => this.#pause(Number(this.slider.value));
    this.slider.onkeydown = (event) => event.stopPropagation();
    this.room = new ResizeObserver(() => this.message && this.#draw());
    this.room.observe(this.curve);
  }

  stop() {
    clearTimeout(this.next);
    this.room.disconnect();
    this.bar.stop();
  }

  /** @param {DreamComponent} component */
  update(component) {
    this.bar.update(component);
    if (this.message) this.#draw(); // in the colours of the theme
  }

  /** @param {DreamFrameMessage} message */
  #take(message) {
    this.message = message;
    this.root.hidden = false;
    const { steps, running } = message;
    this.slider.max = String(steps.length - 1);
    this.button.disabled = running || steps.length < 2;
    this.slider.disabled = this.button.disabled;
    this.#pause(steps.length - 1);
  }

  #play() {
    if (this.place === this.message.steps.length - 1) this.place = 0;
    this.playing = true;
    this.#turn();
  }

  #turn() {
    this.#draw();
    const { length } = this.message.steps;
    if (this.place === length - 1) return this.#pause();
    this.next = setTimeout(() => {
      this.place += 1;
      this.#turn();
    }, this.calm ? STILL : FILM / length);
  }

  #pause(place = this.place) {
    clearTimeout(this.next);
    this.playing = false;
    this.place = Math.max(Math.min(place, this.message.steps.length - 1), 0);
    this.#draw();
  }

  #draw() {
    const { title, answer, steps, total, running, arrays: { frames, values } } = this.message;
    const step = steps[this.place];
    const value = number(values.values[step], 3);
    drawRaster(frames, this.place, this.canvas);
    this.canvas.setAttribute("aria-label", `${title}: the picture after step ${step}`);
    setAttribute(this.root, "data-frame", this.place);
    setAttribute(this.root, "data-playing", this.playing);
    this.slider.value = String(this.place);
    this.slider.setAttribute("aria-valuetext", `step ${step}: ${value}`);
    setText(elementIn(this.root, ".title", HTMLElement), title);
    const sentence = `Step ${step} of ${total}: ${answer} answers ${value}`;
    setText(elementIn(this.root, ".value", HTMLElement), sentence);
    setText(elementIn(this.root, "button span", HTMLElement), this.playing ? "Pause" : "Play");
    this.#drawCurve(values.values, total, running ? values.values.length - 1 : step);
  }

  /** @type {(values: Float32Array, total: number, step: number) => void} */
  #drawCurve(values, total, step) {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.curve;
    Object.assign(this.curve, { width: width * ratio, height: height * ratio });
    const g = context2d(this.curve);
    g.scale(ratio, ratio);
    const theme = readTheme(this.root);
    const frame = frameOf(values, total, width, height);
    paintAxes(g, frame, total, theme);
    paintLine(g, frame, values, theme);
    paintDot(g, frame, step, values[step], theme);
    this.curve.setAttribute("aria-label", `The answer rises from ${number(values[0], 3)} `
      + `to ${number(values[values.length - 1], 3)} in ${values.length - 1} steps`);
  }
}

/** @typedef {CanvasRenderingContext2D} Canvas2D */

/** @type {(g: Canvas2D, frame: ChartFrame, total: number, theme: Theme) => void} */
function paintAxes(g, { left, right, top, bottom, low, high, toY }, total, theme) {
  g.font = `12px ${theme.font}`;
  g.fillStyle = css(mix(theme.background, theme.text, 0.72));
  g.strokeStyle = css(theme.border);
  g.textAlign = "right";
  g.textBaseline = "middle";
  for (const value of [low, high]) {
    g.fillText(number(value, 2), left - 6, Math.max(toY(value), 8));
    g.strokeRect(left, Math.round(toY(value)) + 0.5, right - left, 0);
  }
  g.textBaseline = "alphabetic";
  g.fillText(`step ${total}`, right, bottom + 16);
  g.textAlign = "left";
  g.fillText("0", left, bottom + 16);
  g.strokeRect(left + 0.5, top, 0, bottom - top);
}

/** @type {(g: Canvas2D, frame: ChartFrame, values: Float32Array, theme: Theme) => void} */
function paintLine(g, { toX, toY }, values, theme) {
  g.strokeStyle = css(theme.output);
  g.lineWidth = 2;
  g.beginPath();
  values.forEach((value, step) => g.lineTo(toX(step), toY(value)));
  g.stroke();
}

/** @type {(g: Canvas2D, frame: ChartFrame, step: number, value: number, theme: Theme) => void} */
function paintDot(g, { toX, toY }, step, value, theme) {
  g.beginPath();
  g.arc(toX(step), toY(value), 5, 0, 2 * Math.PI);
  g.fillStyle = css(readable(theme.output, theme.background, theme.text));
  g.fill();
}
