// What is said beside the pictures; every number comes from Python.
const count = (number) => number.toLocaleString("en-GB");
const times = ([rows, cols]) => `${rows} × ${cols}`;

/** "rows 3–7", counted from 1; "row 3" for one, "no rows" where only padding is read. */
export function rangeOf(name, stretches) {
  if (!stretches.length) return `no ${name}s`;
  const [first, last] = [stretches[0][0] + 1, stretches.at(-1)[1] + 1];
  return first === last ? `${name} ${first}` : `${name}s ${first}–${last}`;
}

export const rangesOf = (rows, cols, between) =>
  `${rangeOf("row", rows)}${between}${rangeOf("column", cols)}`;

/** Whether cells are missing between the first and the last. */
export const hasHoles = (stretches) => stretches.length > 1;

/** Where the unit lies and what it sees. */
export function sentenceOf({ unit, sees, rows, cols, pixels, cut }) {
  const who = `The unit in row ${unit.row + 1}, column ${unit.col + 1} of the last map`;
  if (!pixels) return `${who} lies so far outside that it reads padding alone.`;
  const where = rangesOf(rows, cols, ", ");
  if (cut) return `${who} sees ${times(sees)} pixels; on the picture lie ${where}.`;
  return `${who} sees ${times(sees)} pixels of the picture: ${where}.`;
}

/** How many of the pixels it sees are really there, and are really read. */
export function remarkOf({ sees: [high, wide], pixels, rows, cols, cut }) {
  const all = high * wide;
  if (cut) return `Its view hangs over the edge, into padding: ${count(pixels)} of ${count(all)} pixels are read.`;
  const holes = hasHoles(rows) || hasHoles(cols);
  return holes ? `It skips some: ${count(pixels)} of ${count(all)} pixels are read.` : `All ${count(all)} pixels are read.`;
}
