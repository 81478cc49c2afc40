// The kernel editor: weights that follow the hand, and Python that follows the weights.
import { elementIn, setText } from "../_shared/dom.js";
import { parseNumber } from "../_shared/format.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { LatestSender } from "../_shared/latest_sender.js";
import { css, readable, readTheme } from "../_shared/palette.js";
import { buildGrid, cellsOf, drawGrid, placeOf } from "./cells.js";
import { listenToInput } from "./weight_input.js";
import * as values from "./values.js";
/** @import { WeightsMoved } from "../_shared/contract.js" */
/** @import { WeightsComponent, WeightsMessage, WeightsReport } from "./contract.js" */
/** @typedef {{ values: values.Rows, rest: boolean }} Change */

const STILL = 500; // ms without a change, and the hand is at rest even if it still holds on
const SETTLED = 250; // ms after a key, a wheel or a tool

/** What the tools make of a kernel. @type {Record<string, (rows: values.Rows) => values.Rows>} */
const TOOLS = {
  flipSign: values.flipSign, rotate: values.rotateKernel, transpose: values.transposeKernel,
};

export class Editor {
  /** @type {(report: WeightsReport) => void} */
  #tell = () => {};
  #still = 0;

  /**
   * @param {ParentNode} parent
   * @param {WeightsMessage} data
   */
  constructor(parent, data) {
    this.root = elementIn(parent, ".weights", HTMLElement);
    this.grid = elementIn(parent, ".grid", HTMLElement);
    this.data = data;
    /** @type {number | null} */
    this.version = null;
    this.values = this.before = this.sent = data.weights;
    this.seq = data.seq;
    this.resting = true;
    /** @type {LatestSender<Change>} */
    this.flow = new LatestSender((change) => this.#send(change), 400);
    this.painted = () => this.flow.answer("paint");
    window.addEventListener("cnnviz:painted", this.painted);
    listenToInput(this.grid, this);
    for (const button of this.root.querySelectorAll("button")) {
      const tool = TOOLS[button.dataset.tool ?? ""];
      button.onclick = () => this.#change(tool(this.values));
    }
  }

  stop() {
    window.removeEventListener("cnnviz:painted", this.painted);
    clearTimeout(this.#still);
    this.flow.stop();
  }

  /** @param {WeightsComponent} component */
  update({ data, setStateValue }) {
    this.#tell = (report) => setStateValue("weights", report);
    this.receive(data);
  }

  /**
   * Python has run: take its weights if they are new ones, else keep the hand's.
   *
   * @param {WeightsMessage} data
   */
  receive(data) {
    this.data = data;
    if (data.version !== this.version) this.#take(data);
    this.root.dataset.echo = String(data.seq);
    if (data.seq >= this.seq) this.flow.answer("echo");
    this.#paint();
  }

  /** @param {WeightsMessage} data */
  #take({ weights, version }) {
    this.flow.stop();
    this.version = version;
    this.values = this.before = this.sent = weights;
    this.resting = true;
    for (const cell of cellsOf(this.grid)) delete cell.dataset.typing;
  }

  /**
   * Move one weight by an amount, in steps of this kernel; `rest` if the hand stops there.
   *
   * @type {(cell: HTMLInputElement, amount: number, rest: boolean) => void}
   */
  nudge(cell, amount, rest) {
    delete cell.dataset.typing;
    const { row, col } = placeOf(cell);
    const step = amount * this.data.step;
    const moved = values.addWithin(this.values[row][col], step, this.data.limit);
    this.#change(values.withValue(this.values, { row, col }, moved), rest);
  }

  /**
   * The text of one field, as far as it has been typed.
   *
   * @type {(cell: HTMLInputElement, text: string) => void}
   */
  type(cell, text) {
    cell.dataset.typing = "yes";
    const value = parseNumber(text, this.data.limit);
    cell.setAttribute("aria-invalid", String(value === null));
    if (value !== null) this.#change(values.withValue(this.values, placeOf(cell), value));
  }

  /**
   * What was typed stands, or, if it is no number, what stood there before.
   *
   * @param {HTMLInputElement} cell
   */
  commit(cell) {
    delete cell.dataset.typing;
    cell.removeAttribute("aria-invalid");
    this.#paint();
    this.rest();
  }

  /** Undo what was done to this field since it was entered. @param {HTMLInputElement} cell */
  restore(cell) {
    const { row, col } = placeOf(cell);
    if (values.sameShape(this.before, this.values)) {
      this.#change(values.withValue(this.values, { row, col }, this.before[row][col]));
    }
    this.commit(cell);
  }

  remember() {
    this.before = this.values;
  }

  /** The hand has let go: say so once. */
  rest() {
    clearTimeout(this.#still);
    if (this.resting) return;
    this.resting = true;
    this.flow.offer({ values: this.values, rest: true });
  }

  /**
   * New weights; a hand that does not rest is expected to say so when it does.
   *
   * @param {values.Rows} changed
   */
  #change(changed, rest = true) {
    if (values.sameValues(changed, this.values)) {
      if (rest) this.rest();
      return;
    }
    this.values = changed;
    this.resting = false;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.rest(), rest ? SETTLED : STILL);
    this.flow.offer({ values: changed, rest: false });
    this.#paint();
  }

  /**
   * Moving weights go to whoever draws them at once; the page hears of them when they rest.
   *
   * @param {Change} change
   */
  #send({ values: weights, rest }) {
    this.seq += 1;
    this.grid.dataset.seq = String(this.seq);
    const isNew = !values.sameValues(weights, this.sent);
    this.sent = weights;
    const hand = { version: this.data.version, seq: this.seq, values: weights };
    if (!rest && handed(hand)) return ["paint"];
    this.#tell({ ...hand, rest });
    return isNew ? ["echo", "paint"] : ["echo"];
  }

  #paint() {
    this.root.hidden = false;
    const { label, editable, limit } = this.data;
    const theme = readTheme(this.root);
    const [rows, cols] = [this.values.length, this.values[0].length];
    buildGrid(this.grid, rows, cols);
    drawGrid(this.grid, this.values, { theme, editable, limit });
    this.root.dataset.version = String(this.version);
    this.root.setAttribute("aria-label", label);
    const title = elementIn(this.root, ".label", HTMLElement);
    setText(title, label);
    title.style.color = css(readable(theme.kernel, theme.background, theme.text));
    setText(elementIn(this.root, ".shape", HTMLElement), `${rows} × ${cols}`);
    this.root.classList.toggle("fixed", !editable);
    for (const button of this.root.querySelectorAll("button")) {
      button.disabled = rows !== cols && button.dataset.tool !== "flipSign";
    }
  }
}

/**
 * Hand the weights to a listener on this page; false where nobody takes them.
 *
 * @param {WeightsMoved} detail
 */
function handed(detail) {
  return !window.dispatchEvent(new CustomEvent("cnnviz:weights", { detail, cancelable: true }));
}

export default keepAlive(
  (parent, /** @type {WeightsComponent} */ { data }) => new Editor(parent, data));
