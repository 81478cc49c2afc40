// The picture: four canvases, back to front, each painted again only when it must be.
/** @import { Scene } from "./scene.js" */
/** @import { Cell, Context, Frame, View } from "./shapes.js" */
/** @typedef {"still" | "written" | "side" | "marks"} LayerName */
import { context2d, elementsIn } from "../_shared/dom.js";
import { cellsOf } from "./boxes.js";
import { drawEmpty, drawRing, drawUnread, drawValue, fillOf, squareOf } from "./cells.js";
import { paintKernels, paintPatches } from "./kernel_paint.js";
import { paintLabels } from "./labels.js";
import { paintMarks } from "./marks.js";
import { paintPlot } from "./plot.js";

export class Painter {
  /** The kernel, the bias and the filters that are shown. @type {string | null} */
  #beside = null;
  /** The step whose window stands beside them. @type {number | null} */
  #patched = null;
  /** The last step whose result is painted. @type {number | null} */
  #written = null;

  /**
   * @param {HTMLElement} board
   * @param {View} view
   */
  constructor(board, { scene, theme, layout }) {
    this.scene = scene;
    this.theme = theme;
    this.layout = layout;
    const canvases = elementsIn(board, HTMLCanvasElement, "still", "written", "side", "marks");
    this.layers = {
      still: context2d(canvases.still),
      written: context2d(canvases.written),
      side: context2d(canvases.side),
      marks: context2d(canvases.marks),
    };
    const ratio = window.devicePixelRatio || 1;
    for (const g of Object.values(this.layers)) {
      g.canvas.width = Math.round(layout.width * ratio);
      g.canvas.height = Math.round(layout.height * ratio);
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.textBaseline = "middle";
    }
    paintLabels(this.layers.still, this);
    paintPlot(this.layers.still, this);
    this.paintInput(this.layers.still);
  }

  /**
   * Paint one frame; `glide` is how far the window has moved on towards the next step. What
   * stands beside the kernel is read, not watched: it may wait until `calm`.
   *
   * @type {(frame: Frame, glide: number, calm: boolean) => void}
   */
  paint(frame, glide, calm) {
    if (calm) this.paintBeside(frame);
    this.paintWritten(frame.now);
    paintMarks(this.clear("marks"), this, frame, glide);
  }

  /** @param {Frame} frame */
  paintBeside({ step }) {
    const { scene, layers: { side: g } } = this;
    const key = [scene.filter(step), scene.base(step), planeOf(scene, step)].join();
    if (key !== this.#beside) paintKernels(this.clear("side"), this, step);
    if (key !== this.#beside || step !== this.#patched) paintPatches(g, this, step);
    this.#beside = key;
    this.#patched = step;
  }

  /** @param {LayerName} name */
  clear(name) {
    this.layers[name].clearRect(0, 0, this.layout.width, this.layout.height);
    return this.layers[name];
  }

  /** @param {Context} g */
  paintInput(g) {
    const { scene, theme, layout } = this;
    const { top, left } = scene.input;
    for (let at = 0; at < scene.paddedRows * scene.paddedCols; at += 1) {
      const cell = [Math.floor(at / scene.paddedCols), at % scene.paddedCols];
      const [row, col] = [cell[0] - top, cell[1] - left];
      const copies = scene.source(row, col) >= 0;
      layout.input.forEach((rect, channel) => {
        const value = scene.value(channel, row, col);
        const fill = fillOf(theme, scene.input, value);
        const [down, along] = cell;
        if (!scene.isReal(row, col)) {
          return drawRing(g, theme, rect, down, along, value, copies ? fill : null);
        }
        const draw = scene.isRead(row, col) ? drawValue : drawUnread;
        return draw(g, theme, rect, down, along, value, fill);
      });
    }
  }

  /**
   * Bring the output to step `now`: add what is new, or begin again when time runs back.
   *
   * @param {number} now
   */
  paintWritten(now) {
    if (this.scene.steps === 0 || now === this.#written) return;
    const since = this.#written;
    this.#written = now;
    if (since === null || now < since) {
      this.clear("written");
      this.paintOutputs(allOutputs(this.scene), now);
    } else {
      for (let step = since + 1; step <= now; step += 1) {
        this.paintOutputs(cellsOf(this.scene.writes(step)), now);
      }
    }
  }

  /** @type {(cells: Cell[], now: number) => void} */
  paintOutputs(cells, now) {
    const { scene, theme, layout, layers: { written: g } } = this;
    for (const [plane, row, col] of cells) {
      if (!scene.holds(row, col)) continue;
      const value = scene.outputAt(plane, row, col, now);
      const rect = layout.output[plane];
      const { x, y } = squareOf(rect, row, col);
      g.clearRect(x, y, rect.cell, rect.cell);
      const start = scene.scatters ? scene.bias(plane, row, col) : null;
      if (value === null) drawEmpty(g, theme, rect, row, col, start);
      else drawValue(g, theme, rect, row, col, value, fillOf(theme, scene.output, value));
    }
  }
}

/** @type {(scene: Scene, step: number) => number} */
const planeOf = (scene, step) => (scene.steps ? scene.writes(step).channel : 0);

/** @param {Scene} scene */
function allOutputs({ planes, outRows, outCols }) {
  const box = { row: 0, col: 0, height: outRows, width: outCols, rowStep: 1, colStep: 1 };
  return cellsOf({ ...box, channel: 0, depth: planes });
}
