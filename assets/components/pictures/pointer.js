// Pointing at a pixel: by hover, click, touch or keys; marked at the same place on every panel.
import { Flow } from "../_shared/flow.js";
import { across, markOf, moved, pixelAt } from "./place.js";

const PAUSE = 60; // ms between two reports: numbers need not change faster than eyes read
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Pointer {
  constructor(report) {
    this.place = null; // {panel, row, col}
    this.held = false;
    this.report = report;
    this.flow = new Flow((place) => this.#send(place), 300);
  }

  /** Answer the hand on one panel; `panels` is the list of all of them. */
  listen(parts, panels) {
    this.panels = panels;
    const { sheet, index } = parts;
    const at = (event) => {
      const box = sheet.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      return { panel: index, ...pixelAt(point, box, parts.panel) };
    };
    sheet.onpointermove = (event) => {
      if (event.pointerType !== "touch" && !this.held) this.#go(at(event));
    };
    sheet.onclick = (event) => {
      const place = at(event);
      this.held = !(this.held && same(place, this.place));
      this.#go(place);
    };
    sheet.onkeydown = (event) => this.#key(event, parts);
  }

  #key(event, { index, panel }) {
    const arrow = KEYS[event.key];
    if (!arrow && !["Escape", "Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.held = event.key !== "Escape";
    const step = event.shiftKey ? 10 : 1;
    const here = this.#on(index) ?? middle(panel);
    const place = arrow ? moved(here, arrow[0] * step, arrow[1] * step, panel) : here;
    this.#go({ panel: index, ...place });
  }

  /** The place now pointed at, as a pixel of another panel. */
  #on(index) {
    const from = this.panels[this.place?.panel];
    return from ? across(this.place, from.panel, this.panels[index].panel) : null;
  }

  #go(place) {
    const news = !same(place, this.place);
    this.place = place;
    this.draw();
    if (news) this.flow.offer(place);
  }

  #send(place) {
    setTimeout(() => this.flow.answer("pause"), PAUSE);
    this.report(place);
    return ["data", "pause"];
  }

  /** Mark the place on every panel; the region read, where Python named one. */
  draw(region = this.region) {
    this.region = region;
    for (const parts of this.panels ?? []) {
      const place = this.#on(parts.index);
      parts.figure.classList.toggle("pointed", place !== null);
      parts.figure.classList.toggle("held", this.held);
      if (place) drawMark(parts, place, parts.index === 0 && this.#isRead() ? region : null);
    }
  }

  #isRead() {
    return this.region && same(this.region.place, this.place);
  }
}

const same = (one, other) => one?.panel === other?.panel && one?.row === other?.row
  && one?.col === other?.col;

const middle = ({ width, height }) => ({
  row: Math.floor(height / 2), col: Math.floor(width / 2),
});

function drawMark({ mark, lines, shown, panel }, place, region) {
  const { left, top, width, height } = markOf(region ?? place, shown, panel);
  Object.assign(mark.style, {
    left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
  });
  mark.classList.toggle("read", region !== null);
  lines.style.setProperty("--x", `${left + width / 2}px`);
  lines.style.setProperty("--y", `${top + height / 2}px`);
}
