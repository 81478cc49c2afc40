// What the line under the controls says: the state, and what the reader can do about it.
import { count } from "./words.js";

export const SLICES = "Here the network learns in short slices between the server's other work:"
  + " slower, otherwise the same.";

/** {text, button: {act, label} or null, alarm} for a view and the state of the connection. */
export function stateLine(view, link, state = view.state) {
  return broken(link, view) ?? stopped(view) ?? { text: calm(view, state), button: null };
}

function broken({ state, hopeless }, view) {
  const again = { act: "retry", label: "Try now" };
  if (state === "none") return { text: "Nothing is learning yet. Draw, if you like.", button: null };
  if (state === "open" && !view.state) return { text: "Connected. Waiting for the first picture.", button: null };
  if (state === "open") return null;
  if (state === "gone") return { text: "This training has ended on the server. Start it again from the page.", button: null, alarm: true };
  if (hopeless) return { text: "The training does not answer. It may have ended; trying again every few seconds.", button: again, alarm: true };
  if (!view.state) return { text: "Connecting.", button: null };
  return { text: "The connection is lost. What you see stays; trying again.", button: again, alarm: true };
}

/** Why it stopped, and the last moment there is to go back to. */
function stopped({ state, why, snapshots = [], step }) {
  if (state !== "stopped") return null;
  const text = why || `The training stopped at step ${count(step)}.`;
  const back = snapshots.filter((one) => one.step < step).at(-1) ?? snapshots.at(-1);
  if (!back) return { text, button: null, alarm: true };
  const label = `Go back to step ${count(back.step)}`;
  return { text, button: { act: "back", label, id: back.id }, alarm: true };
}

function calm({ step, batch_size: batch }, state) {
  if (state === "playing") return `Learning: after every ${images(batch)} each weight changes a little.`;
  if (step === 0) return "The weights are random: nothing has been learned yet. Press Play.";
  return `Paused at step ${count(step)}. One step learns from ${images(batch)}.`;
}

const images = (batch) => (batch === 1 ? "image" : `${batch} images`);
