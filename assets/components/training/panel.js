// One panel of the screen: drawn when what it shows has changed; while the network learns,
// only if it can be seen.

export class Panel {
  /** `host` has root, view, theme, send(command) and requestDraw(); `place` is a selector. */
  constructor(host, place) {
    this.host = host;
    this.element = host.root.querySelector(place);
    this.visible = true;
    const seen = ([entry]) => this.#setVisible(entry);
    this.visibility = new IntersectionObserver(seen, { rootMargin: "200px" });
    this.visibility.observe(this.element);
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
    this.host.requestDraw();
  }

  stop() {
    this.visibility.disconnect();
  }

  find(place) {
    return this.element.querySelector(place);
  }

  #setVisible({ isIntersecting }) {
    if (isIntersecting && !this.visible) this.host.requestDraw();
    this.visible = isIntersecting;
  }
}
