import assert from "node:assert/strict";
import { test } from "node:test";
import {
  copiesOf, frameOf, placeOf, stepAt, stepsReading, touchedBy,
} from "../../assets/components/stage/frame.js";
import { convolution, gathering, transposed } from "./scenes.mjs";

/** The steps that read a cell, by asking every box for every one of its cells. */
function readersByLoops(scene, channel, row, col) {
  const source = scene.source(row, col);
  const found = new Set();
  for (let step = 0; step < scene.steps; step += 1) {
    const box = scene.reads(step);
    for (let d = 0; d < box.depth; d += 1) {
      for (let r = 0; r < box.height; r += 1) {
        for (let c = 0; c < box.width; c += 1) {
          const cell = [box.row + r * box.rowStep, box.col + c * box.colStep];
          const isHere = cell[0] === row && cell[1] === col;
          const isCopy = source >= 0 && scene.source(...cell) === source;
          if (box.channel + d === channel && (isHere || isCopy)) found.add(step);
        }
      }
    }
  }
  return [...found];
}

const SETTINGS = {
  plain: {}, strided: { stride: 2 }, padded: { padding: 1 }, dilated: { dilation: 2, padding: 1 },
  reflected: { padding: 2, mode: "reflect" }, circular: { padding: 1, mode: "circular" },
  grouped: { channels: 4, filters: 2, groups: 2 },
  depthwise: { channels: 3, filters: 3, groups: 3 },
};

for (const [name, settings] of Object.entries(SETTINGS)) {
  test(`an input cell lights exactly the steps that read it: ${name}`, () => {
    const scene = convolution(settings);
    for (let channel = 0; channel < scene.channels; channel += 1) {
      for (let row = -scene.input.top; row < scene.input.rows; row += 1) {
        for (let col = -scene.input.left; col < scene.input.cols; col += 1) {
          assert.deepEqual(stepsReading(scene, channel, row, col),
            readersByLoops(scene, channel, row, col), `${channel} ${row} ${col}`);
        }
      }
    }
  });
}

test("the centre of a 3x3 input under a 2x2 window feeds four outputs", () => {
  const scene = convolution({ rows: 3, cols: 3, kernel: [2, 2] });
  const { lit } = frameOf(scene, 0, { grid: "input", plane: 0, row: 1, col: 1 });
  assert.deepEqual(lit.output, [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]);
});

test("without a pointer the window and the cell it writes are lit", () => {
  const scene = convolution({ padding: 1 });
  const { step, lit, dimmed } = frameOf(scene, 0);
  assert.equal(step, 0);
  assert.deepEqual(lit.input,
    [[0, -1, -1], [0, -1, 0], [0, -1, 1], [0, 0, -1], [0, 0, 0], [0, 0, 1]]);
  assert.deepEqual(lit.output, [[0, 0, 0]]);
  assert.deepEqual(dimmed, []);
});

test("a dilated window lights only the cells it touches", () => {
  const { lit } = frameOf(convolution({ dilation: 2 }), 0);
  assert.deepEqual(lit.input, [[0, 0, 0], [0, 0, 2], [0, 0, 4], [0, 2, 0], [0, 2, 2], [0, 2, 4]]);
});

test("an output cell shows its own step, the run stays where it was", () => {
  const scene = convolution({ filters: 2 });
  const frame = frameOf(scene, 3, { grid: "output", plane: 1, row: 2, col: 1 });
  assert.equal(frame.now, 3);
  assert.deepEqual(placeOf(scene, frame.step), { plane: 1, row: 2, col: 1 });
});

test("a window of a group reads its own channels", () => {
  const scene = convolution({ channels: 4, filters: 2, groups: 2 });
  const channels = new Set(frameOf(scene, scene.steps - 1).lit.input.map(([channel]) => channel));
  assert.deepEqual([...channels], [2, 3]);
});

test("a weight lights every input cell it was multiplied with", () => {
  const scene = convolution({ rows: 3, cols: 4, kernel: [2, 2] });
  assert.deepEqual(touchedBy(scene, 0, 0, 1, 0),
    [[0, 1, 0], [0, 1, 1], [0, 1, 2], [0, 2, 0], [0, 2, 1], [0, 2, 2]]);
});

test("a weight over a mirrored border lights the copy and the cell behind it", () => {
  const scene = convolution({ rows: 3, cols: 3, kernel: [1, 1], padding: 1, mode: "reflect" });
  const touched = touchedBy(scene, 0, 0, 0, 0).map(String);
  assert.ok(touched.includes("0,-1,-1") && touched.includes("0,1,1"));
  assert.equal(touched.length, 25);
});

