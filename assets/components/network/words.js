// What places and values are called, counted as people count: pure text.
/** @import { Region } from "../_shared/contract.js" */
/** @import { NetworkNode } from "./contract.js" */
/** @import { Place } from "./shapes.js" */
/** @import { View } from "./view.js" */
/** @typedef {Pick<Place, "node" | "channel"> & { cell?: number[] | null }} At */
/** @typedef {Pick<NetworkNode, "name" | "shape">} Shaped */
import { argmax } from "../_shared/arrays.js";
import { NO_ROOM, fit, count, number, percent } from "../_shared/format.js";
import { IMAGE } from "./view.js";

const COLOURS = ["red", "green", "blue"];
export const ROOM = 6; // characters of a number in a cell
export const TIGHT = 5; // and where many cells stand side by side

/** A number in a cell: short, and never taken for zero unless it is. @param {number} value */
export function brief(value, room = ROOM) {
  if (value === 0 || !Number.isFinite(value)) return number(value);
  const text = fit(value, room);
  if (text !== NO_ROOM) return text;
  if (Math.abs(value) >= 1) return number(value, 3);
  const sign = value < 0 ? "−" : "";
  const fixed = Math.abs(value).toFixed(room - 2 - sign.length);
  return Number(fixed) === 0 ? "≈0" : sign + fixed;
}

/** "8 maps", "10 values". @param {Shaped} node */
export function countText({ shape, name }) {
  const [depth] = shape;
  const one = name === IMAGE ? "channel" : shape.length === 3 ? "map" : "value";
  return `${count(depth)} ${one}${depth === 1 ? "" : "s"}`;
}

/**
 * The same of a layer with more maps than are on screen: "65–128 of 200 maps".
 *
 * @type {(node: Shaped, first: number, shown: number) => string}
 */
export function pageText(node, first, shown) {
  const isAll = node.shape.length < 3 || shown === node.shape[0];
  const page = `${count(first + 1)}–${count(first + shown)}`;
  return isAll ? countText(node) : `${page} of ${countText(node)}`;
}

/** "8 × 8", the size of one map; nothing for a vector. @param {Shaped} node */
export const sizeText = ({ shape }) => (shape.length === 3 ? `${shape[1]} × ${shape[2]}` : "");

/**
 * What one map or one value of a vector is called, without its layer.
 *
 * @type {(view: View, name: string, channel: number) => string}
 */
export function unitText(view, name, channel) {
  if (name === IMAGE) {
    const [channels] = view.shape(IMAGE);
    return channels === 3 ? COLOURS[channel] : channels === 1 ? "grey" : `channel ${channel + 1}`;
  }
  if (view.isMaps(name)) return `map ${channel + 1}`;
  return isOfClasses(view, name) ? view.className(channel) : `value ${channel + 1}`;
}

/**
 * Whether the values of a layer stand for the classes.
 *
 * @type {(view: View, name: string) => boolean}
 */
export function isOfClasses(view, name) {
  if (view.isMaps(name) || view.shape(name)[0] !== view.classes?.length) return false;
  return [view.output, view.scores].includes(name);
}

/** "row 3, column 6". @param {number[]} cell */
export const cellText = ([, row, col]) => `row ${row + 1}, column ${col + 1}`;

/** The name of a layer, as the reader calls it. @param {string} name */
export const layerText = (name) => (name === IMAGE ? "picture" : name);

/** A place in full: "conv1, map 4, row 3, column 6". @type {(view: View, place: At) => string} */
export function placeText(view, { node, channel, cell }) {
  const parts = [layerText(node)];
  if (node !== IMAGE || view.shape(IMAGE)[0] > 1) parts.push(unitText(view, node, channel));
  if (cell?.length === 3) parts.push(cellText(cell));
  return parts.join(", ");
}

/** A place in short: "conv1 4 (3, 6)". @type {(view: View, place: At) => string} */
export function shortText(view, { node, channel, cell }) {
  const at = cell?.length === 3 ? ` (${cell[1] + 1}, ${cell[2] + 1})` : "";
  if (node !== IMAGE) {
    return `${node} ${unitText(view, node, channel).replace(/^(map|value) /, "")}${at}`;
  }
  const colour = view.shape(IMAGE)[0] === 3 ? COLOURS[channel] : "";
  return `${colour} ${cell ? "pixel" : colour ? "" : "picture"}${at}`.trim();
}

/**
 * A step of the way; the value of a map just unfolded is only its cell.
 *
 * @type {(view: View, place: At, before?: At | null) => string}
 */
export function crumbText(view, place, before = null) {
  const isOfIt = before && !before.cell && before.node === place.node
    && before.channel === place.channel;
  if (!isOfIt) return shortText(view, place);
  const [, row, col] = place.cell ?? [];
  return row === undefined ? "in numbers" : `(${row + 1}, ${col + 1})`;
}

/** What the network says of the picture, and whether it is right. @param {View} view */
export function verdict(view) {
  const shares = view.values(view.output);
  const guess = argmax(shares);
  const says = `It says ${view.className(guess)}, ${percent(shares[guess])}`;
  const label = view.picture?.label ?? null;
  if (label === null) return { text: `${says}.`, right: null };
  if (label === guess) return { text: `${says}: right.`, right: true };
  return { text: `${says}. It is ${view.className(label)}.`, right: false };
}

/**
 * How much of the picture a value can depend on.
 *
 * @type {(view: View, box: Region, name: string | undefined) => string}
 */
export function seenText(view, box, name) {
  const [, high, wide] = view.shape(IMAGE);
  const { rows, cols } = box;
  if (name === IMAGE) return "This is one pixel of the picture.";
  if (rows === high && cols === wide) return `It sees the whole picture, ${high} × ${wide} pixels.`;
  return `It sees ${rows} × ${cols} of ${high} × ${wide} pixels.`;
}

/**
 * What one value is: "conv1, map 4, row 3, column 6: 0.2531".
 *
 * @type {(view: View, place: At, value: number) => string}
 */
export function valueText(view, place, value) {
  const before = view.unfolded(place.node, place.channel);
  const from = before ? `, from ${shortText(view, { ...before, channel: before.cell[0] })}` : "";
  return `${placeText(view, place)}${from}: ${number(value, 6)}`;
}

/** What one map holds. @type {(view: View, name: string, channel: number) => string} */
export function mapText(view, name, channel) {
  const values = view.map(name, channel);
  if (values.length === 1) return valueText(view, { node: name, channel, cell: null }, values[0]);
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const range = low === high ? `${number(low)} everywhere` : `${number(low)} to ${number(high)}`;
  const place = placeText(view, { node: name, channel, cell: null });
  return `${place}, ${sizeText(view.node(name))}: ${range}`;
}

export const HINTS = {
  1: ["Point at a map to see what it reads. Click to unfold it; Shift and click: one value of it.",
    "Tap a map to unfold it."],
  2: ["Point at any cell. Click it to see that value written out.",
    "Tap a cell to see that value written out."],
  3: ["Click a blue cell: where does that number come from?",
    "Tap a blue cell: where does that number come from?"],
  pixel: ["Here the way ends. Click another pixel, or go back.",
    "Here the way ends. Tap another pixel, or go back."],
};
