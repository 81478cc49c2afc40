// The pointer and the keyboard on the whole network: which map, value or cell they mean.
import { cellAfter, cellUnder } from "./cells.js";
import { entrance } from "./places.js";

export class Pointing {
  /** `overview` has sheet, desk and blocks. */
  constructor(overview) {
    this.overview = overview;
    const { sheet, desk } = overview;
    sheet.onpointermove = (event) => isHover(event) && desk.point(this.#placeAt(event));
    sheet.onpointerleave = (event) => isHover(event) && desk.point(null);
    sheet.onclick = (event) => this.#click(event);
    sheet.addEventListener("focusin", ({ target }) =>
      target.matches(":focus-visible") && desk.point(this.#placeOf(target)));
    sheet.addEventListener("keydown", (event) => this.#press(event));
  }

  #click(event) {
    const place = event.detail ? this.#placeAt(event) : this.#placeOf(event.target);
    if (!place) return;
    const { desk } = this.overview;
    const isValue = event.shiftKey && place.cell;
    const chosen = isValue ? place : entrance(desk.view, place.node, place.channel);
    const { cell } = this.overview;
    desk.enter(chosen, cell.hidden || !chosen.cell ? stopOf(event) : cell);
  }

  /** The map or value an element stands for; in a matrix its marked cell. */
  #placeOf(target) {
    const stop = stopOf({ target });
    if (!stop) return null;
    const { node, channel } = stop.dataset;
    return { node, channel: Number(channel), cell: null };
  }

  /** The place under the pointer, down to the cell. */
  #placeAt(event) {
    const place = this.#placeOf(event.target);
    if (!place) return null;
    const { layer, block, sides } = this.overview.blocks.get(place.node);
    const canvas = stopOf(event).querySelector("canvas");
    if (!canvas) return { ...place, cell: [place.channel] };
    const [row, col] = cellUnder(event, canvas, sides);
    if (layer.form === "maps") return { ...place, cell: [place.channel, row, col] };
    const channel = Math.min(row * block.across + col, layer.count - 1);
    return { ...place, channel, cell: [channel] };
  }

  /** Inside a matrix the arrow keys move from value to value. */
  #press(event) {
    const stop = event.target.closest?.("button.matrix");
    if (!stop) return;
    const { block, sides, layer } = this.overview.blocks.get(stop.dataset.node);
    const at = Number(stop.dataset.channel);
    const next = cellAfter([Math.floor(at / block.across), at % block.across], event.key, sides);
    const channel = next && next[0] * block.across + next[1];
    if (next === null || channel >= layer.count) return;
    event.preventDefault();
    stop.dataset.channel = channel;
    this.overview.desk.point({ node: layer.name, channel, cell: [channel] });
  }
}

const stopOf = ({ target }) => target.closest?.("button.stop");
const isHover = ({ pointerType }) => pointerType !== "touch";
