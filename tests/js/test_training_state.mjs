import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { SettingsReport } from "../../assets/components/training/settings_report.js";
import { Connection, delayOf, socketAddress } from "../../assets/components/_shared/connection.js";
import { packDrawing } from "../../assets/components/_shared/drawing_pad.js";
import { Reconnect } from "../../assets/components/training/reconnect.js";
import { isFreed, statusOf } from "../../assets/components/training/status_text.js";
import { NO_FRAME, mergeFrame } from "../../assets/components/training/frame_state.js";
import {
  PATIENCE, OptimisticUpdates,
} from "../../assets/components/training/optimistic_updates.js";

const OPEN = { state: "open", hopeless: false };
const array = (values, shape = [values.length]) => ({ shape, values: Float32Array.from(values) });
const frame = (header, arrays = {}) => ({ frame: 1, state: "paused", ...header, arrays });

test("what was asked for is shown until it is confirmed, or patience ends", () => {
  let now = 0;
  const updates = new OptimisticUpdates(() => now);
  updates.expect("state", "playing");
  assert.equal(updates.shown("state", "paused"), "playing");
  assert.equal(updates.shown("lr", 0.1), 0.1);
  assert.equal(updates.shown("state", "playing"), "playing"); // confirmed: the update is over
  assert.equal(updates.shown("state", "paused"), "paused");
  updates.expect("state", "playing");
  now += PATIENCE + 1;
  assert.equal(updates.shown("state", "paused"), "paused");
});

test("the stamp changes whenever what is shown may", () => {
  const updates = new OptimisticUpdates(() => 0);
  const before = updates.stamp;
  updates.expect("lock 2", true);
  assert.notEqual(updates.stamp, before);
});

test("it waits longer after every failure, up to five seconds, not in step with others", () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) => delayOf(failures, () => 0.5));
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 5000, 5000]);
  assert.deepEqual([delayOf(1, () => 0), delayOf(1, () => 1)], [200, 300]);
});

test("the connection lies beside the page, as safe as the page", () => {
  const from = (page) => socketAddress("./training/x", page);
  assert.equal(from("http://host:8501/training"), "ws://host:8501/training/x");
  assert.equal(from("https://host/app/training?a=1"), "wss://host/app/training/x");
});

class Socket {
  constructor(address) {
    Object.assign(this, { address, sent: [] });
  }

  send(message) {
    this.sent.push(message);
  }

  close() {
    this.closed = true;
  }
}

function wired() {
  globalThis.document = {
    baseURI: "http://host/page", visibilityState: "visible",
    addEventListener() {}, removeEventListener() {},
  };
  const sockets = [];
  const states = [];
  const heard = [];
  const connection = new Connection({
    message: (bytes) => heard.push(bytes.length), changed: (state) => states.push(state),
    make: (address) => {
      sockets.push(new Socket(address));
      return sockets.at(-1);
    },
  });
  return { connection, sockets, states, heard };
}

test("a lost connection is tried again; a training that is gone is not", () => {
  const { connection, sockets, states } = wired();
  connection.open("./training/a");
  sockets[0].onopen();
  assert.ok(connection.send({ do: "play" }));
  assert.deepEqual(sockets[0].sent, ['{"do":"play"}']);
  sockets[0].onclose({ code: 1006 });
  assert.deepEqual(states, ["connecting", "open", "waiting"]);
  assert.equal(connection.send({ do: "play" }), false);
  connection.retry();
  assert.equal(sockets.length, 2);
  sockets[1].onclose({ code: 4410 });
  assert.equal(connection.state, "gone");
  connection.retry();
  assert.equal(sockets.length, 2);
  connection.stop();
});

test("a training taken over by another window comes back only when the reader wants it", () => {
  const { connection, sockets } = wired();
  connection.open("./training/a");
  sockets[0].onopen();
  sockets[0].onclose({ code: 4409 });
  assert.equal(connection.state, "taken");
  connection.retry();
  assert.equal(sockets.length, 2);
  connection.stop();
});

