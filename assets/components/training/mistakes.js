// The worst mistakes: the images it is most sure about, and wrong.
import { setVisible } from "../_shared/dom.js";
import { percent } from "../_shared/format.js";
import { Panel } from "./panel.js";
import { Thumbnails } from "./thumbnails.js";
import { className } from "./words.js";

export class Mistakes extends Panel {
  constructor(host) {
    super(host, ".mistakes");
    this.thumbs = new Thumbnails(this.find(".thumbs"), (index) => host.selectImage(index));
  }

  inputs({ arrays, classes }) {
    const { mistakes, mistake_guesses: guesses, mistake_sure: sure, confusion } = arrays;
    return [mistakes, guesses, sure, confusion, classes];
  }

  paint({ arrays, classes }) {
    const { mistakes, mistake_sure: sure, mistake_index: indices } = arrays;
    const count = mistakes?.shape[0] ?? 0;
    setVisible(this.find(".none"), Boolean(arrays.confusion) && count === 0);
    const items = Array.from({ length: count }, (_, i) => {
      const { mistake_labels: labels, mistake_guesses: guesses } = arrays;
      const [right, guess] = [labels, guesses].map(({ values }) => className(classes, values[i]));
      const share = percent(sure.values[i]);
      return {
        index: indices.values[i],
        label: `an image of ${right}, taken for ${guess}, ${share} sure`,
        lines: [`${right}, not ${guess}`, `${share} sure`],
      };
    });
    this.thumbs.show(mistakes, items);
  }
}
