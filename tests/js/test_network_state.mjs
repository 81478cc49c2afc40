import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { cellAfter } from "../../assets/components/network/cells.js";
import { placeIn } from "../../assets/components/network/channels.js";
import { Line } from "../../assets/components/network/line.js";
import { Peek } from "../../assets/components/network/peek.js";
import {
  entrance, sameNetwork, sameValues, strongest,
} from "../../assets/components/network/places.js";
import {
  HOME, aside, back, into, levelOf, placeFrom, samePlace, stillThere, upTo,
} from "../../assets/components/network/trail.js";
import { View } from "../../assets/components/network/view.js";
import { branched, plain } from "./networks.mjs";

const unit = { node: "conv1", channel: 2, cell: null };
const value = { node: "conv1", channel: 2, cell: [2, 3, 4] };
const behind = { node: "image", channel: 0, cell: [0, 2, 3] };

test("the way goes from the network to a map, to a value, to the value behind it", () => {
  assert.equal(levelOf(HOME), 1);
  const trail = [unit, value, behind].reduce(into, HOME);
  assert.deepEqual(trail, [unit, value, behind]);
  assert.deepEqual([levelOf([unit]), levelOf(trail)], [2, 3]);
  assert.deepEqual(back(trail), [unit, value]);
  assert.deepEqual(upTo(trail, 0), [unit]);
  assert.deepEqual(upTo(trail, -1), []);
});

test("a place already on the way is gone back to, one beside takes the last one's place", () => {
  const trail = [unit, value, behind];
  assert.deepEqual(into(trail, { ...value }), [unit, value]);
  const other = { ...behind, cell: [0, 1, 1] };
  assert.deepEqual(aside(trail, other), [unit, value, other]);
  assert.ok(samePlace(value, { ...value, cell: [...value.cell] }) && !samePlace(unit, value));
});

test("in another network only the part of the way is kept that it has", () => {
  const view = new View(plain());
  assert.deepEqual(stillThere([unit, value, behind], view), [unit, value, behind]);
  assert.deepEqual(stillThere([unit, { ...value, node: "gone" }, behind], view), [unit]);
  assert.deepEqual(stillThere([{ ...unit, channel: 9 }], view), []);
});

test("a place from a link is opened only if the network has it", () => {
  const view = new View(plain());
  assert.deepEqual(placeFrom({ node: "conv1", channel: 2, cell: [2, 3, 4] }, view), value);
  assert.deepEqual(placeFrom({ node: "conv1", channel: 2 }, view), unit);
  assert.deepEqual(placeFrom({ node: "linear1", channel: 1, cell: [1] }, view),
    { node: "linear1", channel: 1, cell: [1] });
  assert.deepEqual(placeFrom({ node: "softmax", channel: 1 }, view),
    { node: "softmax", channel: 1, cell: [1] });
  for (const at of [null, 3, { node: "x" }, { node: "conv1" }, { node: "conv1", channel: 7 },
    { node: "conv1", channel: 0, cell: [0, 6, 0] }]) assert.equal(placeFrom(at, view), null);
});

test("values are found by layer, map and cell", () => {
  const made = plain();
  const view = new View(made);
  assert.equal(view.read("conv1", [1, 2, 3]), made.arrays.values[1].values[36 + 15]);
  assert.equal(view.read("flatten", [7]), made.arrays.values[4].values[7]);
  assert.equal(view.map("pool1", 3).length, 9);
  assert.deepEqual(view.unfolded("flatten", 14), { node: "pool1", cell: [1, 1, 2] });
  assert.equal(view.unfolded("linear1", 0), null);
  assert.ok(!view.holds("conv1", [0, -1, 0]) && view.holds("conv1", [3, 5, 5]));
});

test("each layer says which maps it reads", () => {
  const view = new View(branched());
  assert.deepEqual(view.sources("a", 5), [{ node: "image", channels: [0, 1, 2] }]);
  assert.deepEqual(view.sources("b", 17), [{ node: "a", channels: [4, 5, 6, 7] }]);
  assert.deepEqual(view.sources("d", 9), [{ node: "c", channels: [9] }]);
  assert.deepEqual(view.sources("joined", 70), [{ node: "d", channels: [6] }]);
  assert.deepEqual(view.sources("flat", 40), [{ node: "mean", channels: [40] }]);
  assert.equal(view.sources("scores", 0)[0].channels.length, 96);
  assert.deepEqual(new View(plain()).sources("flatten", 20), [{ node: "pool1", channels: [2] }]);
});

test("the colour scale reaches as far as the map, the layer or the network", () => {
  const view = new View(plain());
  const most = (values) => Math.max(...Array.from(values, Math.abs));
  assert.equal(view.limit("map", "pool1", 1), most(view.map("pool1", 1)));
  assert.equal(view.limit("layer", "pool1", 1), most(view.values("pool1")));
  assert.equal(view.limit("all", "pool1", 1),
    Math.max(...["conv1", "relu1", "pool1"].map((name) => most(view.values(name)))));
});

