import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox, editableCells, sameCell } from "../../assets/components/stage/edits.js";
import { convolution } from "./scenes.mjs";

test("Tab visits the kernel, its bias, then the input", () => {
  const scene = convolution({ rows: 2, cols: 2, kernel: [1, 2], filters: 2 });
  const places = editableCells(scene, 1)
    .map(({ grid, plane, row, col }) => [grid, plane, row, col]);
  assert.deepEqual(places, [
    ["kernel", 1, 0, 0], ["kernel", 1, 0, 1], ["bias", 1, 0, 0],
    ["input", 0, 0, 0], ["input", 0, 0, 1], ["input", 0, 1, 0], ["input", 0, 1, 1],
  ]);
});

test("what may not be edited is not visited", () => {
  const scene = convolution();
  scene.input.editable = false;
  scene.kernel.editable = false;
  assert.deepEqual(editableCells(scene, 0), []);
});

test("a cell is the same by its place", () => {
  const cell = { grid: "kernel", plane: 0, channel: 0, row: 1, col: 2 };
  assert.ok(sameCell(cell, { ...cell, value: 4 }));
  assert.ok(!sameCell(cell, { ...cell, col: 1 }));
});

test("the next edit leaves when the last was answered", () => {
  const sent = [];
  const outbox = new Outbox((edit) => sent.push(edit));
  outbox.put("first");
  outbox.put("second");
  assert.deepEqual(sent, ["first"]);
  outbox.next();
  assert.deepEqual(sent, ["first", "second"]);
  outbox.next();
  outbox.put("third");
  assert.deepEqual(sent, ["first", "second", "third"]);
  outbox.next();
});

test("a scene without a bias offers none to change", () => {
  const scene = convolution({ rows: 2, cols: 2, kernel: [1, 2] });
  scene.hasBias = false;
  assert.ok(editableCells(scene, 0).every(({ grid }) => grid !== "bias"));
});
