// Which colour and shape is which class; pressing one shows it alone.
import { css } from "../_shared/palette.js";
import { drawCrosshair, drawMarkers, drawMistakes } from "./markers.js";

const SIDE = 20;

/** Lay the legend out anew: `classes` with name, mark and colour (as CSS), `notes` as texts. */
export function renderLegend(list, classes, notes, theme, press) {
  const names = JSON.stringify([classes.map(({ name }) => name), notes.length]);
  if (list.dataset.names !== names) {
    list.dataset.names = names;
    list.replaceChildren(...classes.map((_, k) => item("button", () => press(k))),
      ...notes.map(() => item("span")));
  }
  classes.forEach((one, k) => {
    const [canvas, text] = list.children[k].firstChild.children;
    text.textContent = one.name;
    drawMarkers(sketch(canvas), { ...one, places: [[SIDE / 2, SIDE / 2]], radius: 6 });
  });
  notes.forEach(({ text, kind }, i) => {
    const [canvas, words] = list.children[classes.length + i].firstChild.children;
    words.textContent = text;
    const g = sketch(canvas);
    const [middle, halo] = [SIDE / 2, css(theme.background)];
    if (kind === "here") drawCrosshair(g, middle, middle, 0.45, css(theme.primary), halo);
    else drawMistakes(g, [[middle, middle]], 0.8, css(theme.text), halo);
  });
}

/** Say which class is alone; none when it is null. */
export function markSelectedClass(list, alone) {
  list.querySelectorAll("button").forEach((button, k) =>
    button.setAttribute("aria-pressed", k === alone));
}

function item(tag, press) {
  const [entry, inner] = [document.createElement("li"), document.createElement(tag)];
  inner.append(document.createElement("canvas"), document.createElement("span"));
  if (press) Object.assign(inner, { type: "button", onclick: press });
  else inner.className = "note";
  entry.append(inner);
  return entry;
}

function sketch(canvas) {
  const ratio = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: SIDE * ratio, height: SIDE * ratio });
  const g = canvas.getContext("2d");
  g.scale(ratio, ratio);
  return g;
}
