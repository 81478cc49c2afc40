// What is known of the training: every frame renews it, and what did not change stays the same
// object, so that each part can tell at a glance whether it has to be drawn again.
const KEPT = { // arrays sent only when a number in the header has changed
  confusion_id: [
    "confusion", "mistakes", "mistake_labels", "mistake_guesses", "mistake_sure", "mistake_index",
  ],
  film_id: ["film", "film_step"],
};

export const NO_FRAME = Object.freeze({ arrays: {}, maps: [] });

/** The view after one more message. */
export function mergeFrame(before, { arrays: { maps = [], ...arrays }, ...header }) {
  if (header.frame === undefined) return answered(before, header, arrays);
  const { arrays: old, maps: oldMaps, ...known } = before;
  const cell = header.cell === undefined ? known.cell : header.cell;
  const fresh = Object.fromEntries(Object.entries({ ...header, cell })
    .map(([name, value]) => [name, sameJson(known[name], value) ? known[name] : value]));
  const next = { ...held(before, header), ...arrays };
  if (!next.cell && cell && old.cell) next.cell = old.cell;
  const kept = Object.fromEntries(Object.entries(next)
    .map(([name, array]) => [name, sameArray(old[name], array) ? old[name] : array]));
  return { ...fresh, arrays: kept, maps: mapsOf(maps, oldMaps) };
}

/** An answer between two frames: only the images of a cell are new. */
const answered = (before, header, arrays) =>
  ({ ...before, ...header, arrays: { ...before.arrays, ...arrays } });

/** Arrays that were not sent because they are still true. */
function held(before, header) {
  const still = Object.entries(KEPT).filter(([id]) => before[id] === header[id]);
  const names = still.flatMap(([, arrays]) => arrays).filter((name) => before.arrays[name]);
  return Object.fromEntries(names.map((name) => [name, before.arrays[name]]));
}

/** The maps of every layer that has some; what has not changed stays the same object. */
function mapsOf(sent, before) {
  const found = sent.map((planes, layer) => {
    const old = before.find((one) => one.layer === layer);
    return old && sameArray(old.planes, planes) ? old : { layer, planes };
  }).filter(({ planes }) => planes);
  return found.length === before.length && found.every((one, i) => one === before[i])
    ? before : found;
}

const sameJson = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other);

function sameArray(one, other) {
  if (!one || !other || one.values.length !== other.values.length) return false;
  if (one.shape.join() !== other.shape.join()) return false;
  for (let i = 0; i < one.values.length; i += 1) {
    if (one.values[i] !== other.values[i]) return false;
  }
  return true;
}
