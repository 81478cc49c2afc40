// The same step in words: pure text, for the caption and the screen reader.
/** @import { Scene } from "./scene.js" */
import { factor } from "../_shared/format.js";
import { LISTED, placeName, plainText } from "./pieces.js";
import { sumPieces } from "./sum_pieces.js";

/**
 * "Step 3 of 9 · row 1, column 3", counted as people count.
 *
 * @type {(scene: Scene, step: number) => string}
 */
export function caption(scene, step) {
  if (scene.steps === 0) return "";
  const place = scene.scatters
    ? placeName(scene, "input", scene.reads(step)) : placeName(scene, "output", scene.writes(step));
  return `Step ${step + 1} of ${scene.steps} · ${place}`;
}

/** One plain sentence for a screen reader. @type {(scene: Scene, step: number) => string} */
export function sentence(scene, step) {
  if (scene.refusal) return scene.refusal;
  if (scene.steps === 0) return "";
  const place = caption(scene, step).replace(" · ", ", ");
  return `${place}: ${products(scene, step)}${plainText(sumPieces(scene, step))}.`;
}

/** @type {(scene: Scene, step: number) => string} */
function products(scene, step) {
  const values = scene.windowOf(step);
  if (scene.combine !== "sum" || !scene.isWeighed || values.length > LISTED) return "";
  const factors = [...values].map((value, i) =>
    `${factor(value)} × ${factor(scene.factorAt(step, i))}`);
  return `${factors.join(" + ")} = `;
}
