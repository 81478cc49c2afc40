import assert from "node:assert/strict";
import { test } from "node:test";
import { contributions, scatterPieces } from "../../assets/components/stage/scatter_pieces.js";
import { termOrigin } from "../../assets/components/stage/terms.js";
import { sumPieces } from "../../assets/components/stage/sum_pieces.js";
import { chosenTerms } from "../../assets/components/stage/chosen_terms.js";
import { caption, sentence } from "../../assets/components/stage/words.js";
import { convolution, gathering, one, sharing } from "./scenes.mjs";

const text = (pieces) => pieces?.map((piece) => piece.text).join("") ?? null;
const said = (scene) => text(sumPieces(scene, 0));
const wearing = (pieces, role) => pieces.filter((piece) => piece.role === role)
  .map((piece) => piece.text);

test("a maximum lists its values and marks the winner", () => {
  const scene = one("max", [3, 5, 2, 5], 5, { chosen: [1] });
  assert.equal(said(scene), "max(3, 5, 2, 5) = 5");
  assert.deepEqual(wearing(sumPieces(scene, 0), "winner"), ["5"]);
});

test("a rounded result is about equal", () => {
  assert.equal(said(one("mean", [1, 0, 0], 1 / 3, { divisor: 3 })), "(1 + 0 + 0) / 3 ≈ 0.3333");
});

test("a maximum of a value and a constant marks the winner without being told", () => {
  const scene = one("max", [-2, 0], 0, { window: [-2] });
  assert.equal(said(scene), "max(−2, 0) = 0");
  assert.deepEqual(chosenTerms(scene, 0), [1]);
});

test("a median marks the two values in the middle", () => {
  const scene = one("median", [9, 5, 2, 6], 5.5, { chosen: [1, 3] });
  assert.equal(said(scene), "median(9, 5, 2, 6) = 5.5");
  assert.deepEqual(wearing(sumPieces(scene, 0), "winner"), ["5", "6"]);
});

test("cells that can never win are not listed", () => {
  assert.equal(said(one("max", [-Infinity, 3, -Infinity, 1], 3, { chosen: [1] })), "max(3, 1) = 3");
});

test("a mean names what it divides by", () => {
  assert.equal(said(one("mean", [1, 2, 0, -1], 1, { divisor: 2 })), "(1 + 2 + 0 + (−1)) / 2 = 1");
  assert.equal(said(one("mean", [3], 3, { divisor: 1 })), "3 / 1 = 3");
});

test("a mean of many values gives their sum", () => {
  const scene = one("mean", Array(25).fill(2), 2, { divisor: 25, partial: [50] });
  assert.equal(said(scene), "sum of 25 values: 50 / 25 = 2");
});

test("a maximum of many values counts them", () => {
  assert.equal(said(one("max", Array(25).fill(2), 2)), "max of 25 values = 2");
});

test("a norm is a root of powers", () => {
  const scene = one("norm", [9, 16], 5, { divisor: 2, window: [3, -4] });
  assert.equal(said(scene), "√(9 + 16) = 5");
  assert.deepEqual([0, 1].map((i) => text(termOrigin(scene, 0, i))), ["3²", "(−4)²"]);
  assert.equal(said(one("norm", [27, 8], 3.271, { divisor: 3 })), "(27 + 8)^(1/3) = 3.271");
  assert.equal(said(one("norm", [3, 4], 7, { divisor: 1 })), "3 + 4 = 7");
});

test("a power that dropped a sign shows it", () => {
  const scene = one("norm", [27], 3, { divisor: 3, window: [-3] });
  assert.equal(text(termOrigin(scene, 0, 0)), "|−3|³");
});

test("a share is a part of all", () => {
  const scores = [2, 1, 0.1];
  const powers = scores.map(Math.exp);
  const scene = one("share", powers, 0.659, { filter: 0, window: scores });
  assert.equal(said(scene), "7.39 / (7.39 + 2.72 + 1.11) = 0.659");
  assert.deepEqual(wearing(sumPieces(scene, 0), "winner"), ["7.39", "7.39"]);
  assert.equal(text(termOrigin(scene, 0, 1)), "e1");
  assert.equal(said(one("log_share", powers, -0.417, { window: scores })),
    "log(7.39 / (7.39 + 2.72 + 1.11)) = −0.417");
});

test("a power tells what was taken off first, and does not guess at more", () => {
  const scores = [2, 1];
  const less = one("share", [1, Math.exp(-1)], 0.73, { window: scores });
  assert.equal(text(termOrigin(less, 0, 1)), "e1 − 2");
  const cooled = one("share", [1, Math.exp(-2)], 0.88, { window: scores });
  assert.equal(text(termOrigin(cooled, 0, 1)), "1 →");
});

