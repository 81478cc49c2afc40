// A value made of one cell alone: the map that holds the cell, and the number in it.
/** @import { ValueMessage } from "./contract.js" */
/** @import { Desk, Spot } from "./shapes.js" */
/** @import { View } from "./view.js" */
import { newElement } from "../_shared/dom.js";
import { Channels, placeIn } from "./channels.js";
import { Sheet } from "./sheet.js";
import { spotOf } from "./trail.js";
import { shortText } from "./words.js";

const MAP = { wide: 200, narrow: 132 }; // px
const NARROW = 520; // px of a room

/**
 * Whether a value reads one cell of one map, and nothing weighs it.
 *
 * @type {(view: View, message: ValueMessage) => boolean}
 */
export const isSingle = (view, { parts, arrays }) =>
  parts.length === 1 && !arrays.weights[0] && arrays.windows[0].values.length === 1
  && view.isMaps(parts[0].source) && Math.max(...view.sides(parts[0].source)) > 1;

export class Single {
  /**
   * @param {Desk} desk
   * @param {ValueMessage} message
   */
  constructor(desk, message) {
    const { view, room } = desk;
    this.desk = desk;
    this.channels = new Channels(desk, message);
    const { least, size } = this.channels;
    this.place = placeIn(view, message.parts[0], 0);
    this.least = least;
    this.size = size;
    this.isLong = false;
    this.element = newElement("div", "single");
    this.sheet = this.#map(room.width < NARROW ? MAP.narrow : MAP.wide);
    const arrow = newElement("span", "sign", "→");
    this.element.append(this.sheet.element, arrow, this.channels.element);
  }

  /** @param {ValueMessage} message */
  show(message) {
    const { painter, view } = this.desk;
    const { node, channel } = this.place;
    painter.map(this.sheet.canvas, view, node, channel);
    this.sheet.light(spotOf(this.place));
    return this.channels.show(message);
  }

  /**
   * The map it was taken from: click another cell to see where that one comes from.
   *
   * @param {number} width
   */
  #map(width) {
    const { desk, place } = this;
    const at = (/** @type {Spot} */ [row, col]) => ({ ...place, cell: [place.channel, row, col] });
    const sheet = new Sheet({
      role: "input", title: shortText(desk.view, { ...place, cell: null }), width, place,
      sides: desk.view.sides(place.node),
      point: (cell) => desk.point(cell && at(cell)),
      pick: (cell, own) => desk.enter(at(cell), own.cellElement),
    });
    sheet.cursor = spotOf(place) ?? [0, 0];
    return sheet;
  }
}
