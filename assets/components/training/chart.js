// One of the two charts: drawn whole in one go, so that it never blinks.
import { setAttribute, setText, setVisible } from "../_shared/dom.js";
import { NONE } from "../_shared/format.js";
import { paintAxes, paintEnd, paintLine, paintReading, valueText } from "./chart_plot.js";
import { axisRanges, chartFrame, chartLines, nearestStep, valuesAt } from "./chart_series.js";
import { Panel } from "./panel.js";
import { ResponsiveCanvas } from "./responsive_canvas.js";

const SUFFIXES = ["", "val_"].flatMap((checked) => ["", "other_"].map((run) => run + checked));

export class Chart extends Panel {
  constructor(host, kind) {
    super(host, `.${kind}`);
    Object.assign(this, { kind, log: false, step: null });
    this.canvas = this.find("canvas");
    this.surface = new ResponsiveCanvas(this.canvas, () => this.renew());
    this.switch = this.find("[data-act=log]");
    if (this.switch) this.switch.onclick = () => this.#turn();
    this.canvas.onpointermove = (event) => this.#point(event);
    this.canvas.onpointerdown = (event) => this.#point(event);
    this.canvas.onpointerleave = () => this.#read(null);
    this.canvas.onblur = () => this.#read(null);
    this.canvas.onkeydown = (event) => this.#key(event);
  }

  inputs({ arrays }) {
    return SUFFIXES.map((name) => arrays[name + this.kind]);
  }

  paint(view, theme) {
    const { kind, log } = this;
    this.lines = chartLines(view, kind);
    this.#legend();
    if (!this.surface.width) return;
    const g = this.surface.begin();
    this.frame = chartFrame(axisRanges(this.lines, kind, log), this.surface, log);
    paintAxes(g, this.frame, kind, theme);
    for (const line of this.lines) paintLine(g, this.frame, line, theme);
    const checked = this.lines.find(({ name }) => name === "validation");
    if (checked) paintEnd(g, this.frame, checked, theme);
    const reading = this.step === null ? null : valuesAt(this.lines, this.step);
    if (reading) paintReading(g, this.frame, kind, reading, theme);
  }

  stop() {
    super.stop();
    this.surface.stop();
  }

  /** The newest values, where the reader looks for the lines' names. */
  #legend() {
    const newest = (name) => this.lines.find((line) => line.name === name)?.values.at(-1);
    const text = (value) => (value === undefined ? NONE : valueText(this.kind, value));
    const [train, validation] = [text(newest("train")), text(newest("validation"))];
    setText(this.find(".train b"), train);
    setText(this.find(".validation b"), validation);
    setVisible(this.find(".other"), this.lines.some(({ isOther }) => isOther));
    const said = `${this.kind}: train ${train}, validation ${validation}`;
    setAttribute(this.canvas, "aria-label", said);
  }

  #turn() {
    this.log = !this.log;
    setAttribute(this.switch, "aria-pressed", this.log);
    this.renew();
  }

  #point({ offsetX }) {
    if (!this.frame) return;
    const { left, right, steps: [, last] } = this.frame;
    this.#read(Math.min(Math.max((offsetX - left) / (right - left), 0), 1) * last);
  }

  #read(step) {
    if (this.step === step) return;
    this.step = step;
    this.renew();
  }

  /** The arrow keys move from one drawn step to the next. */
  #key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const steps = this.lines?.find(({ name }) => name === "train")?.steps;
    if (!by || !steps?.length) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.step === null ? steps.length - 1 : nearestStep(steps, this.step) + by;
    this.#read(steps[Math.min(Math.max(at, 0), steps.length - 1)]);
  }
}
