import assert from "node:assert/strict";
import { test } from "node:test";
import { histogramBars, markAt } from "../../assets/components/_shared/histogram.js";
import { fitInto, magnified } from "../../assets/components/_shared/picture_size.js";
import { cellsOf, layoutPanels } from "../../assets/components/pictures/layout.js";
import {
  markOf, movedPlace, pixelAt, sameRelativePlace,
} from "../../assets/components/_shared/place.js";
import { sourcesOf } from "../../assets/components/pictures/picture_sources.js";

const square = { width: 512, height: 512 };
const many = (count, picture = square) => Array(count).fill(picture);

test("a picture keeps its shape inside its frame", () => {
  assert.deepEqual(fitInto({ width: 400, height: 300 }, { width: 1920, height: 1080 }),
    { width: 400, height: 225 });
});

test("a picture one pixel wide can still be seen and pointed at", () => {
  assert.deepEqual(fitInto({ width: 400, height: 300 }, { width: 1, height: 5000 }),
    { width: 12, height: 300 });
  assert.deepEqual(fitInto({ width: 400, height: 300 }, { width: 5000, height: 1 }),
    { width: 400, height: 12 });
  assert.deepEqual(fitInto({ width: 400, height: 300 }, { width: 1, height: 1 }),
    { width: 48, height: 48 });
});

test("two pictures stand side by side where there is room", () => {
  assert.equal(layoutPanels({ width: 900, height: 540 }, many(2)).columns, 2);
});

test("before and after stay side by side on any board of 460 pixels, however tall", () => {
  for (const picture of [square, { width: 480, height: 320 }, { width: 5000, height: 1 }]) {
    for (const width of [460, 517, 749, 1100]) {
      for (const height of [280, 460, 600, 640]) {
        assert.equal(layoutPanels({ width, height }, many(2, picture)).columns, 2);
      }
    }
  }
});

test("three to five pictures leave no more than one place of their grid empty", () => {
  const columns = (width) => [3, 4, 5].map((count) =>
    layoutPanels({ width, height: 600 }, many(count, { width: 480, height: 320 })).columns);
  assert.deepEqual(columns(517), [2, 2, 2]);
  assert.deepEqual(columns(749), [2, 2, 3]);
});

test("one picture fills the width, or the height", () => {
  const { sizes } = layoutPanels({ width: 749, height: 600 }, [{ width: 480, height: 320 }]);
  assert.deepEqual(sizes, [{ width: 749, height: 499 }]);
});

test("wide pictures on a telephone stand one under the other", () => {
  const wide = { width: 1920, height: 1080 };
  assert.equal(layoutPanels({ width: 358, height: 500 }, many(2, wide)).columns, 1);
});

test("every arrangement fits the width it was given", () => {
  for (const picture of [square, { width: 1, height: 5000 }, { width: 5000, height: 1 }]) {
    for (let count = 1; count <= 5; count += 1) {
      for (const width of [200, 358, 700, 1100]) {
        const { columns, frame } = layoutPanels({ width, height: 540 }, many(count, picture));
        assert.ok(columns * frame.width + (columns - 1) * 16 <= width, `${count} in ${width}`);
      }
    }
  }
});

test("pixels become squares only where they are magnified", () => {
  assert.ok(magnified({ width: 480 }, { width: 10 }));
  assert.ok(!magnified({ width: 512 }, { width: 512 }));
});

test("the inspector's grids stand side by side until their numbers would not fit", () => {
  assert.equal(cellsOf(358, 3, 3).stacked, false);
  assert.equal(cellsOf(358, 7, 7).stacked, true);
  assert.ok(7 * cellsOf(358, 7, 7).cell <= 358);
});

test("the pointer names the pixel it is over, also on the last edge", () => {
  const size = { width: 100, height: 50 };
  const picture = { width: 10, height: 5 };
  assert.deepEqual(pixelAt({ x: 0, y: 0 }, size, picture), { row: 0, col: 0 });
  assert.deepEqual(pixelAt({ x: 29.9, y: 10 }, size, picture), { row: 1, col: 2 });
  assert.deepEqual(pixelAt({ x: 100, y: 50 }, size, picture), { row: 4, col: 9 });
  assert.deepEqual(pixelAt({ x: -3, y: 51 }, size, picture), { row: 4, col: 0 });
});

test("the same place is found on a picture of half the size, and back within two pixels", () => {
  const half = { width: 256, height: 200 };
  const full = { width: 512, height: 400 };
  assert.deepEqual(sameRelativePlace({ row: 301, col: 77 }, full, half), { row: 150, col: 38 });
  const back = sameRelativePlace({ row: 150, col: 38 }, half, full);
  assert.ok(Math.abs(back.row - 301) < 2 && Math.abs(back.col - 77) < 2);
});

test("every pixel finds itself on a picture of the same size", () => {
  const picture = { width: 37, height: 11 };
  for (let row = 0; row < 11; row += 1) {
    for (let col = 0; col < 37; col += 1) {
      assert.deepEqual(sameRelativePlace({ row, col }, picture, picture), { row, col });
    }
  }
});

test("arrow keys stop at the edges of the picture", () => {
  assert.deepEqual(movedPlace({ row: 0, col: 5 }, -1, 10, { width: 8, height: 8 }), { row: 0, col: 7 });
});

test("a mark covers the pixels it means, and is never too small to see", () => {
  const size = { width: 400, height: 400 };
  assert.deepEqual(markOf({ row: 1, col: 2, rows: 3, cols: 3 }, size, { width: 10, height: 10 }),
    { left: 80, top: 40, width: 120, height: 120 });
  assert.deepEqual(markOf({ row: 200, col: 200 }, size, { width: 400, height: 400 }),
    { left: 196, top: 196, width: 9, height: 9 });
});

test("bars say what black and white cannot show", () => {
  const roles = histogramBars([1, 4, 0], -255, 510).map(({ role }) => role);
  assert.deepEqual(roles, ["negative", "shown", "positive"]);
  assert.deepEqual(histogramBars([1, 4, 0], 0, 3).map(({ height }) => height), [0.5, 1, 0]);
});

test("an empty histogram has no height, not a broken one", () => {
  assert.deepEqual(histogramBars([0, 0], 0, 255).map(({ height }) => height), [0, 0]);
});

test("marks stand where their value is, or not at all", () => {
  assert.equal(markAt(0, -100, 300), 0.25);
  assert.equal(markAt(255, 0, 200), null);
});

const message = (stamp, format, bytes) => ({
  version: 1,
  panels: [{ format, stamp }],
  arrays: { pictures: [bytes ? { values: Uint8Array.from(bytes) } : null] },
});

test("a picture of the same stamp is the one that was there, decoded already", () => {
  const first = sourcesOf(message(1, "jpeg", [1, 2, 3]), []);
  const [equal] = sourcesOf(message(1, "jpeg", [1, 2, 3]), first);
  const [other] = sourcesOf(message(2, "jpeg", [1, 2, 4]), first);
  assert.equal(equal, first[0]);
  assert.notEqual(other, first[0]);
});

test("a picture told to stay stays, if it is of that stamp", () => {
  const first = sourcesOf(message(1, "jpeg", [1, 2, 3]), []);
  assert.deepEqual(sourcesOf(message(1, "keep"), first), first);
  assert.deepEqual(sourcesOf(message(2, "keep"), first), [null]);
  assert.deepEqual(sourcesOf(message(1, "keep"), []), [null]);
});
