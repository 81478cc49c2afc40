// The bar and the keyboard: both only say which step, or play.
import { elementIn, setText } from "../_shared/dom.js";
import { SPEEDS } from "./player.js";
/** @import { Stage } from "./stage.js" */
/** @typedef {(stage: Stage) => void} Act */

const LETTER = 0.53; // em, the average width of a letter

export class Controls {
  /**
   * @param {HTMLElement} root
   * @param {Stage} stage
   */
  constructor(root, stage) {
    this.root = root;
    this.stage = stage;
    this.scrub = elementIn(root, ".scrub", HTMLInputElement);
    this.where = elementIn(root, ".where", HTMLElement);
    this.play = elementIn(root, ".play", HTMLButtonElement);
    this.speed = elementIn(root, ".speed", HTMLSelectElement);
    this.buttons = [...root.querySelectorAll("button")];
    for (const button of this.buttons) button.onclick = () => ACTS[button.dataset.act ?? ""](stage);
    this.scrub.oninput = () => stage.select(Number(this.scrub.value));
    const options = SPEEDS.map(({ name }, i) => new Option(name, String(i), i === 1, i === 1));
    this.speed.replaceChildren(...options);
    this.speed.onchange = () => stage.player.running && stage.play();
    root.onkeydown = (event) => this.onKey(event);
    root.onkeyup = ({ key }) => { if (key === "Tab") delete root.dataset.pointed; };
    root.onpointerdown = () => { root.dataset.pointed = ""; };
  }

  /** Steps a second, of so many. @param {number} steps */
  rate(steps) {
    return SPEEDS[this.speed.selectedIndex].rate(steps);
  }

  /**
   * Keep room for the longest caption, so that nothing moves while it changes.
   *
   * @param {string} text
   */
  reserve(text) {
    this.where.style.minWidth = `${Math.ceil(text.length * LETTER)}em`;
  }

  /**
   * Keys work on the picture and on the bar; nobody else on the page hears them.
   *
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    event.stopPropagation();
    const { target } = event;
    const isButton = target instanceof HTMLButtonElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (act) delete this.root.dataset.pointed;
    if (!isButton && target !== this.stage.board) return;
    if (isButton && (event.key === " " || event.key === "Enter")) return;
    if (!act) return;
    event.preventDefault();
    act(this.stage);
  }

  /** @type {(step: number, steps: number, text: string, isPlaying: boolean) => void} */
  show(step, steps, text, isPlaying) {
    this.scrub.max = String(Math.max(0, steps - 1));
    this.scrub.value = String(step);
    this.scrub.setAttribute("aria-valuetext", text);
    setText(this.where, text);
    this.play.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
    this.root.dataset.playing = String(isPlaying);
    for (const control of [...this.buttons, this.scrub]) control.disabled = steps === 0;
  }
}

/** @type {Record<string, Act>} */
const ACTS = {
  first: (stage) => stage.select(0),
  back: (stage) => stage.select(stage.step - 1),
  play: (stage) => stage.toggle(),
  forward: (stage) => stage.select(stage.step + 1),
  last: (stage) => stage.select(Infinity),
};

/** @type {Partial<Record<string, Act>>} */
const KEYS = {
  " ": ACTS.play,
  ArrowLeft: ACTS.back,
  ArrowRight: ACTS.forward,
  ArrowUp: (stage) => stage.selectRow(-1),
  ArrowDown: (stage) => stage.selectRow(1),
  Home: ACTS.first,
  End: ACTS.last,
  Enter: (stage) => stage.editing.openFirst(),
};
