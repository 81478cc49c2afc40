// Where the reader stands, and the way there. A place is {node, channel, cell}: a whole map while
// `cell` is null, else one value; no place at all is the whole network.
/** @import { Place, Spot } from "./shapes.js" */
/** @import { View } from "./view.js" */
/** @typedef {Place | null | undefined} Maybe */
import { entrance } from "./places.js";

/** @type {Place[]} */
export const HOME = [];

/**
 * Row and column of a value in a map; null for anything else.
 *
 * @type {(place: Place) => Spot | null}
 */
export const spotOf = ({ cell }) => (cell?.length === 3 ? [cell[1], cell[2]] : null);

/** @type {(one: Maybe, other: Maybe) => boolean} */
export const samePlace = (one, other) =>
  one?.node === other?.node && one?.channel === other?.channel
  && String(one?.cell ?? "") === String(other?.cell ?? "");

/** 1 is the whole network, 2 one map, 3 one value. @type {(trail: Place[]) => 1 | 2 | 3} */
export const levelOf = (trail) => (trail.length === 0 ? 1 : trail.at(-1)?.cell ? 3 : 2);

/**
 * Go on to a place; one that lies on the way already is gone back to.
 *
 * @type {(trail: Place[], place: Place) => Place[]}
 */
export function into(trail, place) {
  const before = trail.findIndex((one) => samePlace(one, place));
  return before < 0 ? [...trail, place] : trail.slice(0, before + 1);
}

/** Go to a place beside the last one. @type {(trail: Place[], place: Place) => Place[]} */
export const aside = (trail, place) => into(trail.slice(0, -1), place);

/** Go back one place. @type {(trail: Place[]) => Place[]} */
export const back = (trail) => trail.slice(0, -1);

/**
 * Go back to the place at an index; -1 is the whole network.
 *
 * @type {(trail: Place[], index: number) => Place[]}
 */
export const upTo = (trail, index) => trail.slice(0, index + 1);

/**
 * What is left of a way in another network: the places it has.
 *
 * @type {(trail: Place[], view: View) => Place[]}
 */
export function stillThere(trail, view) {
  const gone = trail.findIndex(({ node, channel, cell }) =>
    !view.has(node) || !view.holds(node, cell ?? [channel]));
  return gone < 0 ? trail : trail.slice(0, gone);
}

/**
 * A place from a link, if the network has it: what opens first.
 *
 * @type {(at: Place | null, view: View) => Place | null}
 */
export function placeFrom(at, view) {
  if (!at || !view.has(at.node)) return null;
  const { node, channel, cell } = at;
  const size = view.isMaps(node) ? 3 : 1;
  const place = { node, channel, cell: cell?.length === size ? cell : null };
  if (!view.holds(node, place.cell ?? [channel])) return null;
  return place.cell ? place : entrance(view, node, channel);
}