test("after four failures the reader is told; a frame makes good again", () => {
  const { connection, sockets, heard } = wired();
  connection.open("./training/a");
  for (let i = 0; i < 4; i += 1) {
    sockets.at(-1).onclose({ code: 1006 });
    connection.retry();
  }
  assert.ok(connection.hopeless);
  sockets.at(-1).onopen();
  sockets.at(-1).onmessage({ data: new ArrayBuffer(5) });
  assert.ok(!connection.hopeless);
  assert.deepEqual(heard, [5]);
  connection.stop();
});

test("another address ends the old connection without a word, the same one changes nothing", () => {
  const { connection, sockets } = wired();
  connection.open("./training/a");
  connection.open("./training/a");
  assert.equal(sockets.length, 1);
  connection.open("./training/b");
  assert.ok(sockets[0].closed && sockets[0].onclose === null);
  assert.equal(sockets[1].address, "ws://host/training/b");
  connection.open(null);
  assert.equal(connection.state, "none");
  connection.stop();
});

test("a stopped run says why and offers the moment before", () => {
  const snapshots = [{ id: 1, step: 0 }, { id: 4, step: 100 }, { id: 5, step: 120 }];
  const why = "The loss became infinite at step 120.";
  const view = { state: "stopped", step: 120, why, snapshots };
  assert.deepEqual(statusOf(view, OPEN), {
    text: why, alarm: true,
    button: { act: "back", label: "Go back to step 100", id: 4 },
  });
  assert.equal(statusOf({ ...view, offer: 1 }, OPEN).button.id, 1);
});

test("a freed run offers to start again, also when the connection is closed then", () => {
  const view = { state: "stopped", step: 120, why: "It was freed.", snapshots: [] };
  assert.ok(isFreed(view));
  for (const state of ["open", "waiting", "gone"]) {
    const { text, button } = statusOf(view, { state });
    assert.deepEqual([text, button.act], ["It was freed.", "again"]);
  }
});

test("every state has its words", () => {
  const paused = { state: "paused", step: 7, batch_size: 32, snapshots: [{}] };
  const said = (view, connection, state) => statusOf(view, connection, state).text;
  assert.match(said(paused, OPEN), /Paused at step 7\. One step learns from 32 images/);
  assert.match(said({ ...paused, step: 0 }, OPEN), /random/);
  assert.match(said({ ...paused, batch_size: 1 }, OPEN, "playing"), /after every image each/);
  assert.equal(said({ ...paused, note: "It does not fit." }, OPEN), "It does not fit.");
  assert.match(said(paused, { state: "waiting" }), /connection is lost/);
  assert.match(said(paused, { state: "waiting", hopeless: true }), /does not answer/);
  assert.match(said(paused, { state: "taken" }), /another window/);
  assert.match(said(NO_FRAME, { state: "none" }), /Nothing is learning/);
  assert.match(said(NO_FRAME, { state: "gone" }), /no longer/);
  assert.match(said(NO_FRAME, { state: "connecting" }), /Connecting/);
});

test("what did not change stays the same object, so nothing draws it again", () => {
  const sent = (filter, map) =>
    ({ filters: array([1, filter]), maps: [array([3]), null, array([map])] });
  const first = mergeFrame(NO_FRAME, frame({ classes: ["a"], step: 1 }, sent(2, 4)));
  const second = mergeFrame(first, frame({ classes: ["a"], step: 2 }, sent(2, 4)));
  assert.equal(second.arrays.filters, first.arrays.filters);
  assert.equal(second.classes, first.classes);
  assert.equal(second.maps, first.maps);
  assert.equal(second.step, 2);
  assert.deepEqual(first.maps.map(({ layer }) => layer), [0, 2]);
  const third = mergeFrame(second, frame({}, sent(2.5, 5)));
  assert.notEqual(third.arrays.filters, second.arrays.filters);
  assert.notEqual(third.maps, second.maps);
});

