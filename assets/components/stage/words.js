// The same step in words: pure text, for the sum, the caption and the screen reader.
import { factor, number } from "../_shared/format.js";

const LISTED = 16; // more values than this are counted, not listed

/** A piece of a written line: its text, and the role whose colour it wears. */
const piece = (text, role = "") => ({ text, role });

const joined = (parts, sign) =>
  parts.flatMap((part, i) => (i ? [piece(sign), part] : [part])).flat();

/** "Step 3 of 9 · row 1, column 3", counted as people count. */
export function caption(scene, step) {
  if (scene.steps === 0) return "";
  const { row, col, channel } = scene.scatters ? scene.reads(step) : scene.writes(step);
  const planes = scene.scatters ? scene.channels : scene.planes;
  const plane = planes > 1 ? `${scene.scatters ? "channel" : "map"} ${channel + 1}, ` : "";
  return `Step ${step + 1} of ${scene.steps} · ${plane}row ${row + 1}, column ${col + 1}`;
}

/** The line that ends in the result: partial sums, bias, value. */
export function total(scene, step) {
  if (scene.scatters) return spread(scene, step);
  const result = [piece(" = "), piece(number(scene.after(step)[0]), "output")];
  if (scene.combine !== "sum") return [...chosen(scene, step), ...result];
  const sums = [...scene.partials(step)].map((value, i) => piece((i ? factor : number)(value)));
  const bias = scene.kernel ? [biasOf(scene, scene.writes(step).channel)] : [];
  return [...joined([...sums, ...bias], " + "), ...result];
}

const biasOf = (scene, plane) => piece(`bias ${factor(scene.bias(plane))}`, "kernel");

function chosen(scene, step) {
  const terms = [...scene.terms(step)];
  if (terms.length > LISTED) return [piece(`${scene.combine} of ${terms.length} values`)];
  const best = scene.combine === "max" ? terms.indexOf(scene.after(step)[0]) : -1;
  const values = terms.map((value, i) => piece(number(value), i === best ? "winner" : "input"));
  return [piece(`${scene.combine}(`), ...joined(values, ", "), piece(")")];
}

function spread(scene, step) {
  const { row, col, height, width, rowStep, colStep } = scene.writes(step);
  const rows = rangeText(row, height, rowStep, scene.outRows);
  const cols = rangeText(col, width, colStep, scene.outCols);
  return [
    piece(number(scene.windowOf(step)[0]), "input"), piece(" × "), piece("every weight", "kernel"),
    piece(", added to "), piece(`rows ${rows}, columns ${cols}`, "output"),
  ];
}

function rangeText(from, count, by, size) {
  const inside = Array.from({ length: count }, (_, i) => from + i * by + 1)
    .filter((place) => place >= 1 && place <= size);
  return inside.length > 1 ? `${inside[0]}–${inside.at(-1)}` : `${inside[0] ?? "outside"}`;
}

/** Every product added to one output cell, and what they make; those after `now` are marked. */
export function contributions(scene, { plane, row, col }, now) {
  const { steps, places } = scene.writersOf(plane, row, col);
  const products = [...steps].map((step, i) => {
    const faded = step > now ? " later" : "";
    const weight = scene.weightAt(step, places[i] - scene.arrays.after_at.values[step]);
    return [
      piece(factor(scene.windowOf(step)[0]), `input${faded}`),
      piece(" × ", faded.trim()), piece(factor(weight), `kernel${faded}`),
    ];
  });
  const value = scene.outputAt(plane, row, col, scene.steps) ?? scene.bias(plane);
  const parts = joined([...products, biasOf(scene, plane)], " + ");
  return [...parts, piece(" = "), piece(number(value), "output")];
}

/** One plain sentence for a screen reader. */
export function sentence(scene, step) {
  if (scene.message) return scene.message;
  if (scene.steps === 0) return "";
  const place = caption(scene, step).replace(" · ", ", ");
  return `${place}: ${products(scene, step)}${plain(total(scene, step))}.`;
}

const plain = (pieces) => pieces.map(({ text }) => text).join("");

function products(scene, step) {
  const values = scene.windowOf(step);
  if (scene.combine !== "sum" || !scene.kernel || values.length > LISTED) return "";
  const product = (value, i) => `${factor(value)} × ${factor(scene.weightAt(step, i))}`;
  return `${[...values].map(product).join(" + ")} = `;
}
