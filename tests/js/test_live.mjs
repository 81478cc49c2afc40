import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { LivePictures } from "../../assets/components/pictures/live_pictures.js";

const weights = (detail) => new CustomEvent("cnnviz:weights", { cancelable: true, detail });

let asked;
let received;
let live;
let status;

beforeEach(() => {
  asked = [];
  received = [];
  status = 200;
  globalThis.window = new EventTarget();
  globalThis.fetch = async (url, { body }) => {
    asked.push([url, JSON.parse(body)]);
    return { ok: status < 300, status, arrayBuffer: async () => new ArrayBuffer(3) };
  };
  live = new LivePictures(() => ({ place: null, have: [5] }), (data) => received.push(data.length));
});

afterEach(() => live.stop());

const settled = () => new Promise((done) => setTimeout(done, 0));

test("weights are taken and asked for where the server said", async () => {
  live.url = "./live/x";
  assert.equal(window.dispatchEvent(weights({ version: 1, seq: 2, values: [[1]] })), false);
  await settled();
  assert.deepEqual(asked, [
    ["./live/x", { version: 1, seq: 2, values: [[1]], place: null, have: [5] }],
  ]);
  assert.deepEqual(received, [3]);
});

test("without a line the weights are left to whoever turned them", () => {
  assert.equal(window.dispatchEvent(weights({ version: 1, seq: 2, values: [[1]] })), true);
});

test("an answer without content changes nothing, and the line stays", async () => {
  live.url = "./live/x";
  status = 204;
  window.dispatchEvent(weights({ version: 1, seq: 2, values: [[1]] }));
  await settled();
  assert.deepEqual(received, []);
  assert.equal(live.url, "./live/x");
});

test("a dead line is not asked again", async () => {
  live.url = "./live/x";
  status = 404;
  window.dispatchEvent(weights({ version: 1, seq: 2, values: [[1]] }));
  await settled();
  assert.equal(window.dispatchEvent(weights({ version: 1, seq: 3, values: [[1]] })), true);
});

test("a message with weights the hand has left behind is late", () => {
  live.url = "./live/x";
  assert.equal(live.isLate({ version: 1, seq: 1 }), false);
  window.dispatchEvent(weights({ version: 1, seq: 2, values: [[1]] }));
  assert.equal(live.isLate({ version: 1, seq: 1 }), true);
  assert.equal(live.isLate({ version: 1, seq: 2 }), false);
  assert.equal(live.isLate({ version: 2, seq: 0 }), false);
  assert.equal(live.isLate(undefined), false);
});
