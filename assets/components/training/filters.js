// The first layer's filters, magnified: watch them turn from noise into detectors.
import { maxAbs } from "../_shared/arrays.js";
import {
  cloneTemplate, fillChildren, newElement, setAttribute, setText, setVisible,
} from "../_shared/dom.js";
import { putPixels, signedPixels, signedTable } from "../_shared/pixels.js";
import { layoutFilters } from "./layout.js";
import { Panel } from "./panel.js";
import { nearestKernelTexts } from "./words.js";

const COLOURS = ["red", "green", "blue"];

export class Filters extends Panel {
  constructor(host) {
    super(host, ".filters");
    this.list = this.find("ul");
    this.template = host.root.querySelector(".card-row");
    this.room = new ResizeObserver(([{ contentRect: { width } }]) => {
      if (width === this.width) return;
      this.width = width;
      this.renew();
    });
    this.room.observe(this.list);
  }

  inputs({ arrays, nearest, kernels, frozen, frame }) {
    return [frame === undefined, arrays.filters, nearest, kernels, frozen, this.host.updates.stamp];
  }

  paint(view, theme) {
    const { filters } = view.arrays;
    setVisible(this.find(".none"), view.frame !== undefined && !filters);
    if (!filters) this.list.replaceChildren();
    if (!filters || !this.width) return;
    const [count, planes] = filters.shape;
    if (this.theme !== theme) Object.assign(this, { theme, table: signedTable(theme) });
    this.#arrange(count, planes);
    setVisible(this.find(".colours"), planes === 3);
    const pixels = signedPixels(filters.values, maxAbs(filters.values), this.table);
    fillChildren(this.list, count, (index) => this.#card(index)).forEach((card, index) => {
      this.#offer(card, view.kernels);
      this.#planes(card, pixels, filters.shape, index);
      this.#words(card, view, index);
    });
  }

  stop() {
    super.stop();
    this.room.disconnect();
  }

  #arrange(count, planes) {
    const { columns, tile, compact, tight } = layoutFilters(count, this.width, planes);
    this.list.style.setProperty("--columns", columns);
    this.list.style.setProperty("--tile", `${tile}px`);
    this.list.classList.toggle("compact", compact);
    this.list.classList.toggle("tight", tight);
  }

  #card(index) {
    const card = cloneTemplate(this.template);
    const select = card.querySelector("select");
    setAttribute(select, "aria-label", `Put a classic kernel into filter ${index + 1}`);
    select.onchange = () => {
      this.host.send({ do: "put", filter: index, kernel: select.value });
      select.value = "";
    };
    card.querySelector("[data-act=lock]").onclick = () => this.#lock(index);
    return card;
  }

  /** The classic kernels that fit the filters. */
  #offer(card, kernels) {
    if (card.kernels === kernels) return;
    card.kernels = kernels;
    const options = kernels.map((kernel) => new Option(kernel, kernel));
    card.querySelector("select").replaceChildren(new Option("Put a kernel here", ""), ...options);
  }

  #lock(index) {
    const locked = this.#isLocked(this.host.view, index);
    const command = { do: locked ? "thaw" : "freeze", filter: index };
    this.host.sendExpecting(command, `lock ${index}`, !locked);
  }

  #isLocked({ frozen = [] }, index) {
    return this.host.updates.shown(`lock ${index}`, frozen.some((one) => one.at(-1) === index));
  }

  #planes(card, pixels, [, planes, high, wide], index) {
    const size = high * wide;
    const face = card.querySelector(".planes");
    const canvases = fillChildren(face, planes, () => newElement("canvas"));
    canvases.forEach((canvas, plane) => {
      const from = (index * planes + plane) * size;
      putPixels(canvas, pixels.slice(from, from + size), wide, high);
      if (planes === 3) canvas.title = `the weights of the ${COLOURS[plane]} channel`;
    });
    face.style.setProperty("--shape", `${wide} / ${high}`);
  }

  #words(card, view, index) {
    const near = view.nearest?.[index];
    const locked = this.#isLocked(view, index);
    const nearest = card.querySelector(".nearest");
    const { kernel, alike, title } = nearestKernelTexts(near);
    setText(nearest, kernel);
    setAttribute(nearest, "title", title);
    setText(card.querySelector(".alike"), alike);
    const lock = card.querySelector("[data-act=lock]");
    setAttribute(lock, "aria-pressed", locked);
    const label = locked ? "locked, unlock it" : "lock it";
    setAttribute(lock, "aria-label", `Filter ${index + 1}: ${label}`);
    const effect = locked ? "Locked: it does not learn" : "Lock it: it stops learning";
    setAttribute(lock, "title", effect);
    card.classList.toggle("locked", locked);
  }
}
