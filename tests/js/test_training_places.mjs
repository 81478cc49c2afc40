import assert from "node:assert/strict";
import { test } from "node:test";
import {
  MOST_MAPS, layoutFilters, layoutHistory, layoutLayers, layoutMaps,
} from "../../assets/components/training/layout.js";
import {
  cellAfterKey, cellAt, layoutMatrix, rowShares,
} from "../../assets/components/training/confusion_layout.js";
import {
  currentSnapshot, nearestPoint, otherRunText, snapshotByKey, snapshotPoints, snapshotText,
} from "../../assets/components/training/snapshot_points.js";
import {
  axisRanges, chartFrame, chartLines, nearestStep, valuesAt,
} from "../../assets/components/training/chart_series.js";
import { maxAbs } from "../../assets/components/_shared/arrays.js";
import {
  picturePixels, signedPixels, signedTable,
} from "../../assets/components/_shared/pixels.js";

const WIDTHS = [300, 334, 696, 900, 966, 1116];

test("eight filters stand in one row with large tiles, thirty-two in rows of equal length", () => {
  assert.deepEqual(layoutFilters(8, 1116), { columns: 8, compact: false, tight: false, tile: 88 });
  const many = layoutFilters(32, 1116);
  assert.equal(many.columns, 16);
  assert.ok(many.compact && many.tight);
});

test("filters and their planes fit the room they have", () => {
  for (const width of WIDTHS) {
    for (const planes of [1, 3]) {
      for (const count of [1, 4, 8, 13, 16, 32, 64]) {
        const { columns, tile, compact } = layoutFilters(count, width, planes);
        assert.ok(tile >= 20, `${tile} px`);
        const card = planes * (tile + 4) + 2 + (compact ? 0 : 6 + 30); // its rim, its buttons
        assert.ok(columns * (card + 8) - 8 <= width, `${count} x ${planes} in ${width}`);
      }
    }
  }
});

test("maps fit, none lies over another, and a few stand in one row", () => {
  for (const width of WIDTHS) {
    for (const [count, side] of [[1, 28], [6, 24], [8, 6], [16, 28], [16, 5], [64, 3]]) {
      const { tile, tall, places, height, rows } = layoutMaps(count, [side, side], width);
      assert.equal(places.length, Math.min(count, MOST_MAPS));
      assert.ok(places.every(({ left, top }) => left + tile <= width && top + tall <= height));
      assert.equal(new Set(places.map(({ left, top }) => `${left},${top}`)).size, places.length);
      if (count <= 8 && width >= 696) assert.equal(rows, 1);
    }
  }
});

test("layers stand side by side where there is room", () => {
  assert.deepEqual(layoutLayers(1116), { columns: 2, width: 546 });
  assert.deepEqual(layoutLayers(696), { columns: 1, width: 696 });
});

test("a map's cells are whole pixels where that wastes little", () => {
  assert.equal(layoutMaps(16, [28, 28], 1116).tile, 56);
  assert.equal(layoutMaps(8, [6, 6], 1116).tile % 6, 0);
  const { tile, tall } = layoutMaps(4, [6, 12], 1116);
  assert.equal(tall, tile / 2);
});

test("the film keeps to its height and thins its moments to its width", () => {
  const { tile, columns, height } = layoutHistory({ moments: 24, filters: 8, planes: 1 }, 620);
  assert.ok(height <= 260 && columns * (tile + 3) <= 623);
  assert.ok(layoutHistory({ moments: 24, filters: 16, planes: 3 }, 330).columns < 24);
  assert.equal(layoutHistory({ moments: 5, filters: 8, planes: 1 }, 620).columns, 5);
});

test("the confusion matrix fits its room, also for a hundred classes and long names", () => {
  for (const width of WIDTHS) {
    for (const [count, names] of [[2, 40], [10, 8], [26, 90], [100, 20]]) {
      const { left, side, cell, top } = layoutMatrix(count, width, names);
      assert.ok(left + side <= width, `${count} classes in ${width}`);
      assert.ok(cell >= 1 && top > 0);
    }
  }
});

test("the pointer finds its cell, and nothing outside", () => {
  const frame = layoutMatrix(10, 460, 8);
  const middle = (place) => (place + 0.5) * frame.cell;
  const found = cellAt(frame, frame.left + middle(3), frame.top + middle(7));
  assert.deepEqual(found, { row: 7, col: 3 });
  assert.equal(cellAt(frame, frame.left - 1, frame.top + 5), null);
  assert.equal(cellAt(frame, frame.left + frame.side + 1, frame.top + 5), null);
});

test("arrow keys stay on the matrix", () => {
  assert.deepEqual(cellAfterKey({ count: 3 }, { row: 0, col: 2 }, "ArrowRight"), { row: 0, col: 2 });
  assert.deepEqual(cellAfterKey({ count: 3 }, { row: 0, col: 2 }, "ArrowDown"), { row: 1, col: 2 });
});

test("a count is coloured by its share of the row, an empty row not at all", () => {
  assert.deepEqual([...rowShares([3, 1, 0, 0], 2)], [0.75, 0.25, 0, 0]);
});

const snapshots = [0, 50, 100, 150].map((step, i) => ({ id: 7 + i, step, accuracy: i / 4 }));

