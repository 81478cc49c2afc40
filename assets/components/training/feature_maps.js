// What every layer makes of the chosen image: its feature maps, in the signed scale.
import { maxAbs } from "../_shared/arrays.js";
import { fillChildren, newElement, setAttribute, setText, setVisible } from "../_shared/dom.js";
import { putPixels, signedPixels, signedTable } from "../_shared/pixels.js";
import { MOST_MAPS, layoutLayers, layoutMaps } from "./layout.js";
import { Panel } from "./panel.js";

export class FeatureMaps extends Panel {
  constructor(host) {
    super(host, ".maps");
    this.list = this.find(".layers");
    this.scratch = document.createElement("canvas");
    this.width = 0;
    this.room = new ResizeObserver(([{ contentRect }]) => {
      if (Math.round(contentRect.width) === this.width) return;
      this.width = Math.round(contentRect.width);
      this.renew();
    });
    this.room.observe(this.list);
    this.drawn = [];
  }

  inputs({ maps, layers, frame }) {
    return [maps, layers, frame === undefined];
  }

  paint({ maps, layers, frame }, theme) {
    setVisible(this.element, maps.length > 0 || frame === undefined);
    const fresh = this.theme !== theme || !this.seenWidth || this.seenWidth !== this.width;
    if (this.theme !== theme) Object.assign(this, { theme, table: signedTable(theme) });
    this.seenWidth = this.width;
    const { columns } = layoutLayers(this.width);
    this.list.classList.toggle("two", columns === 2);
    const rows = fillChildren(this.list, maps.length, () => this.#row());
    maps.forEach(({ layer, planes }, i) => {
      const [title, canvas] = rows[i].children;
      const shape = planes.shape.slice(-3);
      setText(title.firstElementChild, layers?.[layer]?.name ?? `Layer ${layer + 1}`);
      setText(title.lastElementChild, shapeText(shape));
      if (fresh || this.drawn[i] !== planes) this.#paint(canvas, planes, shape);
      this.drawn[i] = planes;
    });
  }

  stop() {
    super.stop();
    this.room.disconnect();
  }

  #row() {
    const row = newElement("li");
    const title = newElement("p");
    title.append(newElement("b"), newElement("span"));
    row.append(title, newElement("canvas"));
    return row;
  }

  /** All maps of a layer at once: their pixels on a scratch canvas, then each magnified. */
  #paint(canvas, { values }, [count, high, wide]) {
    const { width } = layoutLayers(this.width);
    const { tile, tall, places, height } = layoutMaps(count, [high, wide], width);
    const across = Math.max(...places.map(({ left }) => left)) + tile;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(across * ratio);
    canvas.height = Math.round(height * ratio);
    Object.assign(canvas.style, { width: `${across}px`, height: `${height}px` });
    setAttribute(canvas, "role", "img");
    setAttribute(canvas, "aria-label", `${Math.min(count, MOST_MAPS)} feature maps`);
    putPixels(this.scratch, signedPixels(values, maxAbs(values), this.table), wide, count * high);
    const g = canvas.getContext("2d");
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.imageSmoothingEnabled = false;
    places.forEach(({ left, top }, i) =>
      g.drawImage(this.scratch, 0, i * high, wide, high, left, top, tile, tall));
  }
}

/** "8 maps, 6 × 6", and how many of them are shown. */
function shapeText([count, high, wide]) {
  const text = `${count} ${count === 1 ? "map" : "maps"}, ${high} × ${wide}`;
  return count > MOST_MAPS ? `${text} (the first ${MOST_MAPS})` : text;
}
