// The pointer and the keyboard on the whole network: which map, value or cell they mean.
/** @import { Overview } from "./overview.js" */
/** @import { Place } from "./shapes.js" */
import { cellAfter, cellUnder } from "./cells.js";
import { entrance } from "./places.js";

export class Pointing {
  /** `overview` has sheet, desk and blocks. @param {Overview} overview */
  constructor(overview) {
    this.overview = overview;
    const { sheet, desk } = overview;
    sheet.onpointermove = (event) => isHover(event) && desk.point(this.#placeAt(event));
    sheet.onpointerleave = (event) => isHover(event) && desk.point(null);
    sheet.onclick = (event) => this.#click(event);
    sheet.addEventListener("focusin", (event) => {
      const { target } = event;
      if (target instanceof Element && target.matches(":focus-visible")) {
        desk.point(this.#placeOf(event));
      }
    });
    sheet.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const place = event.detail ? this.#placeAt(event) : this.#placeOf(event);
    if (!place) return;
    const { desk } = this.overview;
    const isValue = event.shiftKey && place.cell;
    const chosen = isValue ? place : entrance(desk.view, place.node, place.channel);
    const { cell } = this.overview;
    desk.enter(chosen, cell.hidden || !chosen.cell ? stopOf(event) : cell);
  }

  /**
   * The map or value an element stands for; in a matrix its marked cell.
   *
   * @type {(event: Event) => Place | null}
   */
  #placeOf(event) {
    const stop = stopOf(event);
    if (!stop) return null;
    const { node = "", channel } = stop.dataset;
    return { node, channel: Number(channel), cell: null };
  }

  /** The place under the pointer, down to the cell. @type {(event: MouseEvent) => Place | null} */
  #placeAt(event) {
    const place = this.#placeOf(event);
    const parts = place && this.overview.blocks.get(place.node);
    if (!parts) return null;
    const { layer, block, sides } = parts;
    const canvas = stopOf(event)?.querySelector("canvas");
    if (!canvas) return { ...place, cell: [place.channel] };
    const [row, col] = cellUnder(event, canvas, sides);
    if (layer.form === "maps") return { ...place, cell: [place.channel, row, col] };
    const channel = Math.min(row * (block.across ?? 1) + col, layer.count - 1);
    return { ...place, channel, cell: [channel] };
  }

  /** Inside a matrix the arrow keys move from value to value. @param {KeyboardEvent} event */
  #press(event) {
    const stop = stopOf(event);
    const parts = this.overview.blocks.get(stop?.dataset.node ?? "");
    if (!stop || parts?.layer.form !== "matrix") return;
    const { block: { across = 1 }, sides, layer } = parts;
    const at = Number(stop.dataset.channel);
    const next = cellAfter([Math.floor(at / across), at % across], event.key, sides);
    const channel = next ? next[0] * across + next[1] : layer.count;
    if (channel >= layer.count) return;
    event.preventDefault();
    stop.dataset.channel = String(channel);
    this.overview.desk.point({ node: layer.name, channel, cell: [channel] });
  }
}

/** The map or value an event happened on. @type {(event: Event) => HTMLElement | null} */
const stopOf = ({ target }) =>
  (target instanceof Element ? target.closest("button.stop") : null);

/** @param {PointerEvent} event */
const isHover = ({ pointerType }) => pointerType !== "touch";
