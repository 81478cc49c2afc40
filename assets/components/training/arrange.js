// How many cards stand in a row, how large maps are: pure arithmetic.
const ROOMY = 116; // px a filter's card needs for words on its buttons
const COMPACT = 66; // and for symbols only
const TILE = { roomy: 88, compact: 62 };

/** Filters as cards: {columns, tile, compact}, in rows of nearly equal length. */
export function cards(count, width, planes = 1) {
  const wide = ROOMY * Math.max(1, planes * 0.75);
  const compact = count > Math.floor(width / wide);
  const least = compact ? COMPACT * Math.max(1, planes * 0.75) : wide;
  const most = Math.max(1, Math.floor(width / least));
  const columns = Math.ceil(count / Math.ceil(count / most));
  const tile = Math.min(TILE[compact ? "compact" : "roomy"], Math.floor(width / columns / planes) - 8);
  return { columns, tile, compact };
}

const GAP = 6;
const MAP = { most: 72, least: 30 };
export const MOST_MAPS = 32; // of one layer on screen

/** Feature maps of one layer: {tile, high, columns, rows, places, height}. */
export function tiles(count, [high, wide], width) {
  const shown = Math.min(count, MOST_MAPS);
  const fits = Math.floor((width + GAP) / shown) - GAP;
  const room = Math.min(Math.max(fits, MAP.least), MAP.most, width);
  const tile = wholeCells(wide, room);
  const columns = Math.max(1, Math.min(shown, Math.floor((width + GAP) / (tile + GAP))));
  const rows = Math.ceil(shown / columns);
  const tall = Math.max(Math.round((tile * high) / wide), 4);
  const places = Array.from({ length: shown }, (_, i) => ({
    left: (i % columns) * (tile + GAP), top: Math.floor(i / columns) * (tall + GAP),
  }));
  return { tile, tall, columns, rows, places, height: rows * (tall + GAP) - GAP };
}

/** The largest size of whole pixels a cell; where that would waste much, just the room. */
function wholeCells(cells, room) {
  const whole = Math.floor(room / cells) * cells;
  return whole >= room * 0.72 ? whole : room;
}

/** The film: how many moments fit, and how large one filter is. */
export function reel({ moments, filters, planes }, width, most = 260) {
  const tile = Math.max(8, Math.min(30, Math.floor(most / filters) - 3));
  const room = Math.max(2, Math.floor((width + 3) / (tile * planes + 3)));
  return { tile, columns: Math.min(moments, room), height: filters * (tile + 3) - 3 };
}
