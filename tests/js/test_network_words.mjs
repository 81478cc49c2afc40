import assert from "node:assert/strict";
import { test } from "node:test";
import { count } from "../../assets/components/_shared/format.js";
import { layerLine } from "../../assets/components/network/foot.js";
import { cellWidth, denseIn, fitsLarge } from "../../assets/components/network/grid.js";
import {
  joinText, madeOf, planeAt, readsMap, spanOfBox,
} from "../../assets/components/network/made.js";
import { spanOf } from "../../assets/components/network/pixel.js";
import { isSingle } from "../../assets/components/network/single.js";
import { totalOf, wholeOf } from "../../assets/components/network/total.js";
import { View } from "../../assets/components/network/view.js";
import {
  brief, countText, crumbText, mapText, pageText, placeText, seenText, shortText, sizeText,
  unitText, verdict,
} from "../../assets/components/network/words.js";
import { branched, plain } from "./networks.mjs";

const view = new View(plain());
const at = (node, channel, cell = null) => ({ node, channel, cell });

test("a number in a cell is short, and is never taken for zero unless it is", () => {
  assert.deepEqual([0, 1, 0.25, -0.12345, 12.3456].map((one) => brief(one)),
    ["0", "1", "0.25", "−0.123", "12.35"]);
  assert.deepEqual([0.000123, -0.00103, 1.23e-9, -1e-9].map((one) => brief(one)),
    ["0.0001", "−0.001", "≈0", "≈0"]);
  for (let i = -60; i < 60; i += 1) {
    for (const sign of [1, -1]) {
      const value = sign * 1.2345 * 10 ** (i / 10);
      if (Math.abs(value) < 99999) assert.ok(brief(value).length <= 6, `${value}: ${brief(value)}`);
      assert.notEqual(brief(value), "0");
    }
  }
});

test("places are named as people count", () => {
  assert.equal(placeText(view, at("conv1", 3, [3, 2, 5])), "conv1, map 4, row 3, column 6");
  assert.equal(placeText(view, at("image", 0, [0, 0, 0])), "picture, row 1, column 1");
  assert.equal(placeText(new View(branched()), at("image", 1)), "picture, green");
  assert.equal(placeText(view, at("linear1", 1)), "linear1, dog");
  assert.equal(unitText(view, "flatten", 11), "value 12");
  assert.equal(shortText(view, at("conv1", 3, [3, 2, 5])), "conv1 4 (3, 6)");
  assert.equal(shortText(view, at("image", 0, [0, 2, 5])), "pixel (3, 6)");
  assert.equal(shortText(view, at("softmax", 0)), "softmax cat");
});

test("a step from a map into it is only its cell", () => {
  const unit = at("conv1", 3);
  assert.equal(crumbText(view, at("conv1", 3, [3, 2, 5]), unit), "(3, 6)");
  assert.equal(crumbText(view, at("relu1", 3, [3, 2, 5]), unit), "relu1 4 (3, 6)");
  assert.equal(crumbText(view, at("linear1", 1, [1]), at("linear1", 1)), "in numbers");
});

test("layers say how many maps of what size", () => {
  assert.equal(countText(view.node("conv1")), "4 maps");
  assert.equal(countText(view.node("image")), "1 channel");
  assert.equal(countText(view.node("flatten")), "36 values");
  assert.equal(sizeText(view.node("pool1")), "3 × 3");
  assert.equal(sizeText(view.node("flatten")), "");
  const joined = new View(branched()).node("joined");
  assert.equal(pageText(joined, 32, 64), "33–96 of 96 maps");
  assert.equal(pageText(joined, 0, 96), "96 maps");
  assert.equal(pageText(view.node("flatten"), 0, 1), "36 values");
  const said = { name: "conv1", title: "Convolution", says: "8 kernels" };
  assert.equal(layerLine({ ...said, parameters: 80, multiplies: 4608 }),
    "Convolution: 8 kernels · 80 parameters · 4,608 multiplications");
});

test("the network's word is held against the label", () => {
  const made = plain();
  made.arrays.values[6].values.set([0.2, 0.8]);
  assert.deepEqual(verdict(new View(made)), { text: "It says dog, 80 %: right.", right: true });
  made.picture.label = 0;
  assert.equal(verdict(new View(made)).text, "It says dog, 80 %. It is cat.");
  made.picture.label = null;
  assert.equal(verdict(new View(made)).right, null);
});

test("how much of the picture is seen is said in pixels", () => {
  assert.equal(seenText(view, { row: 0, col: 0, rows: 3, cols: 4 }, "conv1"), "It sees 3 × 4 of 6 × 6 pixels.");
  assert.match(seenText(view, { row: 0, col: 0, rows: 6, cols: 6 }, "linear1"), /whole picture/);
  assert.match(seenText(view, { row: 2, col: 2, rows: 1, cols: 1 }, "image"), /one pixel/);
});

test("a map says its range, a value itself", () => {
  assert.match(mapText(view, "pool1", 1), /^pool1, map 2, 3 × 3: .+ to .+/);
  assert.match(mapText(view, "linear1", 0), /^linear1, cat: /);
  assert.match(mapText(view, "flatten", 14), /^flatten, value 15, from pool1 2 \(2, 3\): /);
});

const text = (pieces) => pieces.map((piece) => piece.text).join("");

const word = (role, said) => ({ role, text: said });
const term = (role, value, more = {}) =>
  ({ role, value, digits: 4, is_term: false, channel: null, ...more });

