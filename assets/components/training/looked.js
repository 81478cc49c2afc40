// The chosen image, and what the network makes of it at this moment.
import { mark, write } from "../_shared/dom.js";
import { count } from "../_shared/format.js";
import { drawPicture } from "../_shared/pixels.js";
import { Bars } from "./bars.js";
import { Part } from "./part.js";
import { name, verdict } from "./words.js";

export class Looked extends Part {
  constructor(desk) {
    super(desk, ".looked");
    this.bars = new Bars(this.find(".bars"), desk.root.querySelector(".bar-row"));
    this.find("[data-act=before]").onclick = () => this.#move(-1);
    this.find("[data-act=after]").onclick = () => this.#move(1);
  }

  inputs({ arrays, image, classes }) {
    return [arrays.image, arrays.probabilities, image, classes];
  }

  paint(view) {
    const { arrays, image, classes } = view;
    if (!arrays.image || !image) return;
    const canvas = this.find("canvas");
    drawPicture(canvas, arrays.image);
    mark(canvas, "aria-label", `Image ${image.index + 1}: ${name(classes, image.label)}`);
    const of = image.of ? ` of ${count(image.of)}` : "";
    write(this.find(".which"), `Image ${count(image.index + 1)}${of}`);
    this.find("[data-act=before]").disabled = image.index === 0;
    this.find("[data-act=after]").disabled = image.index + 1 === image.of;
    write(this.find(".truth"), `Right class: ${name(classes, image.label)}`);
    if (!arrays.probabilities) return;
    const { text, right } = verdict(view, arrays.probabilities.values);
    write(this.find(".verdict"), text);
    mark(this.element, "data-right", right);
    this.bars.show(classes, arrays.probabilities.values, image.label);
  }

  #move(by) {
    const { image } = this.desk.view;
    if (!image) return;
    const index = this.desk.wishes.read("look", image.index) + by;
    this.desk.look(Math.max(index, 0));
  }
}
