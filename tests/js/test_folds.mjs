import assert from "node:assert/strict";
import { test } from "node:test";
import { cellUnder } from "../../assets/components/stage/blocks.js";
import { squareOf } from "../../assets/components/stage/cells.js";
import { cellOf, foldings, isFoldable, lineOf } from "../../assets/components/stage/folds.js";
import { layoutOf } from "../../assets/components/stage/layout.js";
import { fontFor } from "../../assets/components/stage/fonts.js";
import { sizesOf } from "../../assets/components/stage/sizes.js";
import { convolution, gathering } from "./scenes.mjs";

const plane = { count: 2, rows: 3, cols: 3, chars: 2, label: 60 };
const row = (cols, more = {}) =>
  ({ count: 1, rows: 1, cols, chars: 2, label: 60, folds: true, names: 0, ...more });
const NONE = { kernel: null, patch: null, curve: false, tail: { biases: 0, filters: 0, depth: 0 } };
const WIDTHS = [320, 358, 544, 640, 840, 1440];

test("a folded row is read like a page", () => {
  const rect = { fold: 7, rows: 2, cols: 4 };
  assert.deepEqual(lineOf(rect, 0, 5), [1, 1]);
  assert.deepEqual(cellOf(rect, 1, 1), { row: 0, col: 5 });
  assert.equal(cellOf(rect, 1, 3), null);
  assert.deepEqual(lineOf({ rows: 2, cols: 4 }, 1, 3), [1, 3]);
});

test("a list runs down, and glides down", () => {
  assert.deepEqual(lineOf({ fold: 4, rows: 4, cols: 1 }, 0, 2.5), [2.5, 0]);
});

test("every way to fold a row holds all its cells and wastes no line", () => {
  for (const cols of [2, 7, 18, 100, 144]) {
    for (const { output } of foldings({ ...NONE, input: plane, output: row(cols) })) {
      assert.ok(output.rows * output.cols >= cols && (output.rows - 1) * output.cols < cols);
    }
  }
});

test("two rows of one length fold alike, and a kernel with its input", () => {
  const kernel = { ...row(18), names: undefined };
  for (const found of foldings({ ...NONE, input: row(18), kernel, output: row(18) })) {
    assert.equal(found.input.cols, found.output.cols);
    assert.equal(found.input.cols, found.kernel.cols);
  }
});

test("a long row has readable numbers and stays inside, at every width", () => {
  for (const width of WIDTHS) {
    for (const cols of [18, 54, 144]) {
      const layout = layoutOf({ ...NONE, input: plane, output: row(cols) }, width);
      const [rect] = layout.output;
      assert.ok(rect.x >= 0 && rect.x + rect.cols * rect.cell <= width, `${width} ${cols}`);
      assert.ok(fontFor(rect.cell, 2) >= 8, `${width} ${cols}: ${rect.cell}`);
      for (let col = 0; col < cols; col += 1) {
        const { x, y, side } = squareOf(rect, 0, col);
        const found = cellUnder([rect], x + side / 2, y + side / 2);
        assert.deepEqual(found, { plane: 0, row: 0, col });
      }
    }
  }
});

test("a row that fits stays one line", () => {
  const [rect] = layoutOf({ ...NONE, input: row(4), output: row(4) }, 840).output;
  assert.deepEqual([rect.rows, rect.cols], [1, 4]);
});

test("named cells stand in a list, their names beside them, inside", () => {
  for (const width of WIDTHS) {
    const named = row(10, { names: 80 });
    const layout = layoutOf({ ...NONE, input: named, output: named }, width);
    const [[input], [output]] = [layout.input, layout.output];
    assert.deepEqual([input.rows, input.cols], [10, 1]);
    assert.ok(input.x - input.names >= 0, `${width}`);
    const isBeside = input.x + input.cell <= output.x - output.names;
    const isUnder = input.y + input.rows * input.cell <= output.y;
    assert.ok(isBeside || isUnder, `${width}`);
  }
});

const box = (place) => [0, ...place, 0, 1, 1, 1];
const step = (reads, writes) =>
  ({ reads: box(reads), writes: box(writes), terms: [1], after: [1] });

test("a row folds only when no window spans a part of it", () => {
  const cells = gathering("map", [1, 6], [1, 6], [step([0, 1, 1], [0, 1, 1])]);
  const whole = gathering("share", [1, 6], [1, 6], [step([0, 1, 6], [0, 1, 1])]);
  const part = gathering("max", [1, 6], [1, 3], [step([0, 1, 2], [0, 1, 1])]);
  assert.deepEqual([cells, whole, part].map((scene) => isFoldable(scene, "input")),
    [true, true, false]);
  assert.ok(!isFoldable(convolution({ rows: 1, cols: 6, kernel: [1, 2] }), "input"));
});

test("class names make room for themselves", () => {
  const columns = { output: ["circle", "a very long name indeed, is it not"] };
  const scene = gathering("map", [1, 2], [1, 2], [step([0, 1, 1], [0, 1, 1])], { columns });
  const { input, output } = sizesOf(scene);
  assert.equal(input.names, 0);
  assert.ok(output.names > 60 && output.names < 150);
});
