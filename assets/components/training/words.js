// What numbers and states are called: every text that changes while a network learns.
import { argmax } from "../_shared/arrays.js";
import { NONE, count, number, percent } from "../_shared/format.js";

/** A rate to two digits: the rest would only flicker. */
export function rateText(value) {
  if (!(value > 0)) return NONE;
  const unit = 10 ** Math.max(Math.floor(Math.log10(value)) - 1, 0);
  return count(Math.round(value / unit) * unit);
}

/** Seconds as a person says them. */
export function durationText(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return NONE;
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${minutes} min ${whole % 60} s`;
}

/** Seconds left in the epoch; none are counted while nothing moves. */
export const timeLeftText = ({ state, rate: pace, epoch_left: seconds }) =>
  (state === "playing" && pace > 0 ? durationText(seconds) : NONE);

/** A loss: three digits, and words for what is no number. */
export const loss = (value) => (value === undefined ? NONE : number(value, 3));

/** The name of a class, by its place. */
export const className = (classes, index) => String(classes?.[index] ?? index);

/** What the network says of the chosen picture, and whether it is right. */
export function predictionText({ classes, image }, probabilities) {
  const guess = argmax(probabilities);
  const right = image.label ?? -1;
  const said = `It says ${className(classes, guess)}`;
  if (right < 0) return { text: `${said}.`, right: null };
  const isRight = guess === right;
  return { text: `${said}, and is ${isRight ? "right" : "wrong"}.`, right: isRight };
}

/** The classic kernel a filter is nearest to, how much, and both in full. */
export function nearestKernelTexts(near) {
  const none = "No more like any classic kernel than noise would be";
  if (!near) return { kernel: NONE, alike: "", title: none };
  const short = near.kernel.replace(/ \d+x\d+$/, ""); // "Box blur", not "Box blur 3x3"
  const [kernel, swapped] = near.sign < 0
    ? [`inverted ${short}`, ", with light and dark swapped"] : [short, ""];
  const title = `The nearest classic kernel: ${near.kernel}${swapped}`;
  return { kernel, alike: `${percent(near.likeness)} alike`, title };
}

/** One cell of the confusion matrix, as a sentence. */
export function cellSentence({ classes, counts, row, col }) {
  const side = classes.length;
  const total = counts.slice(row * side, (row + 1) * side).reduce((sum, one) => sum + one, 0);
  const here = counts[row * side + col];
  const share = total ? ` (${percent(here / total)})` : "";
  const outcome = row === col ? "were recognised" : `were taken for ${className(classes, col)}`;
  return `Of ${total} images of ${className(classes, row)}, ${here} ${outcome}${share}.`;
}
