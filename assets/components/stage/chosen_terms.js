// Which of a step's terms were chosen. Pure.
/** @import { Scene } from "./scene.js" */
/** @import { Combine } from "./shapes.js" */
/** @typedef {(terms: Float32Array, result: number, place: number) => number[]} Choose */

/**
 * The places of the chosen terms, in reading order; none where all of them count alike.
 *
 * @type {(scene: Scene, step: number) => number[]}
 */
export function chosenTerms(scene, step) {
  if (scene.arrays.chosen) return [...scene.part("chosen", step)];
  const terms = scene.terms(step);
  const [result] = scene.after(step);
  return CHOSEN[scene.combine]?.(terms, result, scene.filter(step)) ?? [];
}

/** @type {Choose} */
const own = (terms, result, place) => [place];
/** @type {Choose} */
const first = (terms, result) => [terms.indexOf(result)].filter((at) => at >= 0);

/** @type {Partial<Record<Combine, Choose>>} */
const CHOSEN = { max: first, share: own, log_share: own };