test("arrays not sent again are kept while their number stays, and others are gone", () => {
  const first = mergeFrame(NO_FRAME, frame({ confusion_id: 3 }, {
    confusion: array([1]), mistakes: array([2]), drawn: array([1]), val_loss: array([1]),
  }));
  const same = mergeFrame(first, frame({ confusion_id: 3 }));
  assert.equal(same.arrays.confusion, first.arrays.confusion);
  assert.equal(same.arrays.mistakes, first.arrays.mistakes);
  assert.equal(same.arrays.drawn, undefined);
  assert.equal(same.arrays.val_loss, undefined);
  const other = mergeFrame(first, frame({ confusion_id: 4 }, { confusion: array([5]) }));
  assert.equal(other.arrays.mistakes, undefined);
});

test("a cell's images stay until another cell is chosen, or none", () => {
  const cell = { row: 1, col: 2, indices: [9] };
  const first = mergeFrame(NO_FRAME, frame({ cell }, { cell: array([1]) }));
  const second = mergeFrame(first, frame({ cell: { ...cell } }));
  assert.equal(second.arrays.cell, first.arrays.cell);
  assert.equal(second.cell, first.cell);
  assert.equal(mergeFrame(second, frame({ cell: null })).arrays.cell, undefined);
});

test("an answer between two frames adds to what is known", () => {
  const first = mergeFrame(NO_FRAME, frame({ step: 5 }, { loss: array([1]) }));
  const next = mergeFrame(first, { cell: { row: 0, col: 0, indices: [] }, arrays: { cell: array([]) } });
  assert.equal(next.step, 5);
  assert.ok(next.arrays.loss && next.arrays.cell);
});

test("a drawing travels as the server reads it: length, header, plane", () => {
  const bytes = packDrawing({ height: 2, width: 3, values: Uint8Array.from([0, 1, 2, 3, 4, 255]) });
  const start = 4 + new DataView(bytes.buffer).getUint32(0, true);
  assert.equal(start % 8, 0);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  assert.deepEqual(head, { do: "draw", height: 2, width: 3 });
  assert.deepEqual([...bytes.subarray(start)], [0, 1, 2, 3, 4, 255]);
});

test("the page hears once that the bar says something else than it believes", (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  let told = 0;
  const report = new SettingsReport(() => told++);
  const now = { lr: 0.01, batch_size: 32, optimizer: "adam", step: 0 };
  const after = () => mock.timers.tick(320);
  report.compare({}, now);
  report.compare(now, now);
  report.compare({ ...now, step: 9 }, now);
  after();
  assert.equal(told, 0);
  report.compare({ ...now, lr: 0.03 }, now);
  report.compare({ ...now, lr: 0.1 }, now);
  report.compare({ ...now, lr: 0.1, step: 9 }, now);
  after();
  assert.equal(told, 1);
  report.compare({ ...now, lr: 0.3 }, now);
  report.stop();
  after();
  assert.equal(told, 1);
});

test("a tab that is reloaded asks once for the training it showed", () => {
  const kept = new Map([["cnnviz training", "./training/old"]]);
  const store = () => ({ getItem: (key) => kept.get(key), setItem: (key, url) => kept.set(key, url) });
  const reconnect = new Reconnect(store, () => true);
  assert.equal(reconnect.previous("./training/new", null), "./training/old");
  assert.equal(reconnect.previous("./training/new", "./training/old"), null); // there is none any more
  assert.equal(reconnect.previous("./training/newer", null), null);
  reconnect.remember("./training/newer");
  const again = new Reconnect(store, () => true);
  assert.equal(again.previous("./training/newer", null), null); // it is there
  assert.equal(new Reconnect(store, () => false).previous("./training/x", null), null); // not reloaded
  const closed = () => { throw new Error("denied"); };
  const none = new Reconnect(closed, () => true);
  none.remember("./training/x");
  assert.equal(none.previous("./training/y", null), null);
});