test("a sum names every channel's part, the bias and what follows", () => {
  const pieces = totalOf({
    formula: [
      term("partial", 0.5, { channel: 0 }), word("sign", " + "),
      term("partial", -2, { channel: 1, is_term: true }), word("sign", " + "),
      term("kernel", 0.25, { is_term: true }), word("word", " bias"),
    ],
    value: -1.25, digits: 4, after: [{ node: "relu1", kind: "Relu", value: 0 }],
  }, { relu1: "ReLU" });
  assert.equal(text(pieces), "0.5 + (−2) + 0.25 bias = −1.25 → ReLU → 0");
  assert.deepEqual(pieces.map(({ channel }) => channel).filter((one) => one !== undefined), [0, 1]);
});

test("a value whose text leaves digits out is about equal", () => {
  const said = (value) =>
    text(totalOf({ formula: [term("partial", 1)], value, digits: 4, after: [] }));
  assert.equal(said(1.73294), "1 ≈ 1.733");
  assert.equal(said(1.733), "1 = 1.733");
});

test("a value of one unweighed cell of a map is shown on that map", () => {
  const parts = [{ source: "conv1" }];
  const windows = [{ shape: [1, 1, 1], values: Float32Array.of(2) }];
  const arrays = { windows, weights: [null] };
  assert.ok(isSingle(view, { parts, arrays }));
  assert.ok(!isSingle(view, { parts, arrays: { windows, weights: windows } }));
  assert.ok(!isSingle(view, { parts: [{ source: "flatten" }], arrays }));
});

test("thousands stand apart in one way", () => {
  assert.deepEqual([7, 999, 1690, 1234567].map(count), ["7", "999", "1,690", "1,234,567"]);
});

test("a share is written with as many digits as its message says, powers of ten as people do", () => {
  const share = (part, whole, value, digits) => ({
    formula: [
      term("partial", part, { digits }), word("partial", " / "), term("whole", whole, { digits }),
      word("word", " (sum of all)"),
    ],
    value, digits: Math.max(digits - 1, 4), after: [],
  });
  assert.equal(text(totalOf(share(2.13e-6, 1, 2.13e-6, 4))),
    "2.13×10⁻⁶ / 1 (sum of all) = 2.13×10⁻⁶");
  assert.equal(text(totalOf(share(1, 1.00002, 0.9999834, 6))),
    "1 / 1.00002 (sum of all) ≈ 0.99998", "digits enough to see what is left to the others");
  assert.equal(text(totalOf(share(0.001, 2, 0.0005, 4))), "0.001 / 2 (sum of all) = 5×10⁻⁴");
  assert.equal(wholeOf(share(2.1e-6, 1.003e7, 2e-13, 4)), "1×10⁷");
  assert.equal(wholeOf({ formula: [term("partial", 1)] }), "");
});

test("a number handed on as it is needs no result", () => {
  const formula = [term("word", 0.25), word("word", ", as it is")];
  assert.equal(text(totalOf({ formula, value: 0.25, digits: null, after: [] })), "0.25, as it is");
});

test("a unit is read from its message: inputs, kernels, what joins them, what follows", () => {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const message = {
    kind: "Conv", bias: 0.5, says: "", next: { node: "relu1", kind: "Relu" },
    sources: [{ node: "image", channels: [0] }, { node: "conv1", channels: [2] }],
    arrays: { kernels: { shape: [2, 2, 2], values } },
  };
  const made = madeOf(view, at("conv1", 1), message);
  assert.deepEqual(made.inputs, [at("image", 0), at("conv1", 2)]);
  assert.deepEqual([made.kernel, made.after.place], [[2, 2], at("relu1", 1)]);
  assert.equal(joinText(made), "all 2 added, bias 0.5 =");
  assert.equal(joinText({ ...made, isDense: true }), "all 8 products added, bias 0.5 =");
  assert.equal(joinText({ ...made, kernel: null, title: "ReLU" }), "ReLU →");
  assert.deepEqual([...planeAt(message.arrays.kernels, 1)], [5, 6, 7, 8]);
  assert.equal(madeOf(view, at("conv1", 1), { ...message, next: { node: "linear1" } }).after, null);
  assert.equal(madeOf(view, at("image", 0), null).hasOutput, false);
});

test("a box reaches over the steps between its cells, and says which maps it reads", () => {
  const box = {
    row: 1, col: 2, height: 3, width: 2, channel: 4, depth: 4, row_step: 2, col_step: 3,
  };
  assert.deepEqual(spanOfBox(box), { row: 1, col: 2, rows: 5, cols: 4 });
  const part = { source: "a", box };
  assert.ok(readsMap(part, "a", 7) && !readsMap(part, "a", 8) && !readsMap(part, "b", 5));
});

test("a pixel's neighbours are as many as there are", () => {
  assert.deepEqual(spanOf(0, 8, 2), [0, 1, 2, 3, 4]);
  assert.deepEqual(spanOf(5, 8, 2), [3, 4, 5, 6, 7]);
  assert.deepEqual(spanOf(1, 3, 2), [0, 1, 2]);
});

test("cells are as wide as their longest number, large ones only where they fit", () => {
  assert.ok(cellWidth(6) >= 6 * 7.2 && cellWidth(6, "large") > cellWidth(6));
  assert.ok(fitsLarge(976, 3, 3) && !fitsLarge(566, 3, 3));
  assert.deepEqual([358, 553, 976, 1200].map((width) => denseIn(width, 3)), [0, 5, 5, 6]);
  assert.deepEqual([700, 976].map((width) => denseIn(width, 5)), [0, 6]);
});
