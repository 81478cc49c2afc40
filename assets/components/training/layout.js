// How many cards stand in a row, how large maps are: pure arithmetic.
const ROOMY = 116; // px a card needs for a large filter with its buttons beside it
const COMPACT = 66; // and for a small one with its buttons below
const PLANE = 38; // px of a plane, where a filter has several
const TILE = { roomy: 88, compact: 62 };
const CARD = { gap: 8, tools: 36, rim: 6, planes: 4 }; // px between cards, and within one

/**
 * Filters as cards: {columns, tile, compact, tight}, in rows of nearly equal length.
 *
 * @type {(count: number, width: number, planes?: number) => { columns: number, tile: number, compact: boolean, tight: boolean }}
 */
export function layoutFilters(count, width, planes = 1) {
  const compact = planes > 1 || count > Math.floor(width / ROOMY);
  const least = planes > 1 ? planes * PLANE + 16 : compact ? COMPACT : ROOMY;
  const most = Math.max(1, Math.floor(width / least));
  const columns = Math.ceil(count / Math.ceil(count / most));
  const card = (width - CARD.gap * (columns - 1)) / columns;
  const room = card - CARD.rim - CARD.planes * (planes - 1) - (compact ? 0 : CARD.tools);
  const tile = Math.min(TILE[compact ? "compact" : "roomy"], Math.floor(room / planes));
  return { columns, compact, tile, tight: width / columns < ROOMY - 8 };
}

/** @typedef {{ left: number, top: number }} Corner */
/** @typedef {{ tile: number, tall: number, columns: number, rows: number, places: Corner[], height: number }} MapLayout */

const GAP = 6;
const MAP = { least: 40, most: 84, stacked: 60 }; // px; in several rows maps are smaller
export const MOST_MAPS = 16; // of one layer on screen

const BESIDE = 900; // px from which two layers stand side by side
const APART = 24;

/**
 * Layers in one or two columns: {columns, width} of each.
 *
 * @type {(width: number) => { columns: number, width: number }}
 */
export function layoutLayers(width) {
  const columns = width >= BESIDE ? 2 : 1;
  return { columns, width: Math.floor((width - APART * (columns - 1)) / columns) };
}

/**
 * Feature maps of one layer: their size, and every one's place.
 *
 * @type {(count: number, size: [number, number], width: number) => MapLayout}
 */
export function layoutMaps(count, [high, wide], width) {
  const shown = Math.min(count, MOST_MAPS);
  const fits = (/** @type {number} */ across) => Math.floor((width + GAP) / across) - GAP;
  let rows = 1;
  while (rows < shown && fits(Math.ceil(shown / rows)) < MAP.least) rows += 1;
  const columns = Math.ceil(shown / rows);
  const room = Math.min(fits(columns), rows > 1 ? MAP.stacked : MAP.most);
  const tile = wholeCells(wide, room);
  const tall = Math.max(Math.round((tile * high) / wide), 4);
  const places = Array.from({ length: shown }, (_, i) => ({
    left: (i % columns) * (tile + GAP), top: Math.floor(i / columns) * (tall + GAP),
  }));
  return { tile, tall, columns, rows, places, height: rows * (tall + GAP) - GAP };
}

/**
 * The largest size of whole pixels a cell; where that would waste much, just the room.
 *
 * @type {(cells: number, room: number) => number}
 */
function wholeCells(cells, room) {
  const whole = Math.floor(room / cells) * cells;
  return whole >= room * 0.72 ? whole : room;
}

/**
 * The film: how many moments fit, and how large one filter is.
 *
 * @type {(sizes: { moments: number, filters: number, planes: number }, width: number, most?: number) => { tile: number, columns: number, height: number }}
 */
export function layoutHistory({ moments, filters, planes }, width, most = 260) {
  const tile = Math.max(8, Math.min(30, Math.floor(most / filters) - 3));
  const room = Math.max(2, Math.floor((width + 3) / (tile * planes + 3)));
  return { tile, columns: Math.min(moments, room), height: filters * (tile + 3) - 3 };
}
