import assert from "node:assert/strict";
import { test } from "node:test";
import {
  READABLE, contrast, greyColor, ink, mix, parseColor, readable, signedColor,
} from "../../assets/components/_shared/palette.js";

const LIGHT = { surface: "#f3f5f8", negative: "#c8371f", positive: "#4a4fbf" };
const DARK = { surface: "#1b212b", negative: "#ff7a66", positive: "#98a0ff" };
const themes = [LIGHT, DARK].map((theme) =>
  Object.fromEntries(Object.entries(theme).map(([role, text]) => [role, parseColor(text)])));

test("colours are read in the forms CSS gives them", () => {
  assert.deepEqual(parseColor("#0b7fc7"), [11, 127, 199]);
  assert.deepEqual(parseColor("#fff"), [255, 255, 255]);
  assert.deepEqual(parseColor("rgb(1, 2, 3)"), [1, 2, 3]);
  assert.deepEqual(parseColor("rgba(1, 2, 3, 0.5)"), [1, 2, 3]);
  assert.equal(parseColor(""), null);
});

test("black on white has contrast 21", () => {
  assert.equal(Math.round(contrast([0, 0, 0], [255, 255, 255])), 21);
});

test("every number can be read on its cell, in both themes", () => {
  for (const theme of themes) {
    for (let value = -1; value <= 1; value += 1 / 128) {
      for (const fill of [signedColor(theme, value, 1), greyColor(value, -1, 1)]) {
        assert.ok(contrast(ink(fill), fill) >= READABLE, `${value} on ${fill}`);
      }
    }
  }
});

test("zero is neutral and the sign decides the colour", () => {
  const [theme] = themes;
  assert.deepEqual(signedColor(theme, 0, 3), theme.surface);
  assert.deepEqual(signedColor(theme, -3, 3), theme.negative);
  assert.deepEqual(signedColor(theme, 9, 3), theme.positive);
  assert.deepEqual(signedColor(theme, NaN, 3), theme.surface);
});

test("grey runs from black to white", () => {
  assert.deepEqual(greyColor(0, 0, 255), [0, 0, 0]);
  assert.deepEqual(greyColor(255, 0, 255), [255, 255, 255]);
});

test("a role colour is pushed towards the text until it can be read", () => {
  const [white, text, orange] = ["#ffffff", "#17202c", "#e07a00"].map(parseColor);
  assert.ok(contrast(readable(orange, white, text), white) >= READABLE);
  assert.deepEqual(readable(text, white, text), mix(text, text, 0));
});
