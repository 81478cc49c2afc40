// Where the reader stands, and the way there. A place is {node, channel, cell}: a whole map while
// `cell` is null, else one value; no place at all is the whole network.
import { entrance } from "./places.js";

export const HOME = Object.freeze([]);

export const samePlace = (one, other) =>
  one?.node === other?.node && one?.channel === other?.channel
  && String(one?.cell ?? "") === String(other?.cell ?? "");

/** 1 is the whole network, 2 one map, 3 one value. */
export const levelOf = (trail) => (trail.length === 0 ? 1 : trail.at(-1).cell ? 3 : 2);

/** Go on to a place; one that lies on the way already is gone back to. */
export function into(trail, place) {
  const before = trail.findIndex((one) => samePlace(one, place));
  return before < 0 ? [...trail, place] : trail.slice(0, before + 1);
}

/** Go to a place beside the last one. */
export const aside = (trail, place) => into(trail.slice(0, -1), place);

/** Go back one place. */
export const back = (trail) => trail.slice(0, -1);

/** Go back to the place at an index; -1 is the whole network. */
export const upTo = (trail, index) => trail.slice(0, index + 1);

/** What is left of a way in another network: the places it has. */
export function stillThere(trail, view) {
  const gone = trail.findIndex(({ node, channel, cell }) =>
    !view.has(node) || !view.holds(node, cell ?? [channel]));
  return gone < 0 ? trail : trail.slice(0, gone);
}

/** A place from a link, if the network has it: what opens first. */
export function placeFrom(at, view) {
  if (!at || typeof at !== "object" || !view.has(at.node)) return null;
  const cell = Array.isArray(at.cell) && at.cell.every(Number.isInteger) ? at.cell : null;
  const channel = Number.isInteger(at.channel) ? at.channel : cell?.[0];
  if (!Number.isInteger(channel)) return null;
  const size = view.isMaps(at.node) ? 3 : 1;
  const place = { node: at.node, channel, cell: cell?.length === size ? cell : null };
  if (!view.holds(at.node, place.cell ?? [channel])) return null;
  return place.cell ? place : entrance(view, at.node, channel);
}
