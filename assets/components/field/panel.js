// One panel: a map, the part of it a unit reads, and how a hand moves the unit on it.
import { moved } from "../pictures/place.js";
import { write } from "../pictures/write.js";
import { paintMap, paintSeen, lay, prepared } from "./paint.js";
import { atLeast, frameOf, placeOf, stretches, unitAt } from "./places.js";
import { rangesOf } from "./words.js";

const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 5; // units an arrow key moves with Shift
const LEAST = 7; // px: no outline is smaller

export class Panel {
  constructor(template, role) {
    this.figure = template.content.firstElementChild.cloneNode(true);
    this.role = role;
    this.figure.classList.add(role);
    for (const name of ["title", "knobs", "size", "sheet", "view", "unit", "range"]) {
      this[name] = this.figure.querySelector(`.${name}`);
    }
    this.canvas = this.figure.querySelector("canvas");
  }

  /** Answer mouse, finger and keys; `hand` has `unit`, `units` and `go(unit)`. */
  listen(hand) {
    const { sheet } = this;
    const at = (event) => {
      const box = sheet.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      return unitAt(point, this.frame, hand.units);
    };
    sheet.onpointerdown = (event) => {
      if (event.button) return;
      sheet.setPointerCapture(event.pointerId);
      hand.go(at(event), true);
    };
    sheet.onpointermove = (event) => {
      if (sheet.hasPointerCapture(event.pointerId)) hand.go(at(event), true);
    };
    sheet.onlostpointercapture = () => hand.go(hand.unit, false);
    sheet.onkeydown = (event) => {
      const arrow = KEYS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? FAR : 1;
      const { rows: height, cols: width } = hand.units;
      hand.go(moved(hand.unit, arrow[0] * step, arrow[1] * step, { height, width }), false);
    };
  }

  /** Show another map, or the same one in another size. */
  settle(map, tables, side, said) {
    Object.assign(this, { map, tables, frame: frameOf(map, side) });
    for (const name of ["title", "knobs", "size"]) write(this[name], said[name]);
    const label = [said.title, said.knobs, said.size].filter(Boolean).join(", ");
    this.sheet.setAttribute("aria-label", `${label}. Arrow keys move the unit, with Shift five.`);
    this.figure.style.setProperty("--side", `${side}px`);
  }

  /** Show what a unit reads here. */
  point(unit, theme) {
    const { map, tables, frame } = this;
    const seen = { rows: stretches(tables.rows, unit.row), cols: stretches(tables.cols, unit.col) };
    const [row, col] = [tables.top.values[unit.row], tables.left.values[unit.col]];
    const box = placeOf(frame, { row, col, rows: map.sees[0], cols: map.sees[1] });
    put(this.view, atLeast(box, LEAST));
    const cut = row < 0 || col < 0 || row + map.sees[0] > map.rows || col + map.sees[1] > map.cols;
    this.figure.classList.toggle("cut", cut);
    this.unit.hidden = this.role !== "last";
    this.view.hidden = !this.unit.hidden;
    put(this.unit, atLeast(box, LEAST));
    this.#paint(seen, theme);
    write(this.range, rangesOf(seen.rows, seen.cols, "\n"));
    return { ...seen, cut };
  }

  #paint(seen, theme) {
    const context = prepared(this.canvas, this.frame.side);
    if (this.role === "sees") paintSeen(context, this.frame, this.cells, seen, theme);
    else if (this.role === "weighs") lay(context, this.frame, this.cells);
    else paintMap(context, this.frame, seen, theme);
  }
}

const put = ({ style }, { left, top, width, height }) => Object.assign(style, {
  left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
});
