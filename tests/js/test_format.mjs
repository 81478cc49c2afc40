import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NO_ROOM, factor, fit, isRounded, number, parseNumber,
} from "../../assets/components/_shared/format.js";

test("integers are written as they are, with a real minus sign", () => {
  assert.deepEqual([4, 0, -0, -12, 9999, 123456].map((n) => number(n)),
    ["4", "0", "0", "−12", "9999", "123456"]);
});

test("float32 noise does not reach the screen", () => {
  assert.equal(number(Math.fround(0.1)), "0.1");
  assert.equal(number(2.9999998), "3");
  assert.equal(number(Math.fround(1 / 3)), "0.3333");
});

test("a text says whether it leaves digits out, but noise is none", () => {
  assert.deepEqual([2238.25, 1 / 3, 2238, 0.25, Math.fround(0.3)].map(isRounded),
    [true, true, false, false, false]);
});

test("digits before the point are never rounded away", () => {
  assert.equal(number(12345.678), "12346");
});

test("very large and very small numbers are powers of ten", () => {
  assert.equal(number(1234567), "1.23×10⁶");
  assert.equal(number(-0.00042), "−4.2×10⁻⁴");
});

test("what is not a number says so", () => {
  assert.deepEqual([NaN, Infinity, -Infinity].map((n) => number(n)), ["NaN", "∞", "−∞"]);
});

test("a narrow cell gets fewer digits", () => {
  assert.equal(fit(0.12345, 6), "0.1235");
  assert.equal(fit(0.12345, 4), "0.12");
  assert.equal(fit(-0.12345, 4), "−0.1");
  assert.equal(fit(0.0625, 4), "0.06");
  assert.equal(fit(-112.44, 6), "−112.4");
});

test("a narrow cell never rounds to a whole number, and never drops a sign", () => {
  assert.equal(fit(-2.5, 4), "−2.5");
  assert.equal(fit(11.96, 4), "12.0");
  assert.equal(fit(1234.56, 6), "1234.6");
  const cases = [[-2.5, 3], [11.5, 3], [-0.02, 4], [0.96, 3], [-112.4, 5], [120, 2], [12345, 4]];
  assert.deepEqual(cases.map(([value, room]) => fit(value, room)), cases.map(() => NO_ROOM));
});

test("a whole number with float32 noise is whole", () => {
  assert.equal(fit(2.9999998, 1), "3");
});

test("a negative factor stands in parentheses", () => {
  assert.equal(factor(-2), "(−2)");
  assert.equal(factor(2), "2");
});

test("a reader may type a fraction, but not divide by zero", () => {
  assert.equal(parseNumber("1/4"), 0.25);
  assert.equal(parseNumber(" −1 / 0,5 "), -2);
  assert.deepEqual(["1/0", "1/", "/2", "1/2/3", "99/0.001"].map((t) => parseNumber(t, 9999)),
    [null, null, null, null, null]);
});

test("a reader may type a comma or a minus sign; words are refused", () => {
  assert.equal(parseNumber(" −1,5 "), -1.5);
  assert.equal(parseNumber("2e2"), 200);
  assert.deepEqual(["", "two", "1 2", "10000", "Infinity"].map((t) => parseNumber(t, 9999)),
    [null, null, null, null, null]);
});
