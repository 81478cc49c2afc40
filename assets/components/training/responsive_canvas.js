// A canvas that follows the room it has, in the pixels of the screen.

export class ResponsiveCanvas {
  /** `changed()` is told when there is more or less room. */
  constructor(canvas, changed) {
    Object.assign(this, { canvas, width: 0, height: 0 });
    this.g = canvas.getContext("2d");
    this.room = new ResizeObserver(([{ contentRect: { width, height } }]) => {
      if (width === this.width && height === this.height) return;
      Object.assign(this, { width, height });
      changed();
    });
    this.room.observe(canvas);
  }

  /** An empty canvas to draw on, in CSS pixels. Whatever is drawn in the same task never blinks. */
  begin() {
    this.ratio = window.devicePixelRatio || 1;
    const [across, down] = [this.width, this.height].map((side) => Math.round(side * this.ratio));
    if (this.canvas.width !== across) this.canvas.width = across;
    if (this.canvas.height !== down) this.canvas.height = down;
    this.g.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.g.clearRect(0, 0, this.width, this.height);
    return this.g;
  }

  stop() {
    this.room.disconnect();
  }
}
