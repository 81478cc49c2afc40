// The reader draws, the network says what it sees: after every stroke, and while it learns.
import { argmax } from "../_shared/arrays.js";
import { setAttribute, setText, setVisible } from "../_shared/dom.js";
import { DrawingPad, packDrawing } from "../_shared/drawing_pad.js";
import { percent } from "../_shared/format.js";
import { LatestSender } from "../_shared/latest_sender.js";
import { PenKeys } from "../_shared/pen_keys.js";
import { drawPicture } from "../_shared/pixels.js";
import { Panel } from "./panel.js";
import { ProbabilityBars } from "./probability_bars.js";
import { className } from "./words.js";

const PACE = 1000 / 15; // ms between two drawings sent

/** What could be drawn: "Draw one of 0, 1, 2 ... 9, as large as the pad." */
function invitation(classes = []) {
  if (!classes.length) return "Draw as large as the pad.";
  const names = classes.length > 6 ? [...classes.slice(0, 3), "…", classes.at(-1)] : classes;
  return `Draw one of ${names.join(", ")}, as large as the pad.`;
}

export class Drawing extends Panel {
  constructor(host) {
    super(host, ".drawing");
    this.pad = new DrawingPad(this.find(".pad"), () => this.#drawn());
    new PenKeys(this.pad, this.find(".nib"));
    this.bars = new ProbabilityBars(this.find(".bars"), host.root.querySelector(".bar-row"));
    this.flow = new LatestSender(() => this.#send(), PACE);
    this.find("[data-act=clear]").onclick = () => this.#clear();
  }

  inputs({ arrays, classes }) {
    return [arrays.drawn, arrays.drawn_image, classes, this.host.connection?.state, this.pad.empty];
  }

  paint({ arrays, classes }) {
    const { drawn, drawn_image: seen } = this.pad.empty ? {} : arrays;
    setVisible(this.find(".invite"), this.pad.empty);
    this.find("[data-act=clear]").disabled = this.pad.empty;
    const zeros = new Array(classes?.length ?? 0).fill(0);
    this.bars.show(classes, drawn?.values ?? zeros);
    this.element.classList.toggle("unknown", !drawn);
    this.element.classList.toggle("empty", this.pad.empty);
    this.find(".seen").classList.toggle("none", !seen);
    if (seen) drawPicture(this.find(".seen"), seen);
    setText(this.find(".verdict"), this.#verdict(drawn, classes));
    setAttribute(this.element, "data-drawn", drawn ? argmax(drawn.values) : "");
  }

  #verdict(drawn, classes) {
    if (this.pad.empty) return invitation(classes);
    if (!drawn && this.host.connection.state === "open") return "It is looking.";
    if (!drawn) return "The network will see it as soon as it is here.";
    const guess = argmax(drawn.values);
    return `It says ${className(classes, guess)}, ${percent(drawn.values[guess])} sure.`;
  }

  /** The connection is open again: what was drawn meanwhile travels now. */
  connected() {
    if (this.pad.empty) this.host.send({ do: "clear_drawing" });
    else this.#send();
  }

  stop() {
    super.stop();
    this.flow.stop();
  }

  #drawn() {
    this.flow.offer(true);
    this.host.requestDraw();
  }

  #clear() {
    this.pad.clear();
    this.flow.stop();
    this.host.send({ do: "clear_drawing" });
  }

  /** Nothing answers this name: the flow goes on when its time is over. */
  #send() {
    if (!this.pad.empty) this.host.send(packDrawing(this.pad.plane()));
    return ["pace"];
  }
}
