// The line under the bar: what is going on, in words, and the one button that helps.
import { setAttribute, setText, setVisible } from "../_shared/dom.js";
import { Panel } from "./panel.js";
import { SLICES_NOTE, statusOf } from "./status_text.js";

export class StatusLine extends Panel {
  constructor(host, controls) {
    super(host, ".sentence");
    this.controls = controls;
    this.button = this.find("button");
    this.button.onclick = () => this.#help();
  }

  inputs() {
    return [{}];
  }

  paint(view) {
    const { text, button, alarm } = this.#line(view);
    setText(this.find(".now"), text);
    setVisible(this.button, Boolean(button));
    if (button) {
      setText(this.button, button.label);
      setAttribute(this.button, "data-act", button.act);
    }
    this.help = button;
    this.element.classList.toggle("alarm", Boolean(alarm));
    setVisible(this.find(".note"), view.where === "slices" && !alarm);
    setText(this.find(".note"), SLICES_NOTE);
  }

  /** How things are; what was not followed, as long as nothing else has been asked for. */
  #line(view) {
    const line = statusOf(view, this.host.connection, this.controls.state);
    return this.host.remark && !line.alarm ? { ...line, text: this.host.remark } : line;
  }

  #help() {
    const { act, id } = this.help;
    if (act === "retry") this.host.connection.retry();
    if (act === "again") this.host.again();
    if (act === "back") this.host.send({ do: "rewind", id });
  }
}
