import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf } from "../../assets/components/dream/curve.js";
import {
  boxOf, deepest, placeByKey, placeOnMap, placeOnPicture,
} from "../../assets/components/occlusion/places.js";
import { told } from "../../assets/components/occlusion/words.js";
import { traceMarker } from "../../assets/components/scatter/markers.js";
import {
  layoutPoints, nearestPoint, pointByKey,
} from "../../assets/components/scatter/point_layout.js";

const POINTS = Float32Array.from([-1, 0, 3, 0, 1, 2, 1, -2]); // left, right, above, below

test("all points lie inside, the second axis goes up, and both have one scale", () => {
  for (const [width, height] of [[300, 300], [900, 300], [300, 900]]) {
    const { places, put } = layoutPoints(POINTS, width, height);
    const [left, right, above, below] = [0, 1, 2, 3].map((i) => places.subarray(2 * i, 2 * i + 2));
    assert.ok(left[0] >= 20 && right[0] <= width - 20 && above[1] >= 20 && below[1] <= height - 20);
    assert.ok(left[0] < right[0] && above[1] < below[1]);
    assert.ok(Math.abs(right[0] - left[0] - (below[1] - above[1])) < 1e-3);
    assert.deepEqual([...above], [...Float32Array.from(put(1, 2))]);
  }
});

test("points that are all alike lie in the middle", () => {
  assert.deepEqual([...layoutPoints(Float32Array.from([5, 5, 5, 5]), 200, 100).places], [100, 50, 100, 50]);
});

test("the nearest point is meant, if it is near and counts", () => {
  const { places } = layoutPoints(POINTS, 300, 300);
  assert.equal(nearestPoint(places, places[2] - 5, places[3] + 3, 24), 1);
  assert.equal(nearestPoint(places, 150, 150, 24), -1);
  assert.equal(nearestPoint(places, places[2], places[3], 24, (i) => i !== 1), -1);
  assert.equal(nearestPoint(places, 150, 10, Infinity), 2);
});

test("arrow keys lead to the nearest point that way, and stay where there is none", () => {
  const { places } = layoutPoints(POINTS, 300, 300);
  assert.equal(pointByKey("ArrowRight", places, 0), 1);
  assert.equal(pointByKey("ArrowUp", places, 3), 2);
  assert.equal(pointByKey("ArrowLeft", places, 0), 0);
  assert.equal(pointByKey("ArrowDown", places, 2, (i) => i === 1), 1);
  assert.equal(pointByKey("ArrowUp", places, 0, (i) => i === 3), 0);
  assert.equal(pointByKey("a", places, 0), undefined);
});

test("every mark has an outline of its own", () => {
  const drawn = [
    "circle", "square", "triangle", "diamond", "cross", "plus", "star", "down", "bar",
  ].map((mark) => {
    const calls = [];
    const note = (name) => (...at) => calls.push([name, ...at.map((x) => Math.round(x))]);
    const g = { moveTo: note("moveTo"), lineTo: note("lineTo"), arc: note("arc"), closePath: note("close") };
    traceMarker(g, mark, 100, 100, 40);
    return JSON.stringify(calls);
  });
  assert.equal(new Set(drawn).size, drawn.length);
});

const GRID = { side: 3, stride: 2, rows: 4, cols: 4, height: 8, width: 8, known: 10 };

test("a square lies where its place says, and only as far as the picture goes", () => {
  assert.deepEqual(boxOf(0, GRID), { top: 0, left: 0, rows: 3, cols: 3 });
  assert.deepEqual(boxOf(15, GRID), { top: 6, left: 6, rows: 2, cols: 2 });
  assert.deepEqual(boxOf(6, GRID), { top: 2, left: 4, rows: 3, cols: 3 });
});

test("pointing finds the place, on the map by its cell, on the picture by the middle of the square", () => {
  for (let place = 0; place < GRID.known; place += 1) {
    const [row, col] = [Math.floor(place / 4), place % 4];
    assert.equal(placeOnMap((col + 0.5) / 4, (row + 0.5) / 4, GRID), place);
    assert.equal(placeOnPicture((2 * col + 1.5) / 8, (2 * row + 1.5) / 8, GRID), place);
  }
  assert.equal(placeOnMap(0.99, 0.99, GRID), null);
  assert.equal(placeOnPicture(1, 1, GRID), null);
  assert.equal(placeOnMap(-0.1, -0.1, GRID), 0);
});

test("keys move from place to place, never where nothing is known yet", () => {
  assert.equal(placeByKey("ArrowRight", 0, GRID), 1);
  assert.equal(placeByKey("ArrowLeft", 0, GRID), 0);
  assert.equal(placeByKey("ArrowDown", 3, GRID), 7);
  assert.equal(placeByKey("ArrowDown", 7, GRID), 7);
  assert.equal(placeByKey("End", 0, GRID), 9);
  assert.equal(placeByKey("Home", 9, GRID), 0);
  assert.equal(placeByKey("Tab", 9, GRID), undefined);
});

test("the deepest fall is shown first", () => {
  assert.equal(deepest(Float32Array.from([0.1, -0.5, 0.7, 0.9]), 3), 2);
});

test("a place is told with both numbers, whichever way the answer moves", () => {
  const message = (probability, drop, share = true) => ({
    name: "7", share, before: probability + drop, arrays: { probability: { values: [probability] }, drop: { values: [drop] } },
  });
  assert.equal(told(0, GRID, message(0.25, 0.65)),
    "Rows 1 to 3, columns 1 to 3 covered: “7” gets 25 % instead of 90 %; "
    + "it falls by 65 percentage points.");
  assert.match(told(0, GRID, message(0.95, -0.05)),
    /gets 95\.0 % instead of 90\.0 %; it rises by 5\.0 percentage points\.$/);
  assert.match(told(0, GRID, message(1e-8, 0.999)), /gets <1 % instead of >99 %/);
  assert.match(told(0, GRID, message(-3, 4.5, false)), /gets −3 instead of 1\.5; it falls by 4\.5\.$/);
  assert.match(told(0, GRID, message(0.9, 1e-7)), /hardly a change/);
  assert.match(told(0, { ...GRID, side: 1 }, message(0.9, 0)), /^Rows 1, columns 1 covered/);
});

test("a dream's curve begins at its left, ends at its right, and holds zero", () => {
  const { left, right, top, bottom, toX, toY } = frameOf(Float32Array.from([-1, 2, 3]), 2, 300, 150);
  assert.deepEqual([toX(0), toX(2)], [left, right]);
  assert.deepEqual([toY(-1), toY(3)], [bottom, top]);
  const rising = frameOf(Float32Array.from([2, 3]), 1, 300, 150);
  assert.equal(rising.toY(0), rising.bottom);
});
