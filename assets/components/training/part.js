// One region of the screen: drawn when what it shows has changed; while the network learns,
// only if it can be seen.

export class Part {
  /** `desk` has root, view, theme, send(command) and request(); `place` is a selector. */
  constructor(desk, place) {
    this.desk = desk;
    this.element = desk.root.querySelector(place);
    this.visible = true;
    this.sight = new IntersectionObserver(([entry]) => this.#see(entry), { rootMargin: "200px" });
    this.sight.observe(this.element);
  }

  /** What it shows of a view: while all of these are the same objects, nothing is drawn. */
  inputs(view) {
    return [view];
  }

  /** Draw it. */
  paint() {}

  refresh(view, theme) {
    if (!this.visible && view.state === "playing") return;
    const inputs = [theme, ...this.inputs(view)];
    if (this.seen?.every((input, i) => Object.is(input, inputs[i]))) return;
    this.seen = inputs;
    this.paint(view, theme);
  }

  /** Draw it again, though the view is the same. */
  renew() {
    this.seen = null;
    this.desk.request();
  }

  stop() {
    this.sight.disconnect();
  }

  find(place) {
    return this.element.querySelector(place);
  }

  #see({ isIntersecting }) {
    if (isIntersecting && !this.visible) this.desk.request();
    this.visible = isIntersecting;
  }
}
