import assert from "node:assert/strict";
import { test } from "node:test";
import {
  MOST_MAPS, columnsOf, formOf, isShown, pageFrom,
} from "../../assets/components/network/columns.js";
import { anchor, litLinks, restingLinks } from "../../assets/components/network/links.js";
import { nearestBox } from "../../assets/components/_shared/roving_focus.js";
import { besideIn, isWritten, unfoldedIn } from "../../assets/components/network/unfold.js";
import { View } from "../../assets/components/network/view.js";
import { branched, plain } from "./networks.mjs";

const ROOMS = [[946, 546], [976, 556], [566, 426], [346, 426], [1300, 600]]
  .map(([width, height]) => ({ width, height }));

const layer = (name, column, form, count, more = {}) =>
  ({ name, column, lane: 0, form, count, ratio: 1, letters: 3, ...more });

/** The two networks that ship, as layers. */
const DIGITS = [
  layer("image", 0, "maps", 1),
  ...["conv1", "relu1", "pool1"].map((name, i) => layer(name, i + 1, "maps", 8)),
  ...["conv2", "relu2", "pool2"].map((name, i) => layer(name, i + 4, "maps", 16)),
  layer("flatten", 7, "matrix", 64), layer("linear1", 8, "list", 10, { letters: 0 }),
  layer("softmax", 9, "bars", 10, { letters: 1 }),
];
const SHAPES = [
  layer("image", 0, "maps", 3),
  ...Array.from({ length: 10 }, (_, i) => layer(`maps${i}`, i + 1, "maps", 10)),
  layer("flatten", 11, "matrix", 1690), layer("linear1", 12, "list", 4, { letters: 0 }),
  layer("softmax", 13, "bars", 4, { letters: 8 }),
];
const LANES = [
  layer("image", 0, "maps", 3), layer("a", 1, "maps", 64), layer("b", 1, "maps", 200, { lane: 1 }),
  layer("c", 2, "maps", 12, { lane: 1, ratio: 2 }), layer("sum", 3, "maps", 5, { ratio: 0.4 }),
];

const boxesOf = ({ blocks }) => Object.values(blocks);
const apart = (one, other) =>
  one.left + one.width <= other.left || other.left + other.width <= one.left
  || one.top + one.height <= other.top || other.top + other.height <= one.top;

test("no layer lies over another, and all of them lie on the sheet", () => {
  for (const room of ROOMS) {
    for (const layers of [DIGITS, SHAPES, LANES]) {
      const layout = columnsOf(layers, room);
      const boxes = boxesOf(layout);
      boxes.forEach((one, i) => assert.ok(boxes.slice(i + 1).every((other) => apart(one, other))));
      for (const { left, top, width, height } of boxes) {
        assert.ok(left >= 0 && top >= 0, `${left}, ${top}`);
        assert.ok(left + width <= layout.width && top + height <= layout.height);
      }
    }
  }
});

test("no map lies over another, and none is smaller than can be seen", () => {
  for (const room of ROOMS) {
    for (const layers of [DIGITS, SHAPES, LANES]) {
      const { blocks } = columnsOf(layers, room);
      for (const { name, form, count, ratio } of layers.filter((one) => one.form === "maps")) {
        const { tiles, side, tall, width, body } = blocks[name];
        assert.equal(tiles.length, Math.min(count, MOST_MAPS), `${form} ${name}`);
        assert.equal(new Set(tiles.map(({ left, top }) => `${left},${top}`)).size, tiles.length);
        assert.ok(Math.max(side, tall) >= 14, `${side} x ${tall} at ratio ${ratio}`);
        assert.ok(tiles.every(({ left, top }) => left + side <= width + 0.5 && top + tall <= body));
      }
    }
  }
});

test("both networks that ship are seen whole on a laptop, the digits on a tablet too", () => {
  for (const [width, height] of [[551, 608], [575, 428]]) {
    const layout = columnsOf(DIGITS, { width, height });
    assert.equal(layout.width, width);
    assert.ok(layout.blocks.conv1.side > layout.blocks.conv2.side, "few maps are larger");
  }
  assert.equal(columnsOf(SHAPES, { width: 821, height: 458 }).width, 821);
  assert.equal(columnsOf(DIGITS, ROOMS[1]).width, ROOMS[1].width);
  assert.equal(columnsOf(SHAPES, ROOMS[1]).width, ROOMS[1].width);
  assert.ok(columnsOf(SHAPES, ROOMS[3]).width > ROOMS[3].width);
});

test("layers stand from left to right, lanes from top to bottom", () => {
  const { blocks } = columnsOf(LANES, ROOMS[0]);
  assert.ok(blocks.image.left + blocks.image.width < blocks.a.left);
  assert.ok(blocks.b.left + blocks.b.width < blocks.c.left);
  assert.ok(blocks.a.top + blocks.a.height <= blocks.b.top);
});

test("a short vector is written out with names, a long one is a matrix", () => {
  const form = (kind, shape, name = "x") => formOf({ gives_shares: kind === "Softmax", shape, name }, "softmax", 1, 500);
  assert.equal(form("Conv", [8, 6, 6]), "maps");
  assert.equal(form("Gemm", [10]), "list");
  assert.equal(form("Softmax", [10], "softmax"), "bars");
  assert.equal(form("Flatten", [400]), "matrix");
});

test("every cell of a long vector has its place in the matrix", () => {
  for (const count of [26, 64, 400, 1690, 25088]) {
    const { blocks } = columnsOf([layer("flatten", 0, "matrix", count)], ROOMS[0]);
    const { cell, across, side, tall } = blocks.flatten;
    assert.ok(cell >= 4 && across * Math.ceil(count / across) >= count);
    assert.ok(across * cell === side && Math.ceil(count / across) * cell === tall);
  }
});

