import assert from "node:assert/strict";
import { test } from "node:test";
import {
  FINE, evenlySpaced, linearOrLogScale, linearTicks, logTicks, roundDown, roundUp,
} from "../../assets/components/training/ticks.js";
import { nextValue, parseSetting } from "../../assets/components/training/setting_values.js";
import { barShare, gradientNames } from "../../assets/components/training/gradients.js";
import { argmax } from "../../assets/components/_shared/arrays.js";
import {
  cellSentence, durationText, nearestKernelTexts, predictionText, rateText, timeLeftText,
} from "../../assets/components/training/words.js";
import { count, percent } from "../../assets/components/_shared/format.js";

test("a range is rounded up to 1, 2 or 5 times a power of ten, or more finely", () => {
  assert.deepEqual([0.3, 1, 2.3, 7, 130].map((size) => roundUp(size)), [0.5, 1, 5, 10, 200]);
  assert.equal(roundUp(2.3, FINE), 2.5);
  assert.deepEqual([0.3, 1, 2.3, 7, 130].map(roundDown), [0.2, 1, 2, 5, 100]);
});

test("ticks are round, equally far apart, inside, and not too many", () => {
  assert.deepEqual(linearTicks(0, 2.5, 6), [0, 0.5, 1, 1.5, 2, 2.5]);
  assert.deepEqual(linearTicks(0, 1, 4), [0, 0.5, 1]);
  assert.deepEqual(linearTicks(0, 787, 5), [0, 200, 400, 600]);
  for (const high of [0.0031, 1, 19, 20, 461, 99999]) {
    for (const most of [2, 3, 5, 9]) {
      const found = linearTicks(0, high, most);
      assert.ok(found.length <= most && found.length >= 1, `${found} up to ${high}`);
      assert.ok(found.every((value) => value >= 0 && value <= high * (1 + 1e-9)));
    }
  }
});

test("0.1 + 0.2 never shows", () => {
  assert.deepEqual(linearTicks(0, 0.3, 4), [0, 0.1, 0.2, 0.3]);
});

