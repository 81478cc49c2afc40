// One panel: a picture on its canvas, and what lies over and under it.
import { magnified, fitInto } from "./layout.js";
import { drawHistogram } from "./histogram.js";
import { write } from "./write.js";

const PARTS = ["title", "size", "frame", "sheet", "picture", "before", "rim", "lines", "mark",
  "divider", "caption", "histogram"];
const NARROW = 330; // a caption may need two lines: keep room, so that nothing jumps

/** A new panel's elements, by name. */
export function makePanel(template, index) {
  const figure = template.content.firstElementChild.cloneNode(true);
  figure.dataset.panel = index;
  const parts = { figure, index };
  for (const name of PARTS) parts[name] = figure.querySelector(`.${name}`);
  parts.picture.dataset.panel = index;
  return parts;
}

/** Give a panel its words and its room. */
export function describe(parts, panel, frame) {
  const { title, caption = "", width, height } = panel;
  write(parts.title, title);
  write(parts.size, `${width} × ${height}`);
  write(parts.caption, caption);
  parts.sheet.setAttribute("aria-label", `${title}, ${width} by ${height} pixels. ${caption} `
    + "Arrow keys move the inspected pixel, Enter holds it.");
  const size = fitInto(frame, panel);
  parts.shown = size;
  parts.panel = panel;
  parts.frame.style.height = `${frame.height}px`;
  parts.caption.style.minHeight = frame.width < NARROW ? "2.7em" : "1.35em";
  Object.assign(parts.sheet.style, { width: `${size.width}px`, height: `${size.height}px` });
}

/** Swap in a decoded picture. Resizing a canvas clears it: size and drawing share one task. */
export function drawPicture(canvas, bitmap, parts) {
  if (canvas.shown !== bitmap) {
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    canvas.shown = bitmap;
  }
  canvas.style.imageRendering = magnified(parts.shown, bitmap) ? "pixelated" : "auto";
}

/** Outline the pixels the border had a part in. */
export function drawRim(parts, show) {
  const [top, bottom, left, right] = parts.panel.rim ?? [0, 0, 0, 0];
  const { width, height } = parts.panel;
  parts.rim.hidden = !show || top + bottom + left + right === 0;
  const share = (pixels, side) => `${Math.min((100 * pixels) / side, 50)}%`;
  parts.rim.style.inset = [share(top, height), share(right, width), share(bottom, height),
    share(left, width)].join(" ");
}

/** Draw the counts, or leave no room for them. */
export function drawCounts(parts, counts, theme) {
  const range = parts.panel.histogram;
  parts.histogram.hidden = !range;
  if (range && counts) drawHistogram(parts.histogram, counts, range, theme);
}
