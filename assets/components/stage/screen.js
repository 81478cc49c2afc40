// What is on screen for a frame: the picture, the sum, the words around them.
import { frameOf } from "./frame.js";
import { Painter } from "./paint.js";
import { Sum } from "./sum.js";
import { caption, sentence } from "./words.js";

const SLOW = 100; // ms between two changes of the text while playing fast
const FAST = 12; // steps a second from which the text is slowed down
const HINTS = {
  mouse: ["Point at any cell", " · click a number to change it"],
  touch: ["Tap a cell to see what it touches", "; tap again to change it"],
};
const TEXTS = ["refusal", "note", "hint", "spoken"];

export class Screen {
  constructor(root, stage) {
    const find = (name) => root.querySelector(`.${name}`);
    Object.assign(this, { stage, board: find("board"), written: 0 });
    this.painter = new Painter(this.board);
    this.sum = new Sum(find("sum"));
    this.texts = Object.fromEntries(TEXTS.map((name) => [name, find(name)]));
    this.touch = matchMedia("(hover: none)");
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
  }

  /** A new scene, layout or theme. */
  renew() {
    const { scene, theme, layout } = this.stage;
    this.board.style.height = `${layout.height}px`;
    this.board.dataset.layout = JSON.stringify(layout);
    this.painter.renew(scene, theme, layout);
    this.sum.renew(scene);
    this.put("note", scene.note);
    this.put("refusal", scene.message);
    if (scene.message) placeBox(this.texts.refusal, layout.output[0]);
    this.stage.controls.reserve(caption(scene, scene.steps - 1));
    this.hint();
    this.draw(true);
  }

  /** Draw with the next screen refresh, however often it is asked. */
  request() {
    this.asked ??= requestAnimationFrame(() => this.draw());
  }

  draw(always = false) {
    cancelAnimationFrame(this.asked);
    this.asked = null;
    const { scene, step, hover, player, layout } = this.stage;
    if (!layout) return;
    const frame = frameOf(scene, step, hover);
    const late = performance.now() - this.written > SLOW;
    const calm = always || !player.running || player.rate < FAST || late;
    this.painter.paint(frame, this.still.matches || hover ? 0 : player.glide, calm);
    if (calm) this.write(frame);
  }

  /** Everything that is text: slower than the picture, so that playing stays smooth. */
  write(frame) {
    const { scene, player, editing } = this.stage;
    this.written = performance.now();
    this.sum.show(frame);
    this.stage.controls.show(frame.step, scene.steps, caption(scene, frame.step), player.running);
    const isEditable = editing.cellFor(frame.hover) !== null;
    this.board.classList.toggle("edits", isEditable);
    this.board.classList.toggle("points", ["output", "filter"].includes(frame.hover?.grid));
    const { now, step: shown } = frame;
    Object.assign(this.board.dataset, { step: now, shown, playing: player.running });
    if (player.running) return;
    this.board.dataset.lit = JSON.stringify(frame.lit);
    if (!frame.hover) this.put("spoken", sentence(scene, frame.now));
  }

  hint(text = this.usual()) {
    this.put("hint", text || " ");
  }

  usual() {
    const { scene } = this.stage;
    if (scene.message) return "";
    const edits = scene.input.editable || scene.kernel?.editable;
    const [look, change] = HINTS[this.touch.matches ? "touch" : "mouse"];
    return edits ? look + change : look;
  }

  put(name, text) {
    const node = this.texts[name];
    node.hidden = !text;
    if (node.textContent !== (text ?? "")) node.textContent = text ?? "";
  }
}

function placeBox({ style }, { x, y, cell, rows, cols }) {
  const sides = { left: x, top: y, width: Math.max(240, cols * cell), height: rows * cell };
  for (const [side, size] of Object.entries(sides)) style[side] = `${size}px`;
}
