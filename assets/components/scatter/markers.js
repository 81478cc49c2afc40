// A shape for each class, so that colour is never all that tells classes apart.
/** @typedef {CanvasRenderingContext2D} G */
/** @typedef {Iterable<ArrayLike<number> & Iterable<number>>} Places */
/** @typedef {{ mark: string, places: Places, radius: number, colour: string, width?: number }} Markers */

const TURN = 2 * Math.PI;

/**
 * The corners of a regular polygon, or of a star when `inner` is less than 1.
 *
 * @type {(count: number, turn?: number, inner?: number) => number[][]}
 */
function corners(count, turn = 0, inner = 1) {
  const many = inner < 1 ? 2 * count : count;
  return Array.from({ length: many }, (_, i) => {
    const radius = i % 2 && inner < 1 ? inner : 1;
    const angle = TURN * (i / many + turn) - TURN / 4;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** @type {(turn: number) => number[][]} */
const cross = (turn) => corners(4, turn, 0.3);
/** @type {Record<string, number[][]>} */
const POLYGONS = {
  square: corners(4, 1 / 8),
  triangle: corners(3),
  diamond: corners(4),
  cross: cross(1 / 8),
  plus: cross(0),
  star: corners(5, 0, 0.42),
  down: corners(3, 1 / 2),
  bar: [[-1, -0.45], [1, -0.45], [1, 0.45], [-1, 0.45]],
  box: corners(4, 1 / 8),
};
const HOLLOW = "box";

/**
 * Put the outline of a mark around a point; `radius` in the canvas's own units.
 *
 * @type {(g: Pick<G, "moveTo" | "lineTo" | "arc" | "closePath">, mark: string, x: number, y: number, radius: number) => void}
 */
export function traceMarker(g, mark, x, y, radius) {
  const polygon = POLYGONS[mark];
  if (!polygon) {
    g.moveTo(x + radius * 0.9, y);
    g.arc(x, y, radius * 0.9, 0, TURN);
    return;
  }
  polygon.forEach(([across, down], i) =>
    g[i ? "lineTo" : "moveTo"](x + 1.15 * radius * across, y + 1.15 * radius * down));
  g.closePath();
}

/** Draw marks of one class in one go. @type {(g: G, markers: Markers) => void} */
export function drawMarkers(g, { mark, places, radius, colour, width = 1.75 }) {
  g.beginPath();
  for (const [x, y] of places) traceMarker(g, mark, x, y, radius);
  if (mark === HOLLOW) {
    Object.assign(g, { strokeStyle: colour, lineWidth: width });
    g.stroke();
  } else {
    g.fillStyle = colour;
    g.fill();
  }
}

/**
 * Rings around places.
 *
 * @type {(g: G, places: Places, radius: number, colour: string, width?: number) => void}
 */
export function drawRings(g, places, radius, colour, width = 1.5) {
  Object.assign(g, { strokeStyle: colour, lineWidth: width });
  g.beginPath();
  for (const [x, y] of places) {
    g.moveTo(x + radius, y);
    g.arc(x, y, radius, 0, TURN);
  }
  g.stroke();
}

/**
 * Two rings around what was taken for another, with light around them.
 *
 * @type {(g: G, places: Places, scale: number, colour: string, halo: string) => void}
 */
export function drawMistakes(g, places, scale, colour, halo) {
  drawRings(g, places, 8.5 * scale, halo, 7 * scale);
  for (const radius of [7, 10]) drawRings(g, places, radius * scale, colour, 2 * scale);
}

/**
 * Crosshairs around a place: lines with a gap in the middle, and light around them.
 *
 * @type {(g: G, x: number, y: number, scale: number, colour: string, halo: string) => void}
 */
export function drawCrosshair(g, x, y, scale, colour, halo) {
  for (const [strokeStyle, lineWidth] of [[halo, 8 * scale], [colour, 4 * scale]]) {
    Object.assign(g, { strokeStyle, lineWidth });
    g.beginPath();
    for (const [across, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      g.moveTo(x + 8 * scale * across, y + 8 * scale * down);
      g.lineTo(x + 22 * scale * across, y + 22 * scale * down);
    }
    g.stroke();
  }
}
