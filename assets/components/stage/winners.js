// Which of a step's terms were chosen. Pure.

/** The places of the chosen terms, in reading order; none where all of them count alike. */
export function winners(scene, step) {
  const terms = scene.terms(step);
  const [result] = scene.after(step);
  return CHOSEN[scene.combine]?.(terms, result, scene.filter(step)) ?? [];
}

const own = (terms, result, place) => [place];
const first = (terms, result) => [terms.indexOf(result)].filter((at) => at >= 0);

const CHOSEN = { max: first, min: first, median: middles, share: own, log_share: own };

/** The one in the middle, or the two that the result lies between. */
function middles(terms, result) {
  const order = [...terms.keys()].sort((a, b) => terms[a] - terms[b]);
  const half = order.length / 2;
  const middle = [order[Math.ceil(half) - 1], order[Math.floor(half)]];
  const exact = middle.filter((at) => terms[at] === result);
  return exact.length ? [exact[0]] : middle.sort((a, b) => a - b);
}