test("a logarithmic axis shows powers of ten, and what is between where there is room", () => {
  assert.deepEqual(logTicks(0.001, 10, 5), [0.001, 0.01, 0.1, 1, 10]);
  assert.deepEqual(logTicks(0.01, 1, 9), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  assert.deepEqual(logTicks(0.2, 2, 6), [0.2, 0.5, 1, 2]);
  assert.ok(logTicks(1e-6, 10, 4).length <= 4);
});

test("a scale places its ends, evenly or by the logarithm", () => {
  const even = linearOrLogScale([0, 10], [100, 200]);
  assert.deepEqual([0, 5, 10].map(even), [100, 150, 200]);
  const log = linearOrLogScale([0.01, 1], [100, 0], true);
  assert.deepEqual([0.01, 0.1, 1].map((value) => Math.round(log(value))), [100, 50, 0]);
  assert.equal(log(0), 100); // what is below the axis stands on it
  assert.equal(linearOrLogScale([3, 3], [0, 50])(3), 0);
});

test("thinning keeps the first and the last, evenly between", () => {
  assert.deepEqual(evenlySpaced(3, 5), [0, 1, 2]);
  assert.deepEqual(evenlySpaced(9, 3), [0, 4, 8]);
  for (const [total, room] of [[24, 7], [100, 99], [5, 2], [60, 24]]) {
    const kept = evenlySpaced(total, room);
    assert.equal(kept.length, room);
    assert.deepEqual([kept[0], kept.at(-1)], [0, total - 1]);
    assert.equal(new Set(kept).size, room);
  }
  assert.deepEqual(evenlySpaced(8, 1), [7]);
  assert.deepEqual(evenlySpaced(8, 0), []);
});

test("thousands stand apart, rates have two digits", () => {
  assert.equal(count(999), "999");
  assert.equal(count(1234567), "1,234,567");
  assert.equal(rateText(12345), "12,000");
  assert.equal(rateText(87.6), "88");
  assert.equal(rateText(0), "–");
});

test("a share that is nearly none or nearly all is not rounded to it", () => {
  assert.equal(percent(0), "0 %");
  assert.equal(percent(0.004), "<1 %");
  assert.equal(percent(0.62), "62 %");
  assert.equal(percent(0.999), ">99 %");
  assert.equal(percent(1), "100 %");
  assert.equal(percent(0.9996, 1), ">99.9 %");
  assert.equal(percent(NaN), "–");
});

test("time left is counted only while something moves", () => {
  assert.equal(durationText(3.2), "4 s");
  assert.equal(durationText(65), "1 min 5 s");
  assert.equal(durationText(3700), "1 h 1 min");
  assert.equal(durationText(Infinity), "–");
  assert.equal(timeLeftText({ state: "playing", rate: 900, epoch_left: 1.5 }), "2 s");
  assert.equal(timeLeftText({ state: "playing", rate: 900, epoch_left: null }), "–");
  assert.equal(timeLeftText({ state: "paused", rate: 900, epoch_left: 1.5 }), "–");
});

test("the verdict says the guess and whether it is right", () => {
  const view = { classes: ["cat", "dog"], image: { label: 1 } };
  assert.deepEqual(predictionText(view, [0.2, 0.8]), { text: "It says dog, and is right.", right: true });
  assert.deepEqual(predictionText(view, [0.8, 0.2]), { text: "It says cat, and is wrong.", right: false });
  assert.equal(argmax([0.1, 0.7, 0.7]), 1);
});

test("a cell of the confusion matrix is a sentence with the reader's own numbers", () => {
  const told = { classes: ["a", "b"], counts: [8, 2, 0, 0] };
  assert.equal(cellSentence({ ...told, row: 0, col: 1 }),
    "Of 10 images of a, 2 were taken for b (20 %).");
  assert.equal(cellSentence({ ...told, row: 0, col: 0 }),
    "Of 10 images of a, 8 were recognised (80 %).");
  assert.equal(cellSentence({ ...told, row: 1, col: 0 }),
    "Of 0 images of b, 0 were taken for a.");
});

const SETTINGS = { // as cnnviz/ui/training/control_bar.py sends them
  lr: {
    title: "learning rate", low: 0, high: 10, whole: false,
    steps: [0.00001, 0.005, 0.01, 0.02, 0.05, 10],
  },
  batch_size: {
    title: "batch size", low: 1, high: 512, whole: true, steps: [1, 2, 4, 8, 16, 32, 64],
  },
};

test("a number goes through its steps from wherever it stands, and stops at the ends", () => {
  assert.equal(nextValue(SETTINGS.lr, 0.01, 1), 0.02);
  assert.equal(nextValue(SETTINGS.lr, 0.01, -1), 0.005);
  assert.equal(nextValue(SETTINGS.lr, 0.013, 1), 0.02);
  assert.equal(nextValue(SETTINGS.lr, 0.010000000707805157, 1), 0.02); // a float32 of the server
  assert.equal(nextValue(SETTINGS.lr, 10, 1), 10);
  assert.equal(nextValue(SETTINGS.batch_size, 48, -1), 32);
  assert.equal(nextValue(SETTINGS.batch_size, 1, -1), 1);
});

test("what is typed for a number becomes a value it allows, or nothing", () => {
  assert.deepEqual(parseSetting(SETTINGS.lr, "0,123"), { value: 0.123 });
  assert.deepEqual(parseSetting(SETTINGS.batch_size, " 48 "), { value: 48 });
  assert.deepEqual(parseSetting(SETTINGS.lr, " "), {});
});

test("what a number may not be is said with its numbers", () => {
  const said = (name, text) => parseSetting(SETTINGS[name], text).why;
  assert.equal(said("lr", "1e3"), "1000 is too large: up to 10. The learning rate stays as it is.");
  assert.match(said("lr", "abc"), /^“abc” is not a number/);
  assert.deepEqual(parseSetting(SETTINGS.lr, "0"), { value: 0 });
  assert.match(said("lr", "-1"), /^−1 is too small: from 0 up/);
  assert.match(said("batch_size", "100000"), /^100000 is too large: up to 512\. The batch size/);
  assert.match(said("batch_size", "0"), /^0 is too small: from 1 up/);
  assert.match(said("batch_size", "2.5"), /^2\.5 is not whole/);
});

test("gradients have their place on a scale that stays", () => {
  assert.equal(barShare(0), 0);
  assert.equal(barShare(NaN), 0);
  assert.ok(barShare(1e-9) > 0 && barShare(1e-9) < 0.02);
  assert.ok(Math.abs(barShare(1e-6 * 10 ** 3.5) - 0.5) < 1e-9);
  assert.equal(barShare(1e30), 1);
});

test("gradients are named by the server, or by the layers that learn", () => {
  const layers = ["Conv2d 8 3x3", "ReLU", "Flatten", "Linear 10"].map((name) => ({ name }));
  assert.deepEqual(gradientNames({ layers, gradient_layers: ["a", "b"] }, 2), ["a", "b"]);
  assert.deepEqual(gradientNames({ layers }, 2), ["Conv2d 8 3x3", "Linear 10"]);
  assert.deepEqual(gradientNames({ layers }, 3), ["Layer 1", "Layer 2", "Layer 3"]);
});

test("a filter bears the name of the kernel it is like, inverted or not; noise bears none", () => {
  const near = { kernel: "Sobel y", likeness: 0.93, sign: -1 };
  assert.equal(nearestKernelTexts(near).kernel, "inverted Sobel y");
  assert.match(nearestKernelTexts(near).title, /light and dark swapped/);
  assert.equal(nearestKernelTexts({ ...near, kernel: "Box blur 3x3" }).kernel, "inverted Box blur");
  assert.match(nearestKernelTexts({ ...near, sign: 1 }).alike, /^93.% alike$/);
  assert.deepEqual({ ...nearestKernelTexts(null), title: "" }, { kernel: "–", alike: "", title: "" });
});
