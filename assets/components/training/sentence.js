// The line under the bar: what is going on, in words, and the one button that helps.
import { mark, reveal, write } from "../_shared/dom.js";
import { Part } from "./part.js";
import { SLICES, stateLine } from "./state.js";

export class Sentence extends Part {
  constructor(desk, transport) {
    super(desk, ".sentence");
    this.transport = transport;
    this.button = this.find("button");
    this.button.onclick = () => this.#help();
  }

  inputs() {
    return [{}];
  }

  paint(view) {
    const { text, button, alarm } = this.#line(view);
    write(this.find(".now"), text);
    reveal(this.button, Boolean(button));
    if (button) {
      write(this.button, button.label);
      mark(this.button, "data-act", button.act);
    }
    this.help = button;
    this.element.classList.toggle("alarm", Boolean(alarm));
    reveal(this.find(".note"), view.where === "slices" && !alarm);
    write(this.find(".note"), SLICES);
  }

  /** How things are; what was not followed, as long as nothing else has been asked for. */
  #line(view) {
    const line = stateLine(view, this.desk.link, this.transport.state);
    return this.desk.remark && !line.alarm ? { ...line, text: this.desk.remark } : line;
  }

  #help() {
    const { act, id } = this.help;
    if (act === "retry") this.desk.link.retry();
    if (act === "again") this.desk.again();
    if (act === "back") this.desk.send({ do: "rewind", id });
  }
}