test("a function of one cell is named", () => {
  const scene = one("map", [1.2], 0.7685, { header: { operation: "sigmoid" } });
  assert.equal(said(scene), "sigmoid(1.2) = 0.7685");
  assert.match(sentence(scene, 0), /^Step 1 of 1, row 1, column 1: sigmoid\(1.2\) = 0.7685\.$/);
});

test("what is only moved says where to", () => {
  const step = (i) => ({ reads: [0, i, 1, 1, 0, 1, 1, 1], writes: [0, i, 1, 1, 0, 1, 1, 1],
    terms: [i + 1], after: [i + 1] });
  const scene = gathering("map", [1, 3], [1, 3], [0, 1, 2].map(step), { operation: "flatten" });
  assert.equal(text(sumPieces(scene, 2)), "3 goes to cell 3");
});

test("a sum without weights is a sum of its values", () => {
  assert.equal(said(one("sum", [1, -2, 4], 3)), "1 + (−2) + 4 = 3");
  assert.equal(said(one("sum", Array(20).fill(1), 20)), "sum of 20 values = 20");
});

test("a term that is not the value read says what it came from", () => {
  const scene = one("sum", [4, 9], 13, { window: [2, 9] });
  assert.deepEqual([0, 1].map((i) => text(termOrigin(scene, 0, i))), ["2 →", null]);
});

test("where gradients run back there is no bias", () => {
  const scene = convolution({ channels: 2, kernel: [1, 1] });
  scene.hasBias = false;
  scene.arrays.partial.values.set([4, -3]);
  scene.arrays.after.values[0] = 1;
  assert.equal(said(scene), "4 + (−3) = 1");
});

test("the way back of a maximum goes to the winner", () => {
  const scene = sharing(0.5, [0, 0, 1, 0], [2, 2]);
  assert.equal(text(scatterPieces(scene, 0)), "0.5 goes to row 2, column 1");
});

test("the way back of a mean is shared out evenly", () => {
  const scene = sharing(2, [0.25, 0.25, 0.25, 0.25], [2, 2]);
  assert.equal(text(scatterPieces(scene, 0)), "2 × 1/4 = 0.5 goes to each of 4 cells");
  assert.equal(text(termOrigin(scene, 0, 3)), "2 × 0.25");
});

test("the way back of a sum is handed to every cell", () => {
  assert.equal(text(scatterPieces(sharing(2, [1, 1, 1], [1, 3]), 0)), "2 goes to each of 3 cells");
});

test("the way back of a function is one product", () => {
  assert.equal(text(scatterPieces(sharing(2, [0.25], [1, 1]), 0)), "2 × 0.25 = 0.5");
  assert.equal(text(scatterPieces(sharing(2, [0], [1, 1]), 0)), "2 × 0 = 0");
});

test("unequal slopes are counted", () => {
  assert.equal(text(scatterPieces(sharing(2, [0.5, 0, -0.5], [1, 3]), 0)),
    "2 × each slope goes to 2 cells");
});

test("what falls off the output goes nowhere", () => {
  const scene = sharing(2, [1], [1, 1]);
  scene.arrays.writes.values[0] = -1;
  assert.equal(text(scatterPieces(scene, 0)), "2 falls outside");
});

test("a cell tells what came back to it", () => {
  const scene = sharing(2, [0.25, 0.25, 0.25, 0.25], [2, 2]);
  const line = contributions(scene, { plane: 0, row: 1, col: 1 }, 0);
  assert.equal(text(line), "2 × 1/4 = 0.5");
});

test("colours follow the meaning: what arrives belongs to the output", () => {
  const roles = { input: "output", output: "input", kernel: "kernel" };
  const scene = sharing(2, [0.25], [1, 1], { roles });
  assert.deepEqual(scatterPieces(scene, 0).map(({ role }) => role), ["output", "", "kernel", "", "input"]);
});

test("cells of a row are counted, or called by their names", () => {
  const step = (i) => ({ reads: [0, 0, 1, 3, 0, 1, 1, 1], writes: [0, i, 1, 1, 0, 1, 1, 1],
    terms: [1, 2, 3], after: [6] });
  const scene = gathering("sum", [1, 3], [1, 3], [0, 1, 2].map(step));
  assert.equal(caption(scene, 1), "Step 2 of 3 · cell 2");
  scene.message.columns = { output: ["cat", "dog", "owl"] };
  assert.equal(caption(scene, 1), "Step 2 of 3 · dog");
});
