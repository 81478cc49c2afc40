// The chosen image, and what the network makes of it at this moment.
import { setAttribute, setText } from "../_shared/dom.js";
import { count } from "../_shared/format.js";
import { drawPicture } from "../_shared/pixels.js";
import { Panel } from "./panel.js";
import { ProbabilityBars } from "./probability_bars.js";
import { className, predictionText } from "./words.js";

export class ImagePrediction extends Panel {
  constructor(host) {
    super(host, ".looked");
    this.bars = new ProbabilityBars(this.find(".bars"), host.root.querySelector(".bar-row"));
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
    const label = `Image ${image.index + 1}: ${className(classes, image.label)}`;
    setAttribute(canvas, "aria-label", label);
    const of = image.of ? ` of ${count(image.of)}` : "";
    setText(this.find(".which"), `Image ${count(image.index + 1)}${of}`);
    this.find("[data-act=before]").disabled = image.index === 0;
    this.find("[data-act=after]").disabled = image.index + 1 === image.of;
    setText(this.find(".truth"), `Right class: ${className(classes, image.label)}`);
    if (!arrays.probabilities) return;
    const { text, right } = predictionText(view, arrays.probabilities.values);
    setText(this.find(".verdict"), text);
    setAttribute(this.element, "data-right", right);
    this.bars.show(classes, arrays.probabilities.values, image.label);
  }

  #move(by) {
    const { image } = this.host.view;
    if (!image) return;
    const index = this.host.updates.shown("look", image.index) + by;
    this.host.selectImage(Math.max(index, 0));
  }
}
