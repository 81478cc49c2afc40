// One panel: a picture on its canvas, and what lies over and under it.
import { cloneTemplate, context2d, elementsIn, setText } from "../_shared/dom.js";
import { drawHistogram } from "../_shared/histogram.js";
import { fitInto, magnified } from "../_shared/picture_size.js";
/** @import { Theme } from "../_shared/palette.js" */
/** @import { Size } from "../_shared/picture_size.js" */
/** @import { PicturePanel } from "./contract.js" */

const NARROW = 330; // a caption may need two lines: keep room, so that nothing jumps

export class Panel {
  /** @type {Size} */
  shown = { width: 0, height: 0 };
  /** What is on which canvas. @type {WeakMap<HTMLCanvasElement, ImageBitmap>} */
  #drawn = new WeakMap();

  /**
   * @param {HTMLTemplateElement} template
   * @param {number} index
   * @param {PicturePanel} panel
   */
  constructor(template, index, panel) {
    this.index = index;
    this.panel = panel;
    this.figure = cloneTemplate(template);
    this.figure.dataset.panel = String(index);
    this.parts = {
      ...elementsIn(this.figure, HTMLElement, "title", "size", "caption", "frame", "sheet",
        "rim", "lines", "mark", "divider"),
      ...elementsIn(this.figure, HTMLCanvasElement, "picture", "before", "histogram"),
    };
    this.parts.picture.dataset.panel = String(index);
  }

  /** Give it its words and its room. @type {(panel: PicturePanel, frame: Size) => void} */
  describe(panel, frame) {
    const { title, caption, width, height } = panel;
    setText(this.parts.title, title);
    setText(this.parts.size, `${width} × ${height}`);
    setText(this.parts.caption, caption);
    const label = `${title}, ${width} by ${height} pixels. ${caption}`;
    const hint = "Arrow keys move the inspected pixel, Enter holds it.";
    this.parts.sheet.setAttribute("aria-label", `${label} ${hint}`);
    const size = fitInto(frame, panel);
    this.shown = size;
    this.panel = panel;
    this.parts.frame.style.height = `${frame.height}px`;
    this.parts.caption.style.minHeight = frame.width < NARROW ? "2.7em" : "1.35em";
    Object.assign(this.parts.sheet.style, { width: `${size.width}px`, height: `${size.height}px` });
  }

  /**
   * Swap in a decoded picture. Resizing a canvas clears it: size and drawing share one task.
   *
   * @type {(canvas: HTMLCanvasElement, bitmap: ImageBitmap) => void}
   */
  drawPicture(canvas, bitmap) {
    if (this.#drawn.get(canvas) !== bitmap) {
      if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
      if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
      const context = context2d(canvas);
      context.clearRect(0, 0, bitmap.width, bitmap.height);
      context.drawImage(bitmap, 0, 0);
      this.#drawn.set(canvas, bitmap);
    }
    canvas.style.imageRendering = magnified(this.shown, bitmap) ? "pixelated" : "auto";
  }

  /** Outline the pixels the border had a part in. @param {boolean} isShown */
  drawRim(isShown) {
    const { width, height, rim: { top, bottom, left, right } } = this.panel;
    this.parts.rim.hidden = !isShown || top + bottom + left + right === 0;
    const share = (/** @type {number} */ pixels, /** @type {number} */ side) =>
      `${Math.min((100 * pixels) / side, 50)}%`;
    this.parts.rim.style.inset = [share(top, height), share(right, width), share(bottom, height),
      share(left, width)].join(" ");
  }

  /** Draw how often values occur. @type {(counts: Int32Array, theme: Theme) => void} */
  drawCounts(counts, theme) {
    drawHistogram(this.parts.histogram, counts, this.panel.histogram, theme);
  }
}
