import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, parseColor } from "../../assets/components/_shared/palette.js";
import {
  clipRegion, pixelOfCell, regionAround,
} from "../../assets/components/pixels/cell_region.js";
import { colorsOf, textsOf } from "../../assets/components/pixels/grid.js";
import { PixelPointer } from "../../assets/components/pixels/pixel_pointer.js";
import { fontOf, layoutOf } from "../../assets/components/pixels/layout.js";
import { Planes, shadeOf } from "../../assets/components/pixels/planes.js";

const WIDTHS = [300, 358, 420, 560, 716, 747, 860, 900, 1142, 1500];
const size = { width: 6, height: 4 };

test("three digits can be read in every magnifier at every width, and none is too wide", () => {
  for (const width of WIDTHS) {
    for (const cols of [5, 9, 13]) {
      const { columns, card, cell, plane, stacked, wide, whole } = layoutOf(width, { cols });
      assert.ok(cell >= 20, `${cols} numbers in ${width}: ${cell}`);
      assert.ok(fontOf(cell, 3) * 0.64 * 3 <= cell, `${cols} in ${width}`);
      assert.ok((stacked ? 0 : plane.width + 10) + cols * cell <= card);
      const cards = columns * card + (columns - 1) * 16;
      assert.ok(cards + (wide ? whole.width + 16 : 0) <= width);
    }
  }
});

test("sixteen numbers side by side have room on a telephone", () => {
  for (const width of WIDTHS.slice(1)) {
    const { cell, card } = layoutOf(width, { cols: 16, all: true });
    assert.ok(cell >= 20 && 16 * cell <= card, `${width}: ${cell}`);
  }
});

test("a written out picture is as wide as its numbers, but no sliver", () => {
  assert.equal(layoutOf(1142, { cols: 8, all: true }).card, 8 * 46);
  assert.equal(layoutOf(1142, { cols: 1, all: true }).card, 240);
  assert.equal(layoutOf(1142, { cols: 8, all: true }).plane.width, 0);
});

test("the whole picture stands beside its planes where there is room, else above them", () => {
  assert.equal(layoutOf(1142, { cols: 9 }).wide, true);
  assert.deepEqual([layoutOf(747, { cols: 9 }).wide, layoutOf(747, { cols: 9 }).split],
    [false, true]);
  assert.deepEqual([layoutOf(358, { cols: 9 }).columns, layoutOf(358, { cols: 9 }).split],
    [1, false]);
});

test("the pixel is in the middle of its neighbours", () => {
  const area = regionAround({ row: 2, col: 3 }, 5, size);
  assert.deepEqual(area, { row: 0, col: 1, rows: 5, cols: 5 });
  assert.deepEqual(pixelOfCell(area, 12, size), { row: 2, col: 3 });
});

test("cells beyond the picture are no pixels", () => {
  const area = regionAround({ row: 0, col: 5 }, 3, size);
  const places = Array.from({ length: 9 }, (_, at) => pixelOfCell(area, at, size));
  assert.deepEqual(places.map((place) => place !== null),
    [false, false, false, true, true, false, true, true, false]);
  assert.deepEqual(clipRegion(area, size), { row: 0, col: 4, rows: 2, cols: 2 });
});

test("without a reach every pixel is written out, in reading order", () => {
  const area = regionAround({ row: 1, col: 1 }, null, size);
  assert.deepEqual(area, { row: 0, col: 0, rows: 4, cols: 6 });
  assert.deepEqual(pixelOfCell(area, 23, size), { row: 3, col: 5 });
});

test("values are looked up, plane by plane", () => {
  const pixels = { shape: [2, 2, 3], values: Uint8Array.from({ length: 12 }, (_, i) => i) };
  const grey = { shape: [2, 2], values: Uint8Array.from([50, 60, 70, 80]) };
  const planes = new Planes(1, pixels, grey);
  const there = { row: 1, col: 0 };
  assert.deepEqual([0, 1, 2, 3].map((plane) => planes.value(plane, there)), [6, 7, 8, 70]);
  assert.deepEqual([planes.height, planes.width], [2, 2]);
});

test("a plane is shown by its own light, or in grey; the grey one always in grey", () => {
  assert.deepEqual(shadeOf(200, 0, true), [200, 0, 0]);
  assert.deepEqual(shadeOf(200, 2, true), [0, 0, 200]);
  assert.deepEqual(shadeOf(200, 2, false), [200, 200, 200]);
  assert.deepEqual(shadeOf(200, 3, true), [200, 200, 200]);
});

test("every number can be read on its colour", () => {
  for (const plane of [0, 1, 2, 3]) {
    for (const tinted of [true, false]) {
      colorsOf(plane, tinted).forEach(({ fill, ink }, value) => {
        const seen = contrast(parseColor(fill), parseColor(ink));
        assert.ok(seen >= 4.5, `${value} of plane ${plane}: ${seen}`);
      });
    }
  }
});

test("the leading nought goes where it would make the digits too small", () => {
  const texts = { cells: ["0.56"], tight: [".56"] };
  assert.deepEqual([textsOf(texts, 23), textsOf(texts, 40)], [[".56"], ["0.56"]]);
});

/** A hand over a picture of 60 x 40 on screen: ten screen pixels a pixel. */
function handOn() {
  const sheet = { getBoundingClientRect: () => ({ left: 0, top: 0, width: 60, height: 40 }) };
  const told = [];
  const hand = new PixelPointer(() => told.push({ ...hand.place, held: hand.held }));
  Object.assign(hand, { place: { row: 0, col: 0 }, size });
  hand.onPicture(sheet);
  const event = (x, y, pointerType = "mouse") => ({ clientX: x, clientY: y, pointerType });
  const press = (key, shiftKey = false) => sheet.onkeydown({
    key, shiftKey, preventDefault() {}, stopPropagation() {},
  });
  return { hand, told, sheet, event, press };
}

test("a mouse chooses by passing over, and tells once a pixel", () => {
  const { told, sheet, event } = handOn();
  for (const x of [11, 15, 19, 21]) sheet.onpointermove(event(x, 35));
  assert.deepEqual(told, [
    { row: 3, col: 1, held: false }, { row: 3, col: 2, held: false },
  ]);
});

test("a click pins, and another on the same pixel lets go", () => {
  const { hand, sheet, event } = handOn();
  sheet.onclick(event(25, 15));
  sheet.onpointermove(event(55, 35));
  assert.deepEqual([hand.place, hand.held], [{ row: 1, col: 2 }, true]);
  sheet.onclick(event(55, 35));
  assert.deepEqual([hand.place, hand.held], [{ row: 3, col: 5 }, true]);
  sheet.onclick(event(55, 35));
  assert.equal(hand.held, false);
});

test("a finger moves what is pinned, and its tap never lets go", () => {
  const { hand, sheet, event } = handOn();
  sheet.onclick(event(25, 15, "touch"));
  sheet.onclick(event(25, 15, "touch"));
  assert.equal(hand.held, true);
  sheet.onpointermove(event(45, 15, "touch"));
  assert.deepEqual([hand.place, hand.held], [{ row: 1, col: 4 }, true]);
});

test("keys move one pixel or ten, pin and let go, and stay on the picture", () => {
  const { hand, told, press } = handOn();
  press("ArrowDown");
  assert.deepEqual([hand.place, hand.held], [{ row: 1, col: 0 }, true]);
  press("ArrowRight", true);
  assert.deepEqual(hand.place, { row: 1, col: 5 });
  press("Escape");
  assert.equal(hand.held, false);
  press("Enter");
  assert.equal(hand.held, true);
  const before = told.length;
  press("a");
  assert.equal(told.length, before);
});
