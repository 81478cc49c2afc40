import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOfCurve, pointAt, rangeLabels } from "../../assets/components/stage/curve.js";
import { layoutOf } from "../../assets/components/stage/layout.js";
import { sizesOf } from "../../assets/components/stage/sizes.js";
import { gathering } from "./scenes.mjs";

const float = (values) => ({ shape: [values.length], values: Float32Array.from(values) });
const xs = Array.from({ length: 121 }, (_, i) => (i - 60) / 10);
const RECT = { x: 100, y: 20, width: 280, height: 216 };

/** A curve over −6 to 6; the steps read `at` and give the function's own values. */
function curved(name, f, slope, at, more = {}) {
  const steps = at.map((x, i) => ({ reads: [0, i, 1, 1, 0, 1, 1, 1],
    writes: [0, i, 1, 1, 0, 1, 1, 1], terms: [x], after: [f(x)] }));
  const arrays = { curve_x: float(xs), curve_y: float(xs.map(f)), curve_slope: float(xs.map(slope)),
    curve_at: float(at) };
  const curve = { name, low: -6, high: 6 };
  return gathering("map", [1, at.length], [1, at.length], steps, { curve, arrays, ...more });
}

const relu = (...args) => curved("ReLU", (x) => Math.max(x, 0), (x) => Number(x > 0), ...args);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const bell = (x) => sigmoid(x) * sigmoid(-x);

test("both lines and both axes lie inside the frame", () => {
  const frame = frameOfCurve(relu([1, -2]).curve, RECT);
  for (const x of xs) {
    for (const y of [Math.max(x, 0), Number(x > 0)]) {
      assert.ok(frame.toX(x) >= RECT.x && frame.toX(x) <= RECT.x + RECT.width);
      assert.ok(frame.toY(y) >= RECT.y && frame.toY(y) <= RECT.y + RECT.height);
    }
  }
  assert.ok(frame.toY(0) <= RECT.y + RECT.height - 16, "room for the numbers below the axis");
});

test("what lies beyond the range stays on its edge", () => {
  const frame = frameOfCurve(relu([1]).curve, RECT);
  assert.equal(frame.toX(99), frame.toX(6));
  assert.equal(frame.toX(-99), frame.toX(-6));
});

test("the ranges end at round numbers", () => {
  const texts = (scene) => rangeLabels(frameOfCurve(scene.curve, RECT)).map(({ text }) => text);
  assert.deepEqual(texts(relu([1])), ["−6", "6", "6"]);
  assert.deepEqual(texts(curved("Sigmoid", sigmoid, bell, [1])), ["−6", "6", "1"]);
  assert.deepEqual(texts(curved("Tanh", Math.tanh, (x) => 1 - Math.tanh(x) ** 2, [1])),
    ["−6", "6", "1", "−1"]);
});

test("the point stands on the step's own value and result", () => {
  const scene = relu([1.25, -3]);
  assert.deepEqual(pointAt(scene, scene.curve, "y", 0, 0), { x: 1.25, y: 1.25 });
  assert.deepEqual(pointAt(scene, scene.curve, "y", 1, 0), { x: -3, y: 0 });
});

test("between two steps the point glides along the line", () => {
  const scene = relu([2, -2]);
  const { x, y } = pointAt(scene, scene.curve, "y", 0, 0.25);
  assert.ok(Math.abs(x - 1) < 1e-6 && Math.abs(y - 1) < 1e-6);
  assert.equal(pointAt(scene, scene.curve, "y", 1, 0.9).x, -2);
});

test("on the way back the point stands on the slope", () => {
  const scene = curved("Sigmoid", sigmoid, bell, [0]);
  const { y } = pointAt(scene, scene.curve, "slope", 0, 0);
  assert.ok(Math.abs(y - 0.25) < 1e-6);
});

test("a curve is about as large at every width, inside, and beside nothing", () => {
  const scene = relu([1, 2, 3, 4, 5]);
  for (const width of [320, 358, 544, 640, 840, 1440]) {
    const layout = layoutOf(sizesOf(scene), width);
    const [curve] = layout.curve;
    assert.ok(curve.width >= 220 && curve.width <= 300 && curve.height >= 180, `${width}`);
    assert.ok(curve.x >= 0 && curve.x + curve.width <= width, `${width}`);
    assert.ok(curve.y + curve.height <= layout.height, `${width}`);
    for (const { x, y, cell, rows, cols } of [...layout.input, ...layout.output]) {
      const apart = x + cols * cell <= curve.x || curve.x + curve.width <= x
        || y + rows * cell <= curve.y || curve.y + curve.height <= y;
      assert.ok(apart, `${width}`);
    }
    assert.deepEqual(layout.kernel, []);
  }
});

test("a curve is narrower where the grids beside it need the room", () => {
  const [wide, narrow] = [3, 10].map((side) => {
    const map = { count: 1, rows: side, cols: side, chars: 3, label: 100 };
    const nothing = { kernel: null, patch: null, tail: { biases: 0, filters: 0, depth: 0 } };
    return layoutOf({ input: map, output: map, curve: true, ...nothing }, 726);
  });
  assert.ok(narrow.curve[0].width < wide.curve[0].width);
  assert.ok(narrow.input[0].cell >= 24);
});
