// The worst mistakes: the images it is most sure about, and wrong.
import { reveal } from "../_shared/dom.js";
import { percent } from "../_shared/format.js";
import { Part } from "./part.js";
import { Thumbs } from "./thumbs.js";
import { name } from "./words.js";

export class Mistakes extends Part {
  constructor(desk) {
    super(desk, ".mistakes");
    this.thumbs = new Thumbs(this.find(".thumbs"), (index) => desk.look(index));
  }

  inputs({ arrays, classes }) {
    const { mistakes, mistake_guesses: guesses, mistake_sure: sure, confusion } = arrays;
    return [mistakes, guesses, sure, confusion, classes];
  }

  paint({ arrays, classes }) {
    const { mistakes, mistake_sure: sure, mistake_index: indices } = arrays;
    const count = mistakes?.shape[0] ?? 0;
    reveal(this.find(".none"), Boolean(arrays.confusion) && count === 0);
    const items = Array.from({ length: count }, (_, i) => {
      const { mistake_labels: labels, mistake_guesses: guesses } = arrays;
      const [right, guess] = [labels, guesses].map(({ values }) => name(classes, values[i]));
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
