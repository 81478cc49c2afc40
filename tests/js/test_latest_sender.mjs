import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { LatestSender } from "../../assets/components/_shared/latest_sender.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const flow = (answersTo = () => ["echo", "paint"]) => {
  const sent = [];
  const send = (value) => (sent.push(value), answersTo(value));
  return { sent, stream: new LatestSender(send, 400) };
};

test("the first value leaves at once", () => {
  const { sent, stream } = flow();
  stream.offer(1);
  assert.deepEqual(sent, [1]);
});

test("the next value waits for every answer, and the newest wins", () => {
  const { sent, stream } = flow();
  [1, 2, 3].forEach((value) => stream.offer(value));
  stream.answer("echo");
  assert.deepEqual(sent, [1]);
  stream.answer("paint");
  assert.deepEqual(sent, [1, 3]);
});

test("answers nobody waits for let nothing through", () => {
  const { sent, stream } = flow();
  stream.answer("paint");
  stream.offer(1);
  stream.offer(2);
  stream.answer("paint");
  stream.answer("paint");
  assert.deepEqual(sent, [1]);
});

test("a lost answer delays the last value, it never loses it", () => {
  const { sent, stream } = flow();
  stream.offer(1);
  stream.offer(2);
  mock.timers.tick(399);
  assert.deepEqual(sent, [1]);
  mock.timers.tick(1);
  assert.deepEqual(sent, [1, 2]);
});

test("each value says itself what it waits for", () => {
  const { sent, stream } = flow((value) => (value === "rest" ? ["echo"] : ["echo", "paint"]));
  stream.offer("rest");
  stream.offer("moving");
  stream.answer("echo");
  assert.deepEqual(sent, ["rest", "moving"]);
});

test("after a stop nothing leaves by itself", () => {
  const { sent, stream } = flow();
  stream.offer(1);
  stream.offer(2);
  stream.stop();
  mock.timers.tick(1000);
  assert.deepEqual(sent, [1]);
  assert.equal(stream.busy, false);
});