const layersOf = (view) => view.nodes.map(({ name, column, lane, shape }) => ({
  name, column, lane, form: shape.length === 3 ? "maps" : "matrix", count: shape[0], ratio: 1,
  letters: 0,
}));
const layoutOf = (view) => columnsOf(layersOf(view), ROOMS[0]);

test("lines go from every map to what reads it, without a number that is none", () => {
  for (const made of [plain(), branched()]) {
    const view = new View(made);
    const layout = layoutOf(view);
    const { lines, bands } = restingLinks(view, layout);
    assert.ok(lines.startsWith("M") && bands.startsWith("M"));
    assert.ok(!/NaN|undefined/.test(lines + bands));
  }
});

test("a lit map is fed by the maps it reads", () => {
  const view = new View(plain());
  const layout = layoutOf(view);
  assert.deepEqual([...litLinks(view, layout, "conv1", 2).fed], ["image 0"]);
  assert.deepEqual([...litLinks(view, layout, "pool1", 3).fed], ["relu1 3"]);
  assert.equal(litLinks(view, layout, "linear1", 0).fed.size, 36);
  const { conv1 } = layout.blocks;
  assert.equal(anchor(conv1, 0, 1)[0], conv1.left + conv1.tiles[0].left + conv1.side);
});

test("a layer of very many maps is shown page by page, each of them full", () => {
  assert.deepEqual([0, 64, 100, 999].map((first) => pageFrom(128, first)), [0, 64, 64, 64]);
  assert.deepEqual([64, 128, 192].map((first) => pageFrom(200, first)), [64, 128, 136]);
  assert.deepEqual([pageFrom(64, 64), pageFrom(10, 5)], [0, 0]);
  const { blocks } = columnsOf([layer("image", 0, "maps", 3), layer("a", 1, "maps", 200,
    { first: 192 })], ROOMS[0]);
  assert.deepEqual([135, 136, 199].map((channel) => isShown(blocks.a, channel)),
    [false, true, true]);
  assert.ok(blocks.a.width >= 164, "its count and two buttons stand side by side");
});

test("layers whose maps go one by one into each other turn together", () => {
  const view = new View(branched());
  assert.deepEqual([...view.inStep("joined")].sort(), ["joined", "mean"]);
  assert.deepEqual([...view.inStep("d")].sort(), ["c", "d"]);
  assert.deepEqual([...view.inStep("a")], ["a"]);
  assert.deepEqual([...new View(plain()).inStep("pool1")].sort(), ["conv1", "pool1", "relu1"]);
});

test("on another page lines go from the maps that are on screen, and from no other", () => {
  const view = new View(branched());
  const layers = layersOf(view);
  const layout = columnsOf(layers.map((one) => ({ ...one, first: 32 })), ROOMS[0]);
  const { joined, mean } = layout.blocks;
  assert.deepEqual([joined.first, mean.first], [32, 32]);
  assert.equal(litLinks(view, layout, "mean", 40).path.match(/M/g).length, 1);
  assert.equal(litLinks(view, layout, "mean", 4).path, "");
  const from = joined.tiles[40 - 32];
  assert.deepEqual(anchor(joined, 40, 1), [joined.left + from.left + joined.side,
    joined.top + joined.head + from.top + joined.tall / 2]);
});

test("the arrow keys find the nearestBox in their direction", () => {
  const box = (left, top) => ({ left, top, width: 10, height: 10 });
  const boxes = [box(0, 0), box(0, 20), box(30, 0), box(30, 19), box(60, 40)];
  assert.equal(nearestBox(boxes, 0, "ArrowRight"), 2);
  assert.equal(nearestBox(boxes, 0, "ArrowDown"), 1);
  assert.equal(nearestBox(boxes, 1, "ArrowRight"), 3);
  assert.equal(nearestBox(boxes, 0, "ArrowLeft"), -1);
});

test("a unit's maps and kernels fit beside each other", () => {
  for (const { width, height } of ROOMS) {
    for (const count of [1, 3, 8, 16, 64]) {
      for (const kernel of [[3, 3], [1, 1], [5, 5], [13, 13]]) {
        const { columns, map, result, stacked } = unfoldedIn({ width, height }, count, kernel, 45);
        const across = isWritten(kernel) ? kernel[1] * 45 + 8 : map;
        const row = 2 * map + across + 64;
        const room = width - (stacked ? 12 : result + 56);
        assert.ok(map === 34 || columns * row <= room, `${map} of ${width}`);
        assert.ok(map >= 34 && result >= 84);
      }
    }
  }
});

test("a network wider than its room stands in as few columns as the height allows", () => {
  const layers = Array.from({ length: 20 }, (_, i) => layer(`conv${i}`, i, "maps", 10));
  const { blocks } = columnsOf(layers, { width: 820, height: 440 });
  assert.equal(blocks.conv3.side, 34);
  assert.equal(new Set(blocks.conv3.tiles.map(({ left }) => left)).size, 1);
});

test("many small maps of a dense unit stand in as many columns as fit", () => {
  const columns = ([width, height]) =>
    unfoldedIn({ width, height }, 16, [2, 2], 45, true).columns;
  assert.deepEqual([[1300, 408], [918, 408], [538, 364], [318, 364]].map(columns), [3, 2, 1, 1]);
  assert.equal(unfoldedIn({ width: 918, height: 900 }, 2, [2, 2], 45, true).columns, 1);
});

test("a pooled map is drawn at the scale of the map before it", () => {
  const { map, result } = besideIn(ROOMS[0], 1, [60, 60], [30, 30]);
  assert.equal(result, Math.round(map / 2));
  assert.ok(map + result < ROOMS[0].width && map < ROOMS[0].height);
});
