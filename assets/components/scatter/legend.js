// Which colour and shape is which class; pressing one shows it alone.
/** @import { Theme } from "../_shared/palette.js" */
/** @typedef {{ name: string, mark: string, colour: string }} LegendClass */
/** @typedef {{ text: string, kind: "wrong" | "here" }} Note */
import { context2d, elementIn, newElement, setText } from "../_shared/dom.js";
import { css } from "../_shared/palette.js";
import { drawCrosshair, drawMarkers, drawMistakes } from "./markers.js";

const SIDE = 20;

/**
 * Lay the legend out anew: `classes` with name, mark and colour (as CSS), `notes` as texts.
 *
 * @type {(list: HTMLElement, classes: LegendClass[], notes: Note[], theme: Theme, press: (k: number) => void) => void}
 */
export function renderLegend(list, classes, notes, theme, press) {
  const names = JSON.stringify([classes.map(({ name }) => name), notes.length]);
  if (list.dataset.names !== names) {
    list.dataset.names = names;
    list.replaceChildren(...classes.map((_, k) => item("button", () => press(k))),
      ...notes.map(() => item("span")));
  }
  classes.forEach((one, k) => {
    setText(elementIn(list.children[k], ".text", HTMLElement), one.name);
    const canvas = elementIn(list.children[k], "canvas", HTMLCanvasElement);
    drawMarkers(sketch(canvas), { ...one, places: [[SIDE / 2, SIDE / 2]], radius: 6 });
  });
  notes.forEach(({ text, kind }, i) => {
    const entry = list.children[classes.length + i];
    setText(elementIn(entry, ".text", HTMLElement), text);
    const g = sketch(elementIn(entry, "canvas", HTMLCanvasElement));
    const [middle, halo] = [SIDE / 2, css(theme.background)];
    if (kind === "here") drawCrosshair(g, middle, middle, 0.45, css(theme.primary), halo);
    else drawMistakes(g, [[middle, middle]], 0.8, css(theme.text), halo);
  });
}

/**
 * Say which class is alone; none when it is null.
 *
 * @type {(list: HTMLElement, alone: number | null) => void}
 */
export function markSelectedClass(list, alone) {
  list.querySelectorAll("button").forEach((button, k) =>
    button.setAttribute("aria-pressed", String(k === alone)));
}

/** @type {(tag: "button" | "span", press?: () => void) => HTMLElement} */
function item(tag, press) {
  const [entry, inner] = [newElement("li"), newElement(tag)];
  inner.append(newElement("canvas"), newElement("span", "text"));
  if (press) Object.assign(inner, { type: "button", onclick: press });
  else inner.className = "note";
  entry.append(inner);
  return entry;
}

/** @type {(canvas: HTMLCanvasElement) => CanvasRenderingContext2D} */
function sketch(canvas) {
  const ratio = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: SIDE * ratio, height: SIDE * ratio });
  const g = context2d(canvas);
  g.scale(ratio, ratio);
  return g;
}
