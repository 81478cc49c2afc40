// What the line under the controls says: the state, and what the reader can do about it.
/** @import { Connection } from "../_shared/connection.js" */
/** @import { SnapshotEntry } from "./contract.js" */
/** @import { Status, View } from "./shapes.js" */
/** @typedef {Pick<Connection, "state" | "hopeless">} Link */
import { count } from "../_shared/format.js";

export const SLICES_NOTE = "Here the network learns in short slices between the server's other"
  + " work: slower, otherwise the same.";
const AGAIN = { act: "again", label: "Start again" };
const RETRY = { act: "retry", label: "Try now" };
const HERE = { act: "retry", label: "Show it here" };

/**
 * {text, button: {act, label} or null, alarm} for a view and the state of the connection.
 *
 * @type {(view: View, connection: Link, state?: View["state"]) => Status}
 */
export function statusOf(view, link, state = view.state) {
  return broken(link, view) ?? stopped(view) ?? calm(view, state);
}

/** @type {(connection: Link, view: View) => Status | null} */
function broken({ state, hopeless }, view) {
  if (state === "open" && view.state) return null;
  if (isFreed(view)) return null;
  switch (state) {
    case "none": return say("Nothing is learning yet. Draw, if you like.");
    case "gone": return alarm("This network is no longer on the server.", AGAIN);
    case "taken": return alarm("This network is now shown in another window.", HERE);
    case "open": return say("Connected. Waiting for the first picture.");
    default: break;
  }
  if (hopeless) return alarm("The server does not answer. Trying again every few seconds.", RETRY);
  if (!view.state) return say("Connecting.");
  return alarm("The connection is lost. What you see stays; trying again.", RETRY);
}

/**
 * Freed: it stopped, and there is no moment left to go back to.
 *
 * @type {(view: Pick<View, "state" | "snapshots">) => boolean}
 */
export const isFreed = ({ state, snapshots = [] }) => state === "stopped" && snapshots.length === 0;

/**
 * Why it stopped, and the last good moment there is to go back to.
 *
 * @type {(view: View) => Status | null}
 */
function stopped(view) {
  if (view.state !== "stopped") return null;
  const { snapshots = [], step = 0, offer } = view;
  const text = view.why || `The training stopped at step ${count(step)}.`;
  const back = lastGood(snapshots, step, offer);
  if (!back) return alarm(text, AGAIN);
  return alarm(text, { act: "back", label: `Go back to step ${count(back.step)}`, id: back.id });
}

/**
 * The moment the server offers; without an offer the last one before the end; none without any.
 *
 * @type {(snapshots: SnapshotEntry[], step: number, offer?: number | null) => SnapshotEntry | undefined}
 */
function lastGood(snapshots, step, offer) {
  return snapshots.find(({ id }) => id === offer)
    ?? snapshots.filter((one) => one.step < step).at(-1) ?? snapshots.at(-1);
}

/** @type {(view: View, state: View["state"]) => Status} */
function calm({ step = 0, batch_size: batch, note }, state) {
  if (note) return say(note);
  const some = images(batch);
  if (state === "playing") return say(`Learning: after every ${some} each weight moves a little.`);
  if (step === 0) return say("The weights are random: nothing has been learned yet. Press Play.");
  return say(`Paused at step ${count(step)}. One step learns from ${some}.`);
}

/** @type {(text: string) => Status} */
const say = (text) => ({ text, button: null, alarm: false });
/** @type {(text: string, button: Status["button"]) => Status} */
const alarm = (text, button) => ({ text, button, alarm: true });
/** @type {(batch?: number) => string} */
const images = (batch) => (batch === 1 ? "image" : `${batch} images`);
