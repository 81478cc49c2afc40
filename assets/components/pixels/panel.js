// One panel: a picture or one of its planes, the marks on it, and how often each value occurs.
import { drawHistogram } from "../pictures/histogram.js";
import { fitInto, magnified } from "../pictures/layout.js";
import { markOf } from "../pictures/place.js";
import { write } from "../pictures/write.js";
import { clipped } from "./area.js";
import { PLANES } from "./planes.js";

const PARTS = ["title", "size", "frame", "sheet", "picture", "window", "mark", "counts", "histogram",
  "tick", "grid"];
const LIGHT = [[214, 57, 57], [31, 148, 84], [58, 108, 232]]; // bars of red, green, blue
const SEEN = 16; // screen pixels a side from which the magnifier's outline is told from the mark

/** A new panel's elements, by name; `plane` is null for the whole picture. */
export function makePanel(template, plane) {
  const figure = template.content.firstElementChild.cloneNode(true);
  figure.dataset.plane = plane === null ? "Picture" : PLANES[plane];
  const parts = { figure, plane };
  for (const name of PARTS) parts[name] = figure.querySelector(`.${name}`);
  write(parts.title, figure.dataset.plane);
  parts.grid.setAttribute("aria-label", `${figure.dataset.plane} in numbers`);
  if (plane === null) for (const name of ["grid", "counts"]) parts[name].remove();
  return parts;
}

/** Paint the plane and give it its room. */
export function drawPanel(parts, planes, frame, tinted) {
  const { width, height } = planes;
  const name = parts.figure.dataset.plane;
  write(parts.size, parts.plane === null ? `(${height}, ${width}, 3)` : `(${height}, ${width})`);
  parts.sheet.setAttribute("aria-label", `${name}, ${height} rows and ${width} columns of pixels. `
    + "Arrow keys move, with Shift ten pixels; Enter pins, Escape lets go.");
  parts.frame.hidden = frame.width === 0;
  if (parts.frame.hidden) return;
  parts.shown = fitInto(frame, planes);
  parts.frame.style.minHeight = `${parts.shown.height}px`;
  const { style } = parts.sheet;
  Object.assign(style, { width: `${parts.shown.width}px`, height: `${parts.shown.height}px` });
  const painted = `${planes.stamp} ${tinted}`;
  if (parts.painted !== painted) planes.paint(parts.picture, parts.plane, tinted);
  parts.painted = painted;
  parts.picture.style.imageRendering = magnified(parts.shown, planes) ? "pixelated" : "auto";
}

/** Draw how often each value occurs in the plane. */
export function drawCounts({ plane, histogram }, counts, { tinted, high }, theme) {
  const [rows, bins] = counts.shape;
  const shown = tinted && plane < rows - 1 ? { shown: LIGHT[plane] } : {};
  const values = counts.values.subarray(plane * bins, (plane + 1) * bins);
  drawHistogram(histogram, values, { low: 0, high }, { ...theme, ...shown });
}

/** Mark a pixel, and around it what the magnifier shows. */
export function drawMarks({ window: around, mark, shown, frame }, place, area, planes) {
  if (frame.hidden) return;
  put(mark, markOf(place, shown, planes));
  const box = markOf(clipped(area, planes), shown, planes, 0);
  const whole = area.rows >= planes.height && area.cols >= planes.width;
  around.hidden = whole || Math.max(box.width, box.height) < SEEN;
  put(around, box);
}

const put = ({ style }, { left, top, width, height }) => Object.assign(style, {
  left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
});

/** Point out the value of the pixel in the histogram. */
export const drawTick = ({ tick }, value) => {
  tick.style.left = `${(100 * (value + 0.5)) / 256}%`;
};
