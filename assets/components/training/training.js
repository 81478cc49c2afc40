// The training: frames come over a wire of its own, and everything that moves is drawn here.
import { Connection } from "../_shared/connection.js";
import { mark } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { Chart } from "./chart.js";
import { Confusion } from "./confusion.js";
import { Drawing } from "./drawing.js";
import { Film } from "./film.js";
import { Filters } from "./filters.js";
import { Gradients } from "./gradients.js";
import { Keys } from "./keys.js";
import { Knobs } from "./knobs.js";
import { Looked } from "./looked.js";
import { Maps } from "./maps.js";
import { Mistakes } from "./mistakes.js";
import { Past } from "./past.js";
import { Sentence } from "./sentence.js";
import { Timeline } from "./timeline.js";
import { Transport } from "./transport.js";
import { NOTHING, merge } from "./view.js";
import { PATIENCE, Wishes } from "./wishes.js";

const past = new Past();

class Training {
  constructor(parent) {
    this.root = parent.querySelector(".training");
    Object.assign(this, { view: NOTHING, wishes: new Wishes(), frames: 0, next: [] });
    this.link = new Connection({
      message: (bytes) => this.receive(bytes),
      changed: (state) => this.connected(state),
    });
    const transport = new Transport(this);
    this.drawing = new Drawing(this);
    this.parts = [
      transport, new Sentence(this, transport), new Timeline(this),
      new Chart(this, "loss"), new Chart(this, "accuracy"), new Looked(this), new Filters(this),
      new Maps(this), this.drawing, new Confusion(this), new Mistakes(this), new Film(this),
      new Gradients(this),
    ];
    this.keys = new Keys(this.root, transport);
    this.knobs = new Knobs(() => this.turned());
  }

  update({ data, setTriggerValue }) {
    this.data = data ?? {};
    const theme = readTheme(this.root);
    if (JSON.stringify(theme) !== JSON.stringify(this.theme)) this.theme = theme;
    this.again = () => setTriggerValue("again", true);
    this.turned = () => setTriggerValue("turned", true);
    const url = this.data.url ?? null;
    const before = past.instead(url, this.data.heard);
    if (before) setTriggerValue("before", before);
    else this.open(url);
    this.request();
  }

  open(url) {
    if (url !== this.link.url) this.forget();
    this.link.open(url);
    if (url) past.keep(url);
  }

  stop() {
    this.link.stop();
    this.knobs.stop();
    cancelAnimationFrame(this.request_);
    for (const part of this.parts) part.stop();
  }

  /** Another training: nothing of the last one stays but the drawing. */
  forget() {
    this.view = NOTHING;
    this.wishes.clear();
    this.next = [];
  }

  /** Send a command; false where nobody hears it. */
  send(command) {
    this.remark = null;
    this.request();
    return this.link.send(command);
  }

  /** Send a command whose outcome is shown at once. */
  ask(command, name, value) {
    this.remark = null;
    if (!this.link.send(command)) return;
    this.wishes.wish(name, value);
    this.request();
    setTimeout(() => {
      this.wishes.look();
      this.request();
    }, PATIENCE + 20);
  }

  /** Choose the image to look at. */
  look(index) {
    this.ask({ do: "look", index }, "look", index);
  }

  receive(bytes) {
    this.next.push(bytes);
    this.request();
  }

  connected(state) {
    if (state === "open") this.drawing?.connected();
    this.request();
  }

  request() {
    this.request_ ??= requestAnimationFrame(() => this.draw());
  }

  /** Everything that has changed, in one task: so all of it in one frame. */
  draw() {
    this.request_ = null;
    const messages = this.next.splice(0).map(unpack);
    for (const message of messages) this.view = merge(this.view, message);
    this.begin();
    for (const part of this.parts) this.refresh(part);
    const { frame, state = "none", step = 0, judged = false, arrays } = this.view;
    mark(this.root, "data-state", state);
    mark(this.root, "data-step", step);
    mark(this.root, "data-judged", judged);
    mark(this.root, "data-link", this.link.state);
    const accuracy = arrays.val_accuracy?.values.at(-1);
    mark(this.root.querySelector(".accuracy"), "data-accuracy", accuracy ?? "");
    this.knobs.see(this.view, this.data.knobs);
    if (messages.some((message) => message.frame !== undefined)) this.painted(frame);
  }

  /** A part that fails is reported; the others go on, in front of the class. */
  refresh(part) {
    try {
      part.refresh(this.view, this.theme);
    } catch (error) {
      console.error(error);
    }
  }

  /** The pace the page wants a training to begin with, told once. */
  begin() {
    const { pace, step } = this.view;
    if (step === undefined || this.begun === this.link.url) return;
    this.begun = this.link.url;
    const wanted = this.data.pace ?? null;
    if (step > 0 || pace !== null || !wanted) return;
    this.ask({ do: "set", pace: wanted }, "pace", wanted);
  }

  painted(frame) {
    this.frames += 1;
    mark(this.root, "data-frames", this.frames);
    this.link.send({ ack: frame });
  }
}

export default keepAlive((parent) => new Training(parent));
