import assert from "node:assert/strict";
import { test } from "node:test";
import { cellUnder } from "../../assets/components/stage/blocks.js";
import { fontFor, lettering, readableCell } from "../../assets/components/stage/fonts.js";
import { layoutOf } from "../../assets/components/stage/layout.js";

const part = (count, rows, cols, chars = 2, label = 100) => ({ count, rows, cols, chars, label });

function sizes({ channels = 1, side = [5, 5], kernel = [3, 3], filters = 1, chars = 2 }) {
  const out = side.map((size, i) => Math.max(1, size - kernel[i] + 1));
  return {
    input: part(channels, ...side, chars),
    kernel: part(channels, ...kernel, chars),
    output: part(filters, ...out, chars),
    patch: { ...part(channels, ...kernel, chars), label: 0 },
    tail: { biases: 1, filters, depth: channels },
  };
}

const CASES = {
  "the classic 5x5": {},
  "one cell": { side: [1, 1], kernel: [1, 1] },
  "one row": { side: [1, 32], kernel: [1, 2] },
  "one column": { side: [32, 1], kernel: [2, 1] },
  "three channels": { channels: 3, side: [7, 7], filters: 2 },
  "12x12 in colour": { channels: 3, side: [14, 14], filters: 4, chars: 4 },
  "28x28 in colour": { channels: 3, side: [28, 28], kernel: [5, 5], filters: 4, chars: 4 },
  "the largest": { channels: 3, side: [38, 38], kernel: [7, 7], filters: 4, chars: 6 },
};
const WIDTHS = [320, 358, 390, 639, 640, 760, 1024, 1440];

const boxOf = ({ x, y, cell, rows, cols }) =>
  ({ x, y, right: x + cols * cell, bottom: y + rows * cell });

function boxes(layout) {
  return ["input", "kernel", "output", "patch", "bias"].flatMap((grid) => layout[grid].map(boxOf));
}

for (const [name, settings] of Object.entries(CASES)) {
  test(`${name}: everything is inside and nothing overlaps, at every width`, () => {
    for (const width of WIDTHS) {
      const layout = layoutOf(sizes(settings), width);
      const all = boxes(layout);
      all.forEach((box, i) => {
        const inside = box.x >= 0 && box.y >= 0 && box.right <= width;
        assert.ok(inside, `${width}: ${JSON.stringify(box)}`);
        assert.ok(box.bottom <= layout.height, `${width}: ${box.bottom} > ${layout.height}`);
        for (const other of all.slice(i + 1)) {
          const apart = box.right <= other.x || other.right <= box.x
            || box.bottom <= other.y || other.bottom <= box.y;
          assert.ok(apart, `${width}: ${JSON.stringify([box, other])}`);
        }
      });
    }
  });
}

test("in the classic case all cells are of one size and digits are large", () => {
  const layout = layoutOf(sizes({}), 1100);
  const cells = [layout.input, layout.kernel, layout.output].map(([{ cell }]) => cell);
  assert.deepEqual(cells, [52, 52, 52]);
  assert.deepEqual(layout.patch, []);
});

test("on a short screen the picture is lower and digits can still be read", () => {
  for (const [side, most] of [[[5, 5], 270], [[10, 10], 350]]) {
    const layout = layoutOf(sizes({ side }), 726, true);
    assert.ok(layout.height <= most, `${side}: ${layout.height}`);
    assert.ok(fontFor(layout.input[0].cell, 2) >= 10, `${side}`);
  }
});

test("the three grids of the classic case stand on one middle line", () => {
  const layout = layoutOf(sizes({}), 1100);
  const middles = [layout.input, layout.kernel, layout.output]
    .map(([{ y, rows, cell }]) => y + (rows * cell) / 2);
  assert.deepEqual(middles, [middles[0], middles[0], middles[0]]);
});

test("when cells get too small for digits the patch appears, in cells that can be read", () => {
  const layout = layoutOf(sizes(CASES["28x28 in colour"]), 1100);
  assert.equal(layout.patch.length, 3);
  assert.ok(fontFor(layout.patch[0].cell, 4) >= 8);
  assert.ok(layout.patch[0].cell >= 26);
});

test("kernels stand beside or under the channels they read", () => {
  const { input, kernel } = layoutOf(sizes(CASES["three channels"]), 1100);
  const centre = ({ x, cols, cell }) => x + (cols * cell) / 2;
  input.forEach((rect, i) => {
    const isUnder = Math.abs(centre(rect) - centre(kernel[i])) <= 1;
    assert.ok(isUnder || rect.x < kernel[i].x);
  });
});

test("on a phone input and output share the first row", () => {
  const { input, kernel, output } = layoutOf(sizes({}), 358);
  const bottom = Math.max(boxOf(input[0]).bottom, boxOf(output[0]).bottom);
  assert.ok(output[0].x > input[0].x && kernel[0].y > bottom);
});

test("an operation without a kernel has input and output only", () => {
  const pooling = { ...sizes({}), kernel: null, tail: { biases: 1, filters: 0, depth: 0 } };
  const layout = layoutOf(pooling, 900);
  assert.deepEqual([layout.kernel, layout.bias, layout.filters], [[], [], []]);
  assert.equal(layout.signs[0].text, "→");
});

test("digits are never smaller than eight pixels", () => {
  for (let cell = 2; cell <= 52; cell += 1) {
    for (let chars = 1; chars <= 9; chars += 1) {
      const size = fontFor(cell, chars);
      assert.ok(size === 0 || size >= 8, `${cell} ${chars}: ${size}`);
    }
  }
  assert.ok(fontFor(readableCell(5), 5) > 0);
});

test("a longer number is written smaller, and a dot stands where it could not be read", () => {
  assert.deepEqual(lettering(3, 38, 16), { text: "3", size: 16 });
  const { text, size } = lettering(-2.5, 38, 16);
  assert.ok(text === "−2.5" && size >= 8 && size < 16);
  assert.equal(lettering(-112.4, 24, 9).text, "·");
});

test("the words above the output may reach to the right edge", () => {
  const [rect] = layoutOf(sizes({}), 700).output;
  assert.equal(rect.room, 700 - rect.x);
});

test("kernels under their channels need no signs between", () => {
  const layout = layoutOf(sizes(CASES["three channels"]), 1100);
  const isUnder = layout.kernel[0].y > boxOf(layout.input[0]).bottom;
  assert.equal(layout.signs.length, isUnder ? 0 : 2);
});

test("the cell under a point is the one drawn there", () => {
  const rects = [10, 50].map((x) => ({ x, y: 20, cell: 8, rows: 2, cols: 3 }));
  assert.deepEqual(cellUnder(rects, 10, 20), { plane: 0, row: 0, col: 0 });
  assert.deepEqual(cellUnder(rects, 73.9, 35.9), { plane: 1, row: 1, col: 2 });
  assert.equal(cellUnder(rects, 40, 25), null);
});
