// The stage: one selected step, and everything that can select it. A frame is a function of it.
import { elementIn } from "../_shared/dom.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { Controls } from "./controls.js";
import { Editing } from "./editing.js";
import { placeOf, stepAt } from "./frame.js";
import { layoutOf } from "./layout.js";
import { Player } from "./player.js";
import { sameTarget } from "./pointer.js";
import { Pointing } from "./pointing.js";
import { Scene } from "./scene.js";
import { Screen } from "./screen.js";
import { sizesOf } from "./sizes.js";
/** @import { Theme } from "../_shared/palette.js" */
/** @import { StageComponent } from "./contract.js" */
/** @import { PlanePlace } from "./frame.js" */
/** @import { Layout, Target } from "./shapes.js" */

const SHORT = "(max-height: 850px)"; // as in the style sheet
const SETTLED = 250; // ms of rest before the page hears where the reader stopped

export class Stage {
  step = 0;
  /** What is pointed at. @type {Target | null} */
  hover = null;
  /** Where everything stands; null while the stage is hidden. @type {Layout | null} */
  layout = null;
  /** @type {Theme | null} */
  theme = null;
  /** The message on screen. @type {Uint8Array | null} */
  #bytes = null;
  /** Where the step before belonged. @type {PlanePlace | null} */
  #place = null;
  /** What the layout was asked for. */
  #asked = "";
  #report = 0;

  /**
   * @param {ParentNode} parent
   * @param {StageComponent} component
   */
  constructor(parent, component) {
    this.root = elementIn(parent, ".stage", HTMLElement);
    this.board = elementIn(this.root, ".board", HTMLElement);
    this.component = component;
    this.scene = new Scene(unpack(component.data));
    this.sizes = sizesOf(this.scene);
    this.player = new Player(() => this.onTick());
    this.controls = new Controls(this.root, this);
    this.screen = new Screen(this.root, this);
    this.editing = new Editing(this, elementIn(this.root, ".editor", HTMLInputElement));
    this.pointing = new Pointing(this, this.board);
    this.short = matchMedia(SHORT);
    this.observer = new ResizeObserver(() => this.arrange());
    this.observer.observe(this.board);
    this.again = () => this.arrange(true);
    document.fonts.addEventListener("loadingdone", this.again);
    this.short.addEventListener("change", this.again);
  }

  /**
   * Take what the page sent: new data, or the same under another theme.
   *
   * @param {StageComponent} component
   */
  update(component) {
    this.component = component;
    const theme = readTheme(this.root);
    const isNew = !sameBytes(this.#bytes, component.data);
    const isRepainted = JSON.stringify(theme) !== JSON.stringify(this.theme);
    this.theme = theme;
    if (isNew) this.take(component.data);
    if (isNew || isRepainted) this.arrange(true);
    this.editing.answered();
  }

  /** @param {Uint8Array} bytes */
  take(bytes) {
    const before = this.scene;
    if (this.#bytes && before.steps) this.#place = placeOf(before, this.step);
    this.#bytes = bytes.slice();
    this.scene = new Scene(unpack(bytes));
    const { at, jump } = this.scene.message;
    const place = jump === before.message.jump ? this.#place : null;
    const jumps = place === null;
    const step = place ? stepAt(this.scene, place) : at;
    this.step = Math.max(0, Math.min(step, this.scene.steps - 1));
    this.sizes = sizesOf(this.scene);
    if (jumps || this.scene.steps === 0) this.player.stop();
    if (this.player.running) this.play();
  }

  /** Lay out for the width there is, and paint everything; a hidden stage waits to be seen. */
  arrange(always = false) {
    const width = this.board.clientWidth;
    if (!this.theme || (!always && width === this.layout?.width)) return;
    if (!width) this.layout = null;
    if (!width) return;
    const key = JSON.stringify([this.sizes, width, this.short.matches]);
    if (key !== this.#asked || !this.layout) {
      this.layout = layoutOf(this.sizes, width, this.short.matches);
    }
    this.#asked = key;
    this.hover = this.pointing.target;
    this.screen.renew({ scene: this.scene, theme: this.theme, layout: this.layout });
  }

  get filter() {
    return this.scene.filter(this.step);
  }

  /** @param {number} step */
  select(step) {
    if (!this.scene.steps) return;
    this.player.stop();
    this.hover = null;
    this.step = Math.max(0, Math.min(step, this.scene.steps - 1));
    this.settle();
  }

  /** @param {number} by */
  selectRow(by) {
    if (!this.scene.steps || !this.layout) return;
    const { plane, row, col } = placeOf(this.scene, this.step);
    const { fold, cols } = this.layout[this.scene.scatters ? "input" : "output"][plane];
    const [line, down] = [Math.max(col % cols, col + by * cols), Math.max(0, row + by)];
    const below = fold ? { row, col: line } : { row: down, col };
    this.select(stepAt(this.scene, { plane, ...below }));
  }

  toggle() {
    if (this.player.running) {
      this.pause();
      return;
    }
    if (!this.scene.steps) return;
    if (this.step === this.scene.steps - 1) this.step = 0;
    this.play();
  }

  play() {
    clearTimeout(this.#report);
    this.hover = null;
    this.player.stop();
    this.player.play(this.step, this.scene.steps, this.controls.rate(this.scene.steps));
    this.screen.request();
  }

  pause() {
    if (!this.player.running) return;
    this.player.stop();
    this.settle();
  }

  onTick() {
    this.step = this.player.step;
    this.screen.draw();
    if (!this.player.running) this.settle();
  }

  /** The reader stopped: show it, and tell the page once the hand rests. */
  settle() {
    this.screen.request();
    clearTimeout(this.#report);
    this.#report = setTimeout(() => this.component.setStateValue("at", this.step), SETTLED);
  }

  /** @param {Target | null} hover */
  point(hover) {
    if (sameTarget(hover, this.hover)) return;
    this.hover = hover;
    this.screen.request();
  }

  stop() {
    this.player.stop();
    this.observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.again);
    this.short.removeEventListener("change", this.again);
    clearTimeout(this.#report);
  }
}

/** @type {(one: Uint8Array | null, other: Uint8Array) => boolean} */
function sameBytes(one, other) {
  if (one?.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}

export default keepAlive((parent, /** @type {StageComponent} */ component) =>
  new Stage(parent, component));
