// One stop for the Tab key; from there the arrow keys go to whatever lies in that direction.
const WAYS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const SIDEWAYS = 3; // how much more a step aside counts than one ahead

/** The index of the nearest box in a direction, or -1; boxes are {left, top, width, height}. */
export function nearest(boxes, from, key) {
  const [along, down] = WAYS[key];
  const [x, y] = middle(boxes[from]);
  let [best, least] = [-1, Infinity];
  boxes.forEach((box, i) => {
    const [right, below] = [middle(box)[0] - x, middle(box)[1] - y];
    const ahead = right * along + below * down;
    const beside = Math.abs(right * down) + Math.abs(below * along);
    const far = ahead + SIDEWAYS * beside;
    if (i !== from && ahead > 1 && far < least) [best, least] = [i, far];
  });
  return best;
}

const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];

export class Rove {
  /** `stops()` lists the elements between which the arrow keys move. */
  constructor(element, stops) {
    Object.assign(this, { element, stops });
    element.addEventListener("keydown", (event) => this.#press(event));
    element.addEventListener("focusin", ({ target }) => this.#enter(target));
  }

  /** Exactly one stop can be reached by Tab: the one last visited, else the first. */
  renew() {
    const stops = this.stops();
    const current = stops.find((stop) => stop.tabIndex === 0) ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === current ? 0 : -1;
  }

  #enter(target) {
    const stops = this.stops();
    if (!stops.includes(target)) return;
    for (const stop of stops) if (stop.tabIndex === 0) stop.tabIndex = -1;
    target.tabIndex = 0;
  }

  #press(event) {
    if (!WAYS[event.key] || event.defaultPrevented) return;
    const stops = this.stops();
    const from = stops.indexOf(event.target);
    if (from < 0) return;
    event.preventDefault();
    const found = nearest(stops.map((stop) => stop.getBoundingClientRect()), from, event.key);
    stops[found]?.focus();
    stops[found]?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
