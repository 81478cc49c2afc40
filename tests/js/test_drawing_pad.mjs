import assert from "node:assert/strict";
import { test } from "node:test";
import { PenKeys, penAfter } from "../../assets/components/_shared/pen_keys.js";

class Canvas extends EventTarget {
  press(key) {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key });
    this.dispatchEvent(event);
    return event.defaultPrevented;
  }
}

function penOnPad() {
  const said = [];
  const canvas = new Canvas();
  const pad = {
    canvas,
    start: (place) => said.push(["start", ...place]),
    draw: (place) => said.push(["draw", ...place]),
    lift: () => said.push(["lift"]),
  };
  const nib = { hidden: true, style: {}, classList: { toggle: (_, on) => { nib.down = on; } } };
  return { keys: new PenKeys(pad, nib), canvas, nib, said };
}

test("the arrow keys move the pen within the pad, other keys are left alone", () => {
  assert.deepEqual(penAfter([0.5, 0.5], "ArrowLeft"), [0.5 - 1 / 24, 0.5]);
  assert.deepEqual(penAfter([0.99, 0.5], "ArrowRight"), [1, 0.5]);
  assert.equal(penAfter([0.5, 0.5], "Tab"), null);
  assert.equal(penOnPad().canvas.press("Tab"), false);
});

test("space puts the pen down and lifts it; only a pen that is down draws", () => {
  const { canvas, nib, said } = penOnPad();
  assert.equal(canvas.press("ArrowDown"), true);
  assert.deepEqual(said, []);
  assert.equal(nib.hidden, false);
  for (const key of [" ", "ArrowDown", " ", "ArrowDown"]) canvas.press(key);
  assert.deepEqual(said.map(([what]) => what), ["start", "draw", "lift"]);
  assert.equal(nib.down, false);
});

test("a pointer, or leaving the pad, takes the pen out of the keys' hands", () => {
  for (const event of ["blur", "pointerdown"]) {
    const { canvas, nib, said } = penOnPad();
    canvas.press(" ");
    canvas.dispatchEvent(new Event(event));
    assert.deepEqual(said.at(-1), ["lift"]);
    assert.equal(nib.hidden, true);
  }
});
