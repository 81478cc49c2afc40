// The same step in words: pure text, for the caption and the screen reader.
import { factor } from "../_shared/format.js";
import { LISTED, placeName, plain } from "./pieces.js";
import { total } from "./totals.js";

/** "Step 3 of 9 · row 1, column 3", counted as people count. */
export function caption(scene, step) {
  if (scene.steps === 0) return "";
  const [grid, box] = scene.scatters
    ? ["input", scene.reads(step)] : ["output", scene.writes(step)];
  return `Step ${step + 1} of ${scene.steps} · ${placeName(scene, grid, box)}`;
}

/** One plain sentence for a screen reader. */
export function sentence(scene, step) {
  if (scene.message) return scene.message;
  if (scene.steps === 0) return "";
  const place = caption(scene, step).replace(" · ", ", ");
  return `${place}: ${products(scene, step)}${plain(total(scene, step))}.`;
}

function products(scene, step) {
  const values = scene.windowOf(step);
  if (scene.combine !== "sum" || !scene.isWeighed || values.length > LISTED) return "";
  const product = (value, i) => `${factor(value)} × ${factor(scene.factorAt(step, i))}`;
  return `${[...values].map(product).join(" + ")} = `;
}
