// The end of the way: one pixel among its neighbours, in every channel of the picture.
/** @import { Desk, Place } from "./shapes.js" */
import { newElement } from "../_shared/dom.js";
import { number } from "../_shared/format.js";
import { onHover } from "./cells.js";
import { Grid, fitsLarge } from "./grid.js";
import { spotOf } from "./trail.js";
import { IMAGE } from "./view.js";
import { ROOM, unitText } from "./words.js";

const AROUND = { wide: 3, narrow: 2 }; // rows and columns shown on every side
const NARROW = 520;

export class Pixel {
  /**
   * @param {Desk} desk
   * @param {Place} place
   */
  constructor(desk, place) {
    this.desk = desk;
    this.isLong = false;
    const { view, room } = desk;
    const [row, col] = spotOf(place) ?? [0, 0];
    this.place = { ...place, row, col };
    const around = room.width < NARROW ? AROUND.narrow : AROUND.wide;
    this.element = newElement("div", "blocks");
    const [depth, rows, cols] = view.shape(IMAGE);
    this.down = spanOf(row, rows, around);
    this.along = spanOf(col, cols, around);
    this.least = ROOM;
    const isLarge = depth === 1 && fitsLarge(room.width, this.along.length);
    /** @type {"large" | "usual"} */
    this.size = isLarge ? "large" : "usual";
    this.grids = Array.from({ length: depth }, (_, channel) => this.#grid(channel));
  }

  /** Bring the numbers on screen; gives the length of the longest. */
  show() {
    const { view, painter } = this.desk;
    return Math.max(...this.grids.map(({ grid, channel, cells }) => grid.show(
      cells.map((cell) => view.read(IMAGE, cell)),
      (value) => painter.fill(view, IMAGE, channel, value))));
  }

  /** What stands under it: the pixel's value in every channel. */
  get total() {
    const { row, col } = this.place;
    const { view } = this.desk;
    const said = this.grids.map(({ channel }) =>
      `${unitText(view, IMAGE, channel)} ${number(view.read(IMAGE, [channel, row, col]))}`);
    return said.join(" · ");
  }

  /** The numbers of its rows and columns stand beside a grid. @param {HTMLElement} grid */
  #ruled(grid) {
    const ruled = newElement("div", "ruled");
    for (const [name, places] of Object.entries({ across: this.along, down: this.down })) {
      const ruler = newElement("div", name);
      ruler.append(...places.map((place) => newElement("span", "", String(place + 1))));
      ruled.append(ruler);
    }
    ruled.style.setProperty("--cols", String(this.along.length));
    ruled.append(grid);
    return ruled;
  }

  /** @param {number} channel */
  #grid(channel) {
    const { desk, place } = this;
    const cells = this.down.flatMap((row) => this.along.map((col) => [channel, row, col]));
    const here = cells.findIndex(([, row, col]) => row === place.row && col === place.col);
    const grid = new Grid({
      role: "input", cells: [this.down.length, this.along.length],
      dress: (element, i) => {
        const to = { node: IMAGE, channel, cell: cells[i] };
        element.onclick = () => desk.enter(to, element, true);
        element.onfocus = () => element.matches(":focus-visible") && desk.point(to);
        onHover(element, () => desk.point(to), () => desk.point(null));
        Object.assign(element.dataset, { node: IMAGE, cell: cells[i].join() });
      },
    });
    grid.choose([here]);
    const section = newElement("section", "channel");
    section.append(newElement("h3", "of-picture", unitText(desk.view, IMAGE, channel)),
      this.#ruled(grid.element));
    this.element.append(section);
    return { grid, channel, cells };
  }
}

/**
 * The places around one, as many as there are.
 *
 * @type {(place: number, size: number, around: number) => number[]}
 */
export function spanOf(place, size, around) {
  const first = Math.max(Math.min(place - around, size - 2 * around - 1), 0);
  return Array.from({ length: Math.min(2 * around + 1, size) }, (_, i) => first + i);
}
