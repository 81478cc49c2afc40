// The time line: a dot for every moment the reader can go back to, as high as its accuracy.
import { setAttribute, setText } from "../_shared/dom.js";
import { css, mix } from "../_shared/palette.js";
import { Panel } from "./panel.js";
import { ResponsiveCanvas } from "./responsive_canvas.js";
import {
  currentSnapshot, nearestPoint, otherRunText, snapshotByKey, snapshotPoints, snapshotText,
} from "./snapshot_points.js";

export class Timeline extends Panel {
  constructor(host) {
    super(host, ".timeline");
    this.canvas = this.find("canvas");
    this.surface = new ResponsiveCanvas(this.canvas, () => this.renew());
    this.pointed = -1;
    this.canvas.onpointermove = ({ offsetX }) => this.#point(nearestPoint(this.#dots, offsetX));
    this.canvas.onpointerleave = () => this.#point(-1);
    this.canvas.onclick = ({ offsetX }) =>
      this.#rewind(this.#dots[nearestPoint(this.#dots, offsetX)]);
    this.canvas.onkeydown = (event) => this.#key(event);
    this.find("[data-act=branch]").onclick = () => host.send({ do: "branch" });
    this.find("[data-act=drop]").onclick = () => host.send({ do: "drop_branch" });
  }

  inputs({ snapshots, step, branch, kept, state, arrays }) {
    return [state, snapshots, step, branch, kept, Boolean(arrays.other_loss)];
  }

  paint(view, theme) {
    const { snapshots = [], step = 0, branch, state } = view;
    const cannot = !snapshots.length || step === 0 || state === "stopped";
    this.find("[data-act=branch]").disabled = cannot;
    this.find("[data-act=drop]").disabled = !branch;
    this.#say(view);
    if (!this.surface.width) return;
    this.places = snapshotPoints(view, this.surface);
    this.#draw(this.surface.begin(), view, theme);
  }

  stop() {
    super.stop();
    this.surface.stop();
  }

  get #dots() {
    return this.places?.dots ?? [];
  }

  #draw(g, { branch }, theme) {
    const { dots, now, toX } = this.places;
    const floor = this.surface.height - 5;
    const quiet = mix(theme.background, theme.text, 0.3);
    this.#stroke(g, theme.border, 2, [[0, floor], [this.surface.width, floor]]);
    this.#stroke(g, theme.primary, 4, [[0, floor], [now, floor]]);
    if (branch) this.#fork(g, toX(branch.from_step), floor, theme);
    for (const { x, y } of dots) this.#stroke(g, quiet, 1, [[x, floor], [x, y]]);
    this.#stroke(g, mix(theme.background, theme.output, 0.5), 1.5, dots.map(({ x, y }) => [x, y]));
    const radius = dots.length > this.surface.width / 14 ? 3 : 5;
    const grown = (i) => (i === this.pointed ? radius + 3 : radius);
    dots.forEach((dot, i) => this.#dot(g, dot, grown(i), theme.output, theme));
    this.#dot(g, { x: now, y: floor }, 5, theme.primary, theme);
  }

  #stroke(g, colour, width, points) {
    g.strokeStyle = css(colour);
    g.lineWidth = width;
    g.beginPath();
    for (const point of points) g.lineTo(...point);
    g.stroke();
  }

  #dot(g, { x, y }, radius, colour, theme) {
    g.beginPath();
    g.arc(x, y, radius, 0, 2 * Math.PI);
    Object.assign(g, { fillStyle: css(colour), strokeStyle: css(theme.background), lineWidth: 2 });
    g.stroke();
    g.fill();
  }

  /** Where the other run was left. */
  #fork(g, x, floor, theme) {
    g.setLineDash([5, 4]);
    this.#stroke(g, mix(theme.background, theme.text, 0.6), 1.5, [[x, 2], [x, floor]]);
    g.setLineDash([]);
  }

  #say(view) {
    const { snapshots = [], step = 0, kept } = view;
    const dot = snapshots[this.pointed];
    setText(this.find(".reading"), dot ? `Go back to ${snapshotText(dot)}` : otherRunText(view));
    setText(this.find(".kept"), kept ?? "");
    setAttribute(this.find(".kept"), "title", kept ?? "");
    const here = snapshots[currentSnapshot(snapshots, step)];
    setAttribute(this.canvas, "aria-valuemax", Math.max(snapshots.length - 1, 0));
    setAttribute(this.canvas, "aria-valuenow", currentSnapshot(snapshots, step));
    setAttribute(this.canvas, "aria-valuetext", here ? snapshotText(here) : "no moment yet");
  }

  #point(pointed) {
    if (this.pointed === pointed) return;
    this.pointed = pointed;
    this.renew();
  }

  #rewind(moment) {
    if (moment) this.host.send({ do: "rewind", id: moment.id });
  }

  #key(event) {
    const moment = snapshotByKey(this.host.view, event.key);
    if (!moment) return;
    event.preventDefault();
    event.stopPropagation();
    this.#rewind(moment);
  }
}
