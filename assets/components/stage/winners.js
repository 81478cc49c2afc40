// Which of a step's terms were chosen. Pure.

/** The places of the chosen terms, in reading order; none where all of them count alike. */
export function winners(scene, step) {
  if (scene.arrays.chosen) return [...scene.part("chosen", step)];
  const terms = scene.terms(step);
  const [result] = scene.after(step);
  return CHOSEN[scene.combine]?.(terms, result, scene.filter(step)) ?? [];
}

const own = (terms, result, place) => [place];
const first = (terms, result) => [terms.indexOf(result)].filter((at) => at >= 0);

const CHOSEN = { max: first, share: own, log_share: own };