test("maps and scores unfold, other values are written out at once", () => {
  const view = new View(plain());
  assert.equal(entrance(view, "relu1", 1).cell, null);
  assert.equal(entrance(view, "linear1", 1).cell, null);
  assert.deepEqual(entrance(view, "softmax", 1).cell, [1]);
  assert.deepEqual(entrance(view, "flatten", 9).cell, [9]);
});

test("the strongest cell is found, negative or not", () => {
  const made = plain();
  made.arrays.values[1].values.fill(0, 0, 36);
  made.arrays.values[1].values[13] = -9;
  assert.deepEqual(strongest(new View(made), { node: "conv1", channel: 0 }), [0, 2, 1]);
  assert.deepEqual(strongest(new View(made), { node: "linear1", channel: 1 }), [1]);
});

test("the same network is known again, and the same picture in it", () => {
  const [one, other] = [new View(plain()), new View(plain())];
  assert.ok(sameNetwork(one, other) && sameValues(one, other));
  other.values("image")[3] = 5;
  assert.ok(sameNetwork(one, other) && !sameValues(one, other));
  assert.ok(!sameNetwork(one, new View(branched())) && !sameNetwork(null, one));
});

test("a cell of a window is found on the map it was read from, also with dilation", () => {
  const view = new View(plain());
  const part = { source: "relu1", box: {
    row: -1, col: 2, height: 3, width: 3, channel: 1, depth: 2, row_step: 2, col_step: 2,
  } };
  assert.deepEqual(placeIn(view, part, 0).cell, [1, -1, 2]);
  assert.deepEqual(placeIn(view, part, 13).cell, [2, 1, 4]);
  const whole = {
    row: 0, col: 0, height: 1, width: 1, channel: 0, depth: 36, row_step: 1, col_step: 1,
  };
  assert.deepEqual(placeIn(view, { source: "flatten", box: whole }, 7).cell, [7]);
});

test("arrow keys move from cell to cell and stop at the edge", () => {
  assert.deepEqual(cellAfter([1, 1], "ArrowUp", [3, 3]), [0, 1]);
  assert.equal(cellAfter([0, 2], "ArrowRight", [3, 3]), null);
  assert.equal(cellAfter([0, 0], "a", [3, 3]), null);
});

let sent;
let release;
let status;
const settled = () => new Promise((done) => setTimeout(done, 0));

beforeEach(() => {
  sent = [];
  status = 200;
  globalThis.fetch = (url, { body }) => new Promise((done) => {
    const arrayBuffer = async () => new ArrayBuffer(2);
    sent.push(body);
    release = () => done({ ok: status < 300, status, arrayBuffer });
  });
});
afterEach(() => delete globalThis.fetch);

test("one question of a kind travels at a time, and the newest goes next", async () => {
  const line = new Line(() => assert.fail());
  line.url = "./live/x";
  const heard = [];
  for (const name of ["a", "b", "c"]) line.ask("look", () => name, () => heard.push(name));
  assert.deepEqual(sent, ["a"]);
  release();
  await settled();
  assert.deepEqual([sent, heard], [["a", "c"], []]);
  release();
  await settled();
  assert.deepEqual(heard, ["c"]);
});

test("a drawing's answer is shown even while the next one travels", async () => {
  const line = new Line(() => assert.fail());
  line.url = "./live/x";
  const heard = [];
  for (const name of ["a", "b"]) line.ask("draw", () => name, () => heard.push(name));
  release();
  await settled();
  assert.deepEqual(heard, ["a"]);
});

test("an answer out of date is dropped, a dead line is told once a question", async () => {
  let lost = 0;
  const line = new Line(() => { lost += 1; });
  line.url = "./live/x";
  status = 204;
  line.ask("look", () => "a", () => assert.fail());
  release();
  await settled();
  assert.equal(lost, 0);
  status = 404;
  line.ask("look", () => "b", () => assert.fail());
  release();
  await settled();
  assert.equal(lost, 1);
  assert.equal(line.isBusy("look"), false);
});

test("what a value sees is asked once, and a pixel sees itself", async () => {
  const shown = [];
  const network = {
    view: new View(plain()), line: { ask: () => assert.fail() },
    screen: { reading: (place, reading) => shown.push(reading?.seen ?? null) },
  };
  const peek = new Peek(network);
  const seen = { row: 2, col: 3, rows: 3, cols: 3 };
  peek.learn({ ask: "value", node: "conv1", cell: [2, 3, 4], seen, parts: [] });
  peek.ask(value);
  peek.ask(behind);
  peek.ask(unit);
  assert.deepEqual(shown, [seen, { row: 2, col: 3, rows: 1, cols: 1 }, null]);
  peek.stop();
});
