// The bar and the keyboard: both only say which step, or play.
import { SPEEDS } from "./player.js";

const LETTER = 0.53; // em, the average width of a letter

export class Controls {
  constructor(root, stage) {
    const find = (name) => root.querySelector(name);
    Object.assign(this, { root, stage, scrub: find(".scrub"), where: find(".where") });
    this.play = find(".play");
    this.buttons = [...root.querySelectorAll("[data-act]")];
    for (const button of this.buttons) button.onclick = () => ACTS[button.dataset.act](stage);
    this.scrub.oninput = () => stage.select(Number(this.scrub.value));
    this.speed = find(".speed");
    const options = SPEEDS.map(({ name }, i) => new Option(name, i, i === 1, i === 1));
    this.speed.replaceChildren(...options);
    this.speed.onchange = () => stage.player.running && stage.play();
    root.onkeydown = (event) => this.onKey(event);
    root.onkeyup = ({ key }) => { if (key === "Tab") delete root.dataset.pointed; };
    root.onpointerdown = () => { root.dataset.pointed = ""; };
  }

  rate(steps) {
    return SPEEDS[this.speed.value].rate(steps);
  }

  /** Keep room for the longest caption, so that nothing moves while it changes. */
  reserve(text) {
    this.where.style.minWidth = `${Math.ceil(text.length * LETTER)}em`;
  }

  /** Keys work on the picture and on the bar; nobody else on the page hears them. */
  onKey(event) {
    event.stopPropagation();
    const { target } = event;
    const isButton = target.tagName === "BUTTON";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) delete this.root.dataset.pointed;
    if (!isButton && target !== this.stage.board) return;
    if (isButton && (event.key === " " || event.key === "Enter")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(this.stage);
  }

  show(step, steps, text, isPlaying) {
    this.scrub.max = Math.max(0, steps - 1);
    this.scrub.value = step;
    this.scrub.setAttribute("aria-valuetext", text);
    if (this.where.textContent !== text) this.where.textContent = text;
    this.play.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
    this.root.dataset.playing = isPlaying;
    for (const control of [...this.buttons, this.scrub]) control.disabled = steps === 0;
  }
}

const ACTS = {
  first: (stage) => stage.select(0),
  back: (stage) => stage.select(stage.step - 1),
  play: (stage) => stage.toggle(),
  forward: (stage) => stage.select(stage.step + 1),
  last: (stage) => stage.select(Infinity),
};

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