test("moments stand by step, the better the higher, and the nearest is found", () => {
  const { dots, now } = snapshotPoints({ snapshots, step: 200 }, { width: 420, height: 50 });
  assert.deepEqual(dots.map(({ x }) => x), [10, 110, 210, 310]);
  assert.ok(dots[3].y < dots[0].y && dots.every(({ y }) => y > 0 && y < 50));
  assert.equal(now, 410);
  assert.equal(nearestPoint(dots, 255), 2);
  assert.equal(nearestPoint(dots, 9999), 3);
  assert.equal(nearestPoint([], 10), -1);
});

test("arrow keys go from moment to moment", () => {
  assert.equal(currentSnapshot(snapshots, 120), 2);
  assert.equal(snapshotByKey({ snapshots, step: 120 }, "ArrowLeft").step, 100);
  assert.equal(snapshotByKey({ snapshots, step: 100 }, "ArrowLeft").step, 50);
  assert.equal(snapshotByKey({ snapshots, step: 100 }, "ArrowRight").step, 150);
  assert.equal(snapshotByKey({ snapshots, step: 100 }, "Home").step, 0);
  assert.equal(snapshotByKey({ snapshots, step: 0 }, "ArrowLeft"), null);
  assert.equal(snapshotByKey({ snapshots, step: 0 }, "x"), null);
  assert.equal(snapshotByKey({ step: 0 }, "Home"), null);
});

test("a moment says its step and, once it is known, how much was right", () => {
  assert.equal(snapshotText({ step: 1300, accuracy: 0.914 }), "step 1,300, 91 % right");
  assert.equal(snapshotText({ step: 5, accuracy: null }), "step 5");
});

test("the time line says what the dashed lines are", () => {
  assert.match(otherRunText({ branch: { from_step: 40 }, arrays: {} }), /left at step 40/);
  assert.match(otherRunText({ branch: null, arrays: { other_loss: {} } }), /Play forgets it/);
  assert.match(otherRunText({ arrays: {}, snapshots: [{}] }), /Click a dot/);
  assert.match(otherRunText({ arrays: {} }), /Here a dot appears/);
});

const view = (lists) => {
  const arrays = Object.entries(lists)
    .map(([name, values]) => [name, { values: Float32Array.from(values) }]);
  return { arrays: Object.fromEntries(arrays) };
};

test("the other run is painted first, so that the run lies on top", () => {
  const lines = chartLines(view({
    loss_step: [1, 2], loss: [2, 1], val_step: [2], val_loss: [1.5],
    other_loss_step: [1], other_loss: [3],
  }), "loss");
  assert.deepEqual(lines.map(({ name }) => name), ["other train", "train", "validation"]);
});

test("axes hold what is finite, from zero or from the least there is", () => {
  const lines = chartLines(view({ loss_step: [1, 2, 300], loss: [2.3, 0.03, Infinity] }), "loss");
  assert.deepEqual(axisRanges(lines, "loss", false), { steps: [0, 300], values: [0, 2.5] });
  assert.deepEqual(axisRanges(lines, "loss", true).values, [0.02, 5]);
  assert.deepEqual(axisRanges([], "loss", false).values, [0, 1]);
  assert.deepEqual(axisRanges(lines, "accuracy", false).values, [0, 1]);
});

test("a logarithmic axis survives a loss of zero", () => {
  const lines = chartLines(view({ loss_step: [1, 2], loss: [0, 0.5] }), "loss");
  const { values } = axisRanges(lines, "loss", true);
  assert.ok(values[0] > 0 && values[1] > values[0]);
  const frame = chartFrame(axisRanges(lines, "loss", true), { width: 300, height: 200 }, true);
  assert.ok(Number.isFinite(frame.toY(0)));
});

test("the nearest step is found by halving", () => {
  const steps = [1, 5, 9, 20];
  const found = [0, 1, 3.1, 7, 14, 15, 99].map((step) => nearestStep(steps, step));
  assert.deepEqual(found, [0, 0, 1, 1, 2, 3, 3]);
  assert.equal(nearestStep([], 4), -1);
  assert.equal(nearestStep([3], 4), 0);
});

test("the reading names the step and every line's value there", () => {
  const lines = chartLines(view({
    loss_step: [1, 2, 3], loss: [3, 2, 1], val_step: [1, 3], val_loss: [4, 2],
  }), "loss");
  const reading = valuesAt(lines, 2.2);
  assert.equal(reading.step, 2);
  const said = reading.values.map(({ name, value }) => [name, value]);
  assert.deepEqual(said, [["validation", 4], ["train", 2]]);
  assert.equal(valuesAt([], 3), null);
});

const theme = { surface: [240, 240, 240], negative: [200, 0, 0], positive: [0, 0, 200] };

test("signed values are red below zero, violet above, neutral at zero and without a number", () => {
  const values = Float32Array.from([-2, 0, 2, NaN, 1]);
  const [low, zero, high, none, half] = signedPixels(values, 2, signedTable(theme));
  assert.equal(low, 0xff0000c8);
  assert.equal(zero, 0xfff0f0f0);
  assert.equal(high, 0xffc80000);
  assert.equal(none, zero);
  assert.notEqual(half, high);
  assert.equal(signedPixels(Float32Array.from([5]), 0, signedTable(theme))[0], zero);
  assert.equal(maxAbs([1, -3, NaN, Infinity]), 3);
});

test("three channels are red, green and blue, one is grey", () => {
  assert.equal(picturePixels(Float32Array.from([1, 0, 0.5]), [3, 1, 1])[0], 0xff8000ff);
  assert.equal(picturePixels(Float32Array.from([0.5]), [1, 1, 1])[0], 0xff808080);
});
