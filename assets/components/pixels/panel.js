// One panel: a picture or one of its planes, the marks on it, and how often each value occurs.
import { cloneTemplate, elementIn, elementsIn, placeElement, setText } from "../_shared/dom.js";
import { drawHistogram } from "../_shared/histogram.js";
import { fitInto, magnified } from "../_shared/picture_size.js";
import { markOf } from "../_shared/place.js";
import { clipRegion } from "./cell_region.js";
import { Grid } from "./grid.js";
/** @import { Region } from "../_shared/contract.js" */
/** @import { Packed } from "../_shared/message.js" */
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Size } from "../_shared/picture_size.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { PixelsMessage } from "./contract.js" */
/** @import { Planes } from "./planes.js" */

const LIGHT = [[214, 57, 57], [31, 148, 84], [58, 108, 232]]; // bars of red, green, blue
const SEEN = 16; // screen pixels a side from which the magnifier's outline is told from the mark

/** A picture, with its marks. */
export class Panel {
  #painted = "";
  /** How large it is shown; null where its numbers say it all. @type {Size | null} */
  #shown = null;

  /**
   * @param {HTMLTemplateElement} template
   * @param {string} name
   * @param {number | null} plane null for the whole picture
   */
  constructor(template, name, plane) {
    this.name = name;
    this.plane = plane;
    this.figure = cloneTemplate(template);
    this.figure.dataset.plane = name;
    this.parts = {
      ...elementsIn(this.figure, HTMLElement, "title", "size", "frame", "sheet", "window", "mark"),
      picture: elementIn(this.figure, ".picture", HTMLCanvasElement),
    };
    setText(this.parts.title, name);
  }

  /**
   * Paint the plane and give it its room.
   *
   * @type {(planes: Planes, frame: Size, tinted: boolean) => void}
   */
  draw(planes, frame, tinted) {
    const { size, sheet, frame: around, picture } = this.parts;
    const { width, height } = planes;
    setText(size, this.plane === null ? `(${height}, ${width}, 3)` : `(${height}, ${width})`);
    sheet.setAttribute("aria-label", `${this.name}, ${height} rows and ${width} columns of pixels. `
      + "Arrow keys move, with Shift ten pixels; Enter pins, Escape lets go.");
    around.hidden = frame.width === 0;
    this.#shown = around.hidden ? null : fitInto(frame, planes);
    if (!this.#shown) return;
    around.style.minHeight = `${this.#shown.height}px`;
    const sides = { width: `${this.#shown.width}px`, height: `${this.#shown.height}px` };
    Object.assign(sheet.style, sides);
    const painted = `${planes.stamp} ${tinted}`;
    if (this.#painted !== painted) planes.paint(picture, this.plane, tinted);
    this.#painted = painted;
    picture.style.imageRendering = magnified(this.#shown, planes) ? "pixelated" : "auto";
  }

  /**
   * Mark a pixel, and around it what the magnifier shows.
   *
   * @type {(place: Place, area: Region, planes: Planes) => void}
   */
  mark(place, area, planes) {
    if (!this.#shown) return;
    placeElement(this.parts.mark, markOf(place, this.#shown, planes));
    const box = markOf(clipRegion(area, planes), this.#shown, planes, 0);
    const whole = area.rows >= planes.height && area.cols >= planes.width;
    this.parts.window.hidden = whole || Math.max(box.width, box.height) < SEEN;
    placeElement(this.parts.window, box);
  }
}

/** The whole picture: its planes have the numbers. @param {HTMLTemplateElement} template */
export function wholePanel(template) {
  const panel = new Panel(template, "Picture", null);
  for (const name of [".grid", ".counts"]) elementIn(panel.figure, name, HTMLElement).remove();
  return panel;
}

/** A plane, with its numbers and how often each occurs. */
export class Card extends Panel {
  /**
   * @param {HTMLTemplateElement} template
   * @param {string} name
   * @param {number} plane
   */
  constructor(template, name, plane) {
    super(template, name, plane);
    this.number = plane;
    this.histogram = elementIn(this.figure, ".histogram", HTMLCanvasElement);
    this.tick = elementIn(this.figure, ".tick", HTMLElement);
    this.grid = new Grid(elementIn(this.figure, ".grid", HTMLTableElement));
    this.grid.table.setAttribute("aria-label", `${name} in numbers`);
  }

  /**
   * Draw how often each value occurs in the plane.
   *
   * @param {Packed<Int32Array>} counts
   * @param {Pick<PixelsMessage, "tinted" | "high">} look
   * @param {Theme} theme
   */
  drawCounts(counts, { tinted, high }, theme) {
    const [rows, bins] = counts.shape;
    const lit = tinted && this.number < rows - 1 ? { shown: LIGHT[this.number] } : {};
    const values = counts.values.subarray(this.number * bins, (this.number + 1) * bins);
    drawHistogram(this.histogram, values, { low: 0, high }, { ...theme, ...lit });
  }

  /** Point out a value in the histogram. @param {number} value */
  drawTick(value) {
    this.tick.style.left = `${(100 * (value + 0.5)) / 256}%`;
  }
}
