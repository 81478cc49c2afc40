import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EDGE, atLeast, frameOf, layoutOf, placeOf, stretches, unitAt,
} from "../../assets/components/field/places.js";
import { rangeOf, remarkOf, sentenceOf } from "../../assets/components/field/words.js";

const WIDTHS = [280, 358, 420, 560, 600, 716, 1100];

test("pictures and maps have room at every width", () => {
  for (const width of WIDTHS) {
    for (const maps of [1, 2, 3, 8, 12]) {
      const { picture, map } = layoutOf(width, maps);
      assert.ok(2 * picture + 8 <= width + 2 * EDGE, `${width}`);
      assert.ok(2 * map + 8 <= width + 2 * EDGE, `${maps} maps in ${width}: ${map}`);
      assert.ok(map >= 120, `${maps} maps in ${width}: ${map}`);
    }
  }
});

test("a map lies in the middle of its sheet, with room for what hangs over its edge", () => {
  const frame = frameOf({ rows: 10, cols: 20 }, 200 + 2 * EDGE);
  assert.equal(frame.scale, 10);
  assert.deepEqual(placeOf(frame, { row: 0, col: 0, rows: 10, cols: 20 }),
    { left: EDGE, top: EDGE + 50, width: 200, height: 100 });
  assert.deepEqual(placeOf(frame, { row: -2, col: 3, rows: 5, cols: 4 }),
    { left: EDGE + 30, top: EDGE + 30, width: 40, height: 50 });
});

test("a view is never too thin to be seen", () => {
  assert.deepEqual(atLeast({ left: -30, top: 10, width: 50, height: 300 }, 8),
    { left: -30, top: 10, width: 50, height: 300 });
  assert.deepEqual(atLeast({ left: 50, top: 50, width: 2, height: 2 }, 8),
    { left: 47, top: 47, width: 8, height: 8 });
});

test("the unit under a finger lies at the same relative place of the last map", () => {
  const frame = frameOf({ rows: 32, cols: 32 }, 320 + 2 * EDGE);
  const units = { rows: 5, cols: 8 };
  const at = (x, y) => unitAt({ x: x + EDGE, y: y + EDGE }, frame, units);
  assert.deepEqual(at(0, 0), { row: 0, col: 0 });
  assert.deepEqual(at(319, 319), { row: 4, col: 7 });
  assert.deepEqual(at(160, 160), { row: 2, col: 4 });
  assert.deepEqual(at(-50, 900), { row: 4, col: 0 });
});

const table = (...lines) => ({ shape: [lines.length, lines[0].length], values: lines.flat() });

test("cells that are read are found as stretches, holes and all", () => {
  const rows = table([1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 1, 1], [0, 0, 0, 0, 0, 0]);
  assert.deepEqual(stretches(rows, 0), [[0, 2]]);
  assert.deepEqual(stretches(rows, 1), [[0, 0], [2, 2], [4, 5]]);
  assert.deepEqual(stretches(rows, 2), []);
});

test("ranges are counted from one", () => {
  assert.equal(rangeOf("row", [[0, 2]]), "rows 1–3");
  assert.equal(rangeOf("row", [[0, 0], [2, 2]]), "rows 1–3");
  assert.equal(rangeOf("column", [[4, 4]]), "column 5");
  assert.equal(rangeOf("column", []), "no columns");
});

const known = {
  unit: { row: 0, col: 6 }, sees: [3, 3], pixels: 9, rows: [[0, 2]], cols: [[6, 8]], isCut: false,
};

test("a unit's sentence says where it lies and what it sees", () => {
  assert.equal(sentenceOf(known), "The unit in row 1, column 7 of the last map sees 3 × 3 pixels "
    + "of the picture: rows 1–3, columns 7–9.");
  assert.match(sentenceOf({ ...known, isCut: true }), /3 × 3 pixels; on the picture lie rows 1–3, /);
  assert.match(sentenceOf({ ...known, pixels: 0 }), /reads padding alone/);
});

test("borders and holes are said", () => {
  assert.equal(remarkOf(known), "All 9 pixels are read.");
  assert.equal(remarkOf({ ...known, pixels: 6, isCut: true }),
    "Its view hangs over the edge, into padding: 6 of 9 pixels are read.");
  const holes = [[0, 0], [2, 2], [4, 4]];
  assert.equal(remarkOf({ ...known, sees: [5, 5], rows: holes, cols: holes }),
    "It skips some: 9 of 25 pixels are read.");
});
