// The training: frames come over a WebSocket of its own, and everything that moves is drawn here.
import { Connection } from "../_shared/connection.js";
import { setAttribute } from "../_shared/dom.js";
import { keepAlive } from "../_shared/keep_alive.js";
import { unpack } from "../_shared/message.js";
import { readTheme } from "../_shared/palette.js";
import { Chart } from "./chart.js";
import { Confusion } from "./confusion.js";
import { ControlBar } from "./control_bar.js";
import { Drawing } from "./drawing.js";
import { FeatureMaps } from "./feature_maps.js";
import { FilterHistory } from "./filter_history.js";
import { Filters } from "./filters.js";
import { NO_FRAME, mergeFrame } from "./frame_state.js";
import { Gradients } from "./gradients.js";
import { ImagePrediction } from "./image_prediction.js";
import { KeyboardShortcuts } from "./keyboard_shortcuts.js";
import { Mistakes } from "./mistakes.js";
import { PATIENCE, OptimisticUpdates } from "./optimistic_updates.js";
import { Reconnect } from "./reconnect.js";
import { SettingsReport } from "./settings_report.js";
import { StatusLine } from "./status_line.js";
import { Timeline } from "./timeline.js";

const reconnect = new Reconnect();

class Training {
  constructor(parent, { data }) {
    this.data = data;
    this.root = parent.querySelector(".training");
    Object.assign(this, { view: NO_FRAME, updates: new OptimisticUpdates() });
    Object.assign(this, { frames: 0, received: [] });
    this.connection = new Connection({
      message: (bytes) => this.receive(bytes),
      changed: (state) => this.connected(state),
    });
    const controls = new ControlBar(this);
    this.drawing = new Drawing(this);
    this.panels = [
      controls, new StatusLine(this, controls), new Timeline(this),
      new Chart(this, "loss"), new Chart(this, "accuracy"), new ImagePrediction(this),
      new Filters(this), new FeatureMaps(this), this.drawing, new Confusion(this),
      new Mistakes(this), new FilterHistory(this), new Gradients(this),
    ];
    this.keys = new KeyboardShortcuts(this.root, controls);
    this.settingsReport = new SettingsReport(() => this.turned());
  }

  update({ data, setTriggerValue }) {
    this.data = data;
    const theme = readTheme(this.root);
    if (JSON.stringify(theme) !== JSON.stringify(this.theme)) this.theme = theme;
    this.again = () => setTriggerValue("again", true);
    this.turned = () => setTriggerValue("turned", true);
    const { url, heard } = data;
    const before = reconnect.previous(url, heard);
    if (before) setTriggerValue("before", before);
    else this.open(url);
    this.requestDraw();
  }

  open(url) {
    if (url !== this.connection.url) this.forget();
    this.connection.open(url);
    if (url) reconnect.remember(url);
  }

  stop() {
    this.connection.stop();
    this.settingsReport.stop();
    cancelAnimationFrame(this.drawRequest);
    for (const panel of this.panels) panel.stop();
  }

  /** Another training: nothing of the last one stays but the drawing. */
  forget() {
    this.view = NO_FRAME;
    this.updates.clear();
    this.received = [];
  }

  /** Send a command; false where nobody hears it. */
  send(command) {
    this.remark = null;
    this.requestDraw();
    return this.connection.send(command);
  }

  /** Send a command whose outcome is shown at once. */
  sendExpecting(command, name, value) {
    this.remark = null;
    if (!this.connection.send(command)) return;
    this.updates.expect(name, value);
    this.requestDraw();
    setTimeout(() => {
      this.updates.expire();
      this.requestDraw();
    }, PATIENCE + 20);
  }

  /** Choose the image to look at. */
  selectImage(index) {
    this.sendExpecting({ do: "look", index }, "look", index);
  }

  receive(bytes) {
    this.received.push(bytes);
    this.requestDraw();
  }

  connected(state) {
    if (state === "open") this.drawing?.connected();
    this.requestDraw();
  }

  requestDraw() {
    this.drawRequest ??= requestAnimationFrame(() => this.draw());
  }

  /** Everything that has changed, in one task: so all of it in one frame. */
  draw() {
    this.drawRequest = null;
    const messages = this.received.splice(0).map(unpack);
    for (const message of messages) this.view = mergeFrame(this.view, message);
    this.setInitialPace();
    for (const panel of this.panels) this.refresh(panel);
    const { frame, state = "none", step = 0, judged = false, arrays } = this.view;
    setAttribute(this.root, "data-state", state);
    setAttribute(this.root, "data-step", step);
    setAttribute(this.root, "data-judged", judged);
    setAttribute(this.root, "data-link", this.connection.state);
    const accuracy = arrays.val_accuracy?.values.at(-1);
    setAttribute(this.root.querySelector(".accuracy"), "data-accuracy", accuracy ?? "");
    this.settingsReport.compare(this.view, this.data.knobs);
    if (messages.some((message) => message.frame !== undefined)) this.acknowledge(frame);
  }

  /** A panel that fails is reported; the others go on, in front of the class. */
  refresh(panel) {
    try {
      panel.refresh(this.view, this.theme);
    } catch (error) {
      console.error(error);
    }
  }

  /** The pace the page wants a training to begin with, told once. */
  setInitialPace() {
    const { pace, step } = this.view;
    if (step === undefined || this.pacedUrl === this.connection.url) return;
    this.pacedUrl = this.connection.url;
    const wanted = this.data.pace ?? null;
    if (step > 0 || pace !== null || !wanted) return;
    this.sendExpecting({ do: "set", pace: wanted }, "pace", wanted);
  }

  acknowledge(frame) {
    this.frames += 1;
    setAttribute(this.root, "data-frames", this.frames);
    this.connection.send({ ack: frame });
  }
}

export default keepAlive((parent, component) => new Training(parent, component));
