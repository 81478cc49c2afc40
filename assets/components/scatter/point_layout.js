// Where points lie on the canvas, and which is meant.
/** @typedef {(x: number, y: number) => [number, number]} Put */
/** @typedef {(index: number) => boolean} Counts */

import { ARROWS } from "../_shared/place.js";

const ROOM = 22; // px around all points

/**
 * Places in CSS pixels, x and y in turn, all inside, both axes to the same scale.
 *
 * @type {(points: ArrayLike<number>, width: number, height: number) => { places: Float32Array, put: Put }}
 */
export function layoutPoints(points, width, height) {
  const ends = [0, 1].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < points.length; i += 2) {
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    return [low, high];
  });
  const [across, down] = ends.map(([low, high]) => high - low || 1);
  const scale = Math.min((width - 2 * ROOM) / across, (height - 2 * ROOM) / down);
  const [x, y] = ends.map(([low, high]) => (low + high) / 2);
  /** @type {Put} */
  const put = (horizontal, vertical) =>
    [width / 2 + (horizontal - x) * scale, height / 2 - (vertical - y) * scale];
  const places = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) places.set(put(points[i], points[i + 1]), i);
  return { places, put };
}

/**
 * The nearest point that counts within so many pixels; -1 if there is none.
 *
 * @type {(places: ArrayLike<number>, x: number, y: number, reach: number, counts?: Counts) => number}
 */
export function nearestPoint(places, x, y, reach, counts = () => true) {
  let [best, least] = [-1, reach * reach];
  for (let i = 0; 2 * i < places.length; i += 1) {
    const distance = (places[2 * i] - x) ** 2 + (places[2 * i + 1] - y) ** 2;
    if (distance <= least && counts(i)) [best, least] = [i, distance];
  }
  return best;
}

/**
 * The point an arrow key leads to: the nearest in that quarter; undefined for other keys.
 *
 * @type {(key: string, places: ArrayLike<number>, from: number, counts?: Counts) => number | undefined}
 */
export function pointByKey(key, places, from, counts = () => true) {
  const arrow = ARROWS[key];
  if (!arrow) return undefined;
  const [downwards, rightwards] = arrow;
  let [best, least] = [from, Infinity];
  for (let i = 0; 2 * i < places.length; i += 1) {
    const [x, y] = [places[2 * i] - places[2 * from], places[2 * i + 1] - places[2 * from + 1]];
    const ahead = x * rightwards + y * downwards;
    const aside = Math.abs(x * downwards) + Math.abs(y * rightwards);
    const far = ahead + 2 * aside;
    if (ahead > 0 && aside <= ahead && far < least && counts(i)) [best, least] = [i, far];
  }
  return best;
}
