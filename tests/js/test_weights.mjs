import assert from "node:assert/strict";
import { test } from "node:test";
import { parseNumber } from "../../assets/components/_shared/format.js";
import {
  StepCounter, addWithin, flipSign, largestSize, rotateKernel, sameShape, sameValues,
  transposeKernel, withValue,
} from "../../assets/components/weights/values.js";

test("a weight may be typed as a number or as a fraction", () => {
  assert.equal(parseNumber("1/9"), 1 / 9);
  assert.equal(parseNumber(" −1 / 16 "), -1 / 16);
  assert.equal(parseNumber("0,5"), 0.5);
  assert.equal(parseNumber("-3"), -3);
});

test("what is not yet a number, or too large, changes nothing", () => {
  for (const text of ["", "-", "1/", "/9", "1/0", "1/2/3", "nine", "1e999"]) {
    assert.equal(parseNumber(text), null, text);
  }
  assert.equal(parseNumber("1001", 1000), null);
  assert.equal(parseNumber("1000/0.5", 1000), null);
});

test("ten tenths make one, and going back makes zero", () => {
  let value = 0;
  for (let i = 0; i < 10; i += 1) value = addWithin(value, 0.1, 9);
  assert.equal(value, 1);
  for (let i = 0; i < 10; i += 1) value = addWithin(value, -0.1, 9);
  assert.ok(Object.is(value, 0));
});

test("a weight stops at its limit", () => {
  assert.equal(addWithin(999.5, 1, 1000), 1000);
  assert.equal(addWithin(-999.5, -5, 1000), -1000);
});

test("small movements of the hand add up to whole steps", () => {
  const ratchet = new StepCounter(8);
  assert.deepEqual([3, 3, 3, 20, -5, -40].map((move) => ratchet.push(move)), [0, 0, 1, 2, 0, -5]);
});

test("a hand that goes up and back leaves the weight where it was", () => {
  const ratchet = new StepCounter(8);
  const steps = [5, 5, 5, 5, 5, -25].map((move) => ratchet.push(move));
  assert.equal(steps.reduce((sum, step) => sum + step), 0);
});

test("a quarter turn moves the first column to the first row, reversed", () => {
  assert.deepEqual(rotateKernel([[1, 2, 3], [4, 5, 6]]), [[4, 1], [5, 2], [6, 3]]);
});

test("four quarter turns, two transpositions and two flips change nothing", () => {
  const rows = [[1, 2, 0], [-4, 5, 6]];
  assert.deepEqual([1, 2, 3, 4].reduce(rotateKernel, rows), rows);
  assert.deepEqual(transposeKernel(transposeKernel(rows)), rows);
  assert.deepEqual(flipSign(flipSign(rows)), rows);
  assert.ok(Object.is(flipSign(rows)[0][2], 0));
});

test("changing one weight leaves the very same numbers elsewhere", () => {
  const rows = Array(3).fill(Array(3).fill(1 / 9));
  const changed = withValue(rows, { row: 1, col: 2 }, 5);
  assert.equal(changed[1][2], 5);
  assert.equal(changed.flat().filter((value) => value === 1 / 9).length, 8);
  assert.equal(rows[1][2], 1 / 9);
});

test("kernels are the same when every weight is, even in other arrays", () => {
  assert.ok(sameValues([[1, 0.5]], [[1, 0.5]]));
  assert.ok(!sameValues([[1, 0.5]], [[1, 0.25]]));
  assert.ok(!sameValues([[1, 2]], [[1], [2]]));
});

test("shapes and the strongest weight are read off the rows", () => {
  assert.ok(sameShape([[1, 2]], [[3, 4]]));
  assert.ok(!sameShape([[1, 2]], [[1], [2]]));
  assert.equal(largestSize([[1, -8], [2, 3]]), 8);
});
