import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "../../assets/components/stage/scene.js";
import { contributions } from "../../assets/components/stage/scatter_pieces.js";
import { sumPieces } from "../../assets/components/stage/sum_pieces.js";
import { caption, sentence } from "../../assets/components/stage/words.js";
import { convolution, transposed } from "./scenes.mjs";

const text = (pieces) => pieces.map((piece) => piece.text).join("");
const roles = (pieces) =>
  pieces.filter(({ role }) => role).map((piece) => [piece.text, piece.role]);

test("the caption counts from one", () => {
  assert.equal(caption(convolution({ rows: 5, cols: 5, kernel: [3, 3] }), 2),
    "Step 3 of 9 · row 1, column 3");
  assert.equal(caption(convolution({ filters: 2, rows: 2, cols: 3 }), 1),
    "Step 2 of 2 · map 2, row 1, column 1");
});

test("partial sums, bias and result stand in one line, each in its colour", () => {
  const scene = convolution({ channels: 2, kernel: [1, 1] });
  scene.arrays.partial.values.set([4, -3]);
  scene.arrays.after.values[0] = 1;
  assert.equal(text(sumPieces(scene, 0)), "4 + (−3) + bias 0 = 1");
  assert.deepEqual(roles(sumPieces(scene, 0)), [["bias 0", "kernel"], ["1", "output"]]);
});

test("the sentence for a screen reader has every product", () => {
  const scene = convolution({ rows: 1, cols: 2, kernel: [1, 2] });
  scene.arrays.window.values.set([7, -8]);
  scene.arrays.partial.values[0] = -9;
  scene.arrays.after.values[0] = -9;
  assert.equal(sentence(scene, 0),
    "Step 1 of 1, row 1, column 1: 7 × 1 + (−8) × 2 = −9 + bias 0 = −9.");
});

test("an impossible setting is its own sentence", () => {
  const { message } = convolution();
  const none = { shape: [0, 8], values: new Int16Array() };
  const output = { shape: [1, 0, 0], values: new Float32Array() };
  const arrays = { ...message.arrays, reads: none, writes: none, filter: none, output };
  const scene = new Scene({ ...message, message: "It does not fit.", arrays });
  assert.equal(sentence(scene, 0), "It does not fit.");
  assert.equal(caption(scene, 0), "");
});

test("every contribution to a transposed output cell is told, later ones marked", () => {
  const scene = transposed({ stride: 2, crop: 1 });
  scene.arrays.after.values[4 * 9] = 31;
  const line = contributions(scene, { plane: 0, row: 1, col: 1 }, 2);
  assert.equal(text(line), "1 × 9 + 2 × 7 + 4 × 3 + 5 × 1 + bias 0 = 31");
  assert.deepEqual(roles(line).filter(([, role]) => role.includes("later")).map(([value]) => value),
    ["4", " × ", "3", "5", " × ", "1"]);
});

test("a transposed step says where its patch lands, inside the output", () => {
  assert.equal(text(sumPieces(transposed({ stride: 2, crop: 1 }), 0)),
    "1 × every weight, added to rows 1–2, columns 1–2");
});
