// Pointing at a pixel: by hover, click, touch or keys; marked at the same place on every panel.
import { placeElement, pointIn } from "../_shared/dom.js";
import { LatestSender } from "../_shared/latest_sender.js";
import { ARROWS, markOf, movedPlace, pixelAt, sameRelativePlace } from "../_shared/place.js";
/** @import { Region } from "../_shared/contract.js" */
/** @import { Place } from "../_shared/place.js" */
/** @import { PicturePanel, PicturePlace, PixelInspection } from "./contract.js" */
/** @import { Panel } from "./panel.js" */

const PAUSE = 60; // ms between two reports: numbers need not change faster than eyes read

export class Pointer {
  /** @type {PicturePlace | null} */
  place = null;
  /** @type {Panel[]} */
  #panels = [];
  /** @type {PixelInspection | null} */
  #inspected = null;

  /** @param {(place: PicturePlace) => void} report */
  constructor(report) {
    this.held = false;
    this.report = report;
    /** @type {LatestSender<PicturePlace>} */
    this.flow = new LatestSender((place) => this.#send(place), 300);
  }

  /** Answer the hand on one of the panels. @type {(panel: Panel, panels: Panel[]) => void} */
  listen(panel, panels) {
    this.#panels = panels;
    const { parts: { sheet }, index } = panel;
    const at = (/** @type {MouseEvent} */ event) => {
      const point = pointIn(sheet, event);
      return { panel: index, ...pixelAt(point, point, panel.panel) };
    };
    sheet.onpointermove = (event) => {
      if (event.pointerType !== "touch" && !this.held) this.#go(at(event));
    };
    sheet.onclick = (event) => {
      const place = at(event);
      this.held = !(this.held && same(place, this.place));
      this.#go(place);
    };
    sheet.onkeydown = (event) => this.#key(event, panel);
  }

  /** @type {(event: KeyboardEvent, panel: Panel) => void} */
  #key(event, { index, panel }) {
    const arrow = ARROWS[event.key];
    if (!arrow && !["Escape", "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.held = event.key !== "Escape";
    const step = event.shiftKey ? 10 : 1;
    const here = this.#on(index) ?? middle(panel);
    const place = arrow ? movedPlace(here, arrow[0] * step, arrow[1] * step, panel) : here;
    this.#go({ panel: index, ...place });
  }

  /** The place now pointed at, as a pixel of another panel. @param {number} index */
  #on(index) {
    const from = this.place && this.#panels[this.place.panel];
    const to = this.#panels[index].panel;
    return this.place && from ? sameRelativePlace(this.place, from.panel, to) : null;
  }

  /** @param {PicturePlace} place */
  #go(place) {
    const news = !same(place, this.place);
    this.place = place;
    this.#mark();
    if (news) this.flow.offer(place);
  }

  /** @param {PicturePlace} place */
  #send(place) {
    setTimeout(() => this.flow.answer("pause"), PAUSE);
    this.report(place);
    return ["data", "pause"];
  }

  /**
   * Mark the place; on the original what the inspected pixel read.
   *
   * @param {PixelInspection | null} inspected
   */
  draw(inspected) {
    this.#inspected = inspected;
    this.#mark();
  }

  #mark() {
    const region = same(this.#inspected, this.place) ? this.#inspected?.region : null;
    for (const panel of this.#panels) {
      const place = this.#on(panel.index);
      panel.figure.classList.toggle("pointed", place !== null);
      panel.figure.classList.toggle("held", this.held);
      if (place) drawMark(panel, place, (panel.index === 0 && region) || null);
    }
  }
}

/** @type {(one: PicturePlace | null, other: PicturePlace | null) => boolean} */
const same = (one, other) => one?.panel === other?.panel && one?.row === other?.row
  && one?.col === other?.col;

/** @type {(picture: PicturePanel) => Place} */
const middle = ({ width, height }) => ({
  row: Math.floor(height / 2), col: Math.floor(width / 2),
});

/** @type {(panel: Panel, place: Place, region: Region | null) => void} */
function drawMark({ parts: { mark, lines }, shown, panel }, place, region) {
  const box = markOf(region ?? place, shown, panel);
  placeElement(mark, box);
  mark.classList.toggle("read", region !== null);
  lines.style.setProperty("--x", `${box.left + box.width / 2}px`);
  lines.style.setProperty("--y", `${box.top + box.height / 2}px`);
}
