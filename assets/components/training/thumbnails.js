// Small images in a row, each of which can be looked at.
import { fillChildren, newElement, setAttribute, setText } from "../_shared/dom.js";
import { drawPicture } from "../_shared/pixels.js";

export class Thumbnails {
  /** `pick(index)` hears which image was chosen. */
  constructor(list, pick) {
    Object.assign(this, { list, pick });
  }

  /** `items` are {index, label, lines}, in the order of the images (M, C, H, W). */
  show(images, items) {
    const buttons = fillChildren(this.list, items.length, () => this.#button());
    items.forEach(({ index, label, lines }, i) => {
      const [canvas, ...words] = buttons[i].children;
      drawPicture(canvas, images, i);
      words.forEach((word, line) => setText(word, lines[line] ?? ""));
      setAttribute(buttons[i], "aria-label", `Look at ${label}`);
      setAttribute(buttons[i], "title", `Look at ${label}`);
      buttons[i].index = index;
    });
  }

  #button() {
    const button = newElement("button");
    button.type = "button";
    button.append(newElement("canvas"), newElement("b"), newElement("span"));
    button.onclick = () => this.pick(button.index);
    return button;
  }
}
