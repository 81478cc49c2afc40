// Figures side by side, drawn anew as the work that makes them goes on.
/** @import { Figure, FiguresComponent, FiguresFrameMessage } from "./contract.js" */
/** @import { Packed } from "../_shared/message.js" */
import {
  elementIn, fillChildren, newElement, setAttribute, setText, setVisible,
} from "../_shared/dom.js";
import { JobBar } from "../_shared/job_bar.js";
import { keepAlive } from "../_shared/keep_alive.js";

export default keepAlive((/** @type {ParentNode} */ parent) => new Figures(parent));

class Figures {
  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".figures", HTMLElement);
    this.sentence = elementIn(parent, ".sentence", HTMLElement);
    this.row = elementIn(parent, ".row", HTMLElement);
    this.bar = new JobBar(elementIn(parent, ".bar", HTMLElement), this.#draw.bind(this));
  }

  /** @param {FiguresComponent} component */
  update(component) {
    this.bar.update(component);
  }

  stop() {
    this.bar.stop();
  }

  /** @param {FiguresFrameMessage} frame */
  #draw({ sentence, figures, arrays: { files } }) {
    setVisible(this.sentence, sentence.length > 0);
    fillChildren(this.sentence, sentence.length, () => newElement("span")).forEach((part, at) => {
      setText(part, sentence[at].text);
      if (part instanceof HTMLElement) part.style.fontWeight = sentence[at].strong ? "600" : "";
    });
    const left = [...files];
    fillChildren(this.row, figures.length, newFigure).forEach((element, at) => {
      const figure = figures[at];
      drawFigure(element, figure, left.splice(0, figure.pictures.length));
    });
  }
}

function newFigure() {
  const figure = newElement("figure");
  const pictures = newElement("div", "pictures");
  pictures.style.display = "contents";
  figure.append(newElement("figcaption"), pictures, newElement("p", "told"));
  return figure;
}

/** @type {(element: Element, figure: Figure, files: Packed<Uint8Array>[]) => void} */
function drawFigure(element, { title, pictures, caption, told, width }, files) {
  if (element instanceof HTMLElement) element.style.width = `${width}px`;
  const head = elementIn(element, "figcaption", HTMLElement);
  setText(head, title);
  setVisible(head, Boolean(title));
  setText(elementIn(element, ".told", HTMLElement), told);
  setVisible(elementIn(element, ".told", HTMLElement), Boolean(told));
  const place = elementIn(element, ".pictures", HTMLElement);
  fillChildren(place, pictures.length, () => newPicture()).forEach((one, at) => {
    const image = elementIn(one, "img", HTMLImageElement);
    setAttribute(image, "alt", pictures[at].alt);
    setAttribute(image, "width", pictures[at].width);
    show(image, files[at].values);
    setText(elementIn(one, ".caption", HTMLElement), at ? "" : caption);
  });
}

function newPicture() {
  const one = newElement("div");
  one.append(newElement("img"), newElement("p", "caption"));
  return one;
}

/** Show a PNG file, unless it is the one that is shown. */
function show(/** @type {HTMLImageElement} */ image, /** @type {Uint8Array} */ bytes) {
  const data = `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
  setAttribute(image, "src", data);
}
