// The film strip: every filter of the first layer, at moments from the start until now.
import { maxAbs } from "../_shared/arrays.js";
import { setAttribute, setVisible } from "../_shared/dom.js";
import { css } from "../_shared/palette.js";
import { putPixels, signedPixels, signedTable } from "../_shared/pixels.js";
import { layoutHistory } from "./layout.js";
import { Panel } from "./panel.js";
import { ResponsiveCanvas } from "./responsive_canvas.js";
import { evenlySpaced } from "./ticks.js";

const GAP = 3;

export class FilterHistory extends Panel {
  constructor(host) {
    super(host, ".film");
    this.canvas = this.find("canvas");
    this.surface = new ResponsiveCanvas(this.canvas, () => this.renew());
    this.scratch = document.createElement("canvas");
  }

  inputs({ arrays, frame }) {
    return [frame === undefined, arrays.film];
  }

  paint({ arrays: { film }, frame }, theme) {
    setVisible(this.element, Boolean(film) || frame === undefined);
    if (!film || !this.surface.width) return;
    const [moments, filters, planes, high, wide] = film.shape;
    const { width } = this.surface;
    const { tile, columns, height } = layoutHistory({ moments, filters, planes }, width);
    this.canvas.style.height = `${height}px`;
    this.surface.height = height;
    const g = this.surface.begin();
    g.imageSmoothingEnabled = false;
    const pixels = signedPixels(film.values, maxAbs(film.values), signedTable(theme));
    putPixels(this.scratch, pixels, wide, moments * filters * planes * high);
    g.fillStyle = css(theme.border);
    evenlySpaced(moments, columns).forEach((moment, col) => {
      for (let filter = 0; filter < filters; filter += 1) {
        for (let plane = 0; plane < planes; plane += 1) {
          const from = ((moment * filters + filter) * planes + plane) * high;
          const left = col * (tile * planes + GAP) + plane * tile;
          g.drawImage(this.scratch, 0, from, wide, high, left, filter * (tile + GAP), tile, tile);
        }
      }
    });
    setAttribute(this.canvas, "aria-label", `${filters} filters at ${moments} moments`);
  }

  stop() {
    super.stop();
    this.surface.stop();
  }
}