test("a weight of a grouped filter lights its own channel only", () => {
  const scene = convolution({ channels: 4, filters: 2, groups: 2 });
  const channels = new Set(touchedBy(scene, 1, 1, 0, 0).map(([channel]) => channel));
  assert.deepEqual([...channels], [3]);
});

test("the copies of a cell are found by their source", () => {
  const scene = convolution({ rows: 3, cols: 3, kernel: [1, 1], padding: 1, mode: "reflect" });
  assert.deepEqual(copiesOf(scene, 1, 1), [[-1, -1], [-1, 1], [-1, 3], [1, -1], [1, 1], [1, 3],
    [3, -1], [3, 1], [3, 3]]);
  assert.deepEqual(copiesOf(convolution({ padding: 1 }), -1, 0), [[-1, 0]]);
});

test("a transposed output cell lights every input cell that reached it", () => {
  const scene = transposed({ stride: 2, crop: 1 });
  const frame = frameOf(scene, 5, { grid: "output", plane: 0, row: 1, col: 1 });
  assert.deepEqual(frame.lit.input, [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]);
  assert.deepEqual(frame.parts, [0, 1, 3, 4]);
});

test("what a transposed convolution crops away is not lit", () => {
  const scene = transposed({ stride: 2, crop: 1 });
  assert.deepEqual(frameOf(scene, 0).lit.output, [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]);
  assert.deepEqual(touchedBy(scene, 0, 0, 0, 0), [[0, 1, 1], [0, 1, 2]]);
});

test("what falls off one side of the output does not land on the other", () => {
  const scene = transposed({ stride: 2, crop: 1 });
  assert.deepEqual([...scene.writersOf(0, 0, 4).steps], [2]);
});

test("an output cell holds what the last step up to now left there", () => {
  const scene = transposed({ stride: 2, crop: 1 });
  assert.equal(scene.outputAt(0, 1, 1, -1), null);
  assert.equal(scene.outputAt(0, 1, 1, 0), 8);
  assert.equal(scene.outputAt(0, 1, 1, 5), 40);
});

test("a place is found again, or its nearest neighbour", () => {
  const scene = convolution({ filters: 2 });
  for (let step = 0; step < scene.steps; step += 1) {
    assert.equal(stepAt(scene, placeOf(scene, step)), step);
  }
  assert.equal(stepAt(scene, { plane: 7, row: 99, col: 99 }), scene.steps - 1);
});

/** Three cells, each made of one: a function cell by cell, or its way back. */
function pointwise(combine) {
  const step = (i) => ({ reads: [0, i, 1, 1, 0, 1, 1, 1], writes: [0, i, 1, 1, 0, 1, 1, 1],
    terms: [i], after: [i] });
  return gathering(combine, [1, 3], [1, 3], [0, 1, 2].map(step));
}

for (const combine of ["map", "each"]) {
  test(`pointing at a cell of either side shows its own step: ${combine}`, () => {
    const scene = pointwise(combine);
    for (const grid of ["input", "output"]) {
      const { step, now, lit } = frameOf(scene, 0, { grid, plane: 0, row: 0, col: 2 });
      assert.deepEqual([now, step, lit.input, lit.output], [0, 2, [[0, 0, 2]], [[0, 0, 2]]]);
    }
  });
}

test("a bias lights its plane, or the one cell it belongs to", () => {
  const scene = convolution({ filters: 2, rows: 3, cols: 4 });
  const lit = () => frameOf(scene, 0, { grid: "bias", plane: 1 }).lit.output;
  assert.deepEqual(lit(), [0, 1, 2, 3].map((i) => [1, i >> 1, i % 2]));
  scene.arrays.bias = { shape: [2, 2, 2], values: new Float32Array(8) };
  assert.deepEqual(lit(), [[0, 0, 1]]);
});

test("a cell is read unless the message says that no step reads it", () => {
  const scene = convolution({ stride: 2 });
  assert.ok(scene.isRead(4, 5));
  const values = Int16Array.from({ length: 30 }, (_, at) => (at === 4 * 6 + 5 ? 1 : 0));
  scene.arrays.unread = { shape: [5, 6], values };
  assert.ok(!scene.isRead(4, 5) && scene.isRead(4, 4));
});
