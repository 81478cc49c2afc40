// One pixel of the result explained: what was read, the weights, the products and their sum.
import { elementIn, newElement, setText } from "../_shared/dom.js";
import { fit, number } from "../_shared/format.js";
import { css, greyColor, ink, readable, signedColor } from "../_shared/palette.js";
import { cellsOf } from "./layout.js";

/** @import { Packed } from "../_shared/message.js" */
/** @import { Role, Theme } from "../_shared/palette.js" */
/** @import { PicturesMessage, PixelGrids, PixelInspection } from "./contract.js" */
/** @import { Cells } from "./layout.js" */
/** @typedef {{ name: keyof PixelGrids, title: string, role: Role | null }} Grid */
/** @typedef {{ cells: Cells, theme: Theme }} Look */

const WORDS = 84; // room for the line above the grids and the sum below them
/** @type {Grid[]} */
const GRIDS = [
  { name: "neighbourhood", title: "Read", role: "input" },
  { name: "kernel", title: "Kernel", role: "kernel" },
  { name: "products", title: "Products", role: null },
];

/**
 * Draw what `message.inspect` says; keep the room when it says nothing yet.
 *
 * @type {(root: HTMLElement, message: PicturesMessage, theme: Theme, width: number) => void}
 */
export function drawInspector(root, message, theme, width) {
  const { inspect, arrays } = message;
  root.classList.toggle("empty", !inspect);
  const [rows, cols] = inspect ? [inspect.region.rows, inspect.region.cols] : message.window;
  const cells = cellsOf(width, rows, cols);
  root.style.minHeight = `${cells.height + WORDS}px`;
  root.classList.toggle("stacked", cells.stacked);
  if (inspect) drawReading(root, inspect, arrays, { cells, theme });
}

/** @type {(root: HTMLElement, inspect: PixelInspection, arrays: PixelGrids, look: Look) => void} */
function drawReading(root, inspect, arrays, look) {
  const part = (/** @type {string} */ name) => elementIn(root, `.${name}`, HTMLElement);
  setText(part("where"), [inspect.title, inspect.channel].filter(Boolean).join(" · "));
  for (const grid of GRIDS) {
    const table = elementIn(root, `.${grid.name}`, HTMLTableElement);
    const array = arrays[grid.name];
    table.hidden = !array;
    if (array) drawGrid(table, array, grid, look);
  }
  part("times").hidden = part("equals").hidden = !arrays.kernel;
  part("sum").replaceChildren(...(arrays.kernel ? equation(inspect, look.theme) : [inspect.sum]));
}

/**
 * @type {(table: HTMLTableElement, array: Packed<Float32Array>, grid: Grid, look: Look) => void}
 */
function drawGrid(table, { shape: [rows, cols], values }, { name, title, role }, { cells, theme }) {
  const caption = build(table, rows, cols);
  const color = role ? css(readable(theme[role], theme.background, theme.text)) : "inherit";
  setText(caption, title);
  caption.style.color = color;
  table.style.setProperty("--cell", `${cells.cell}px`);
  table.style.setProperty("--line", `${cells.line}px`);
  table.style.borderColor = role ? css(theme[role]) : css(theme.border);
  const most = Math.max(...values.map(Math.abs));
  const room = Math.floor((cells.cell - 4) / 7);
  table.querySelectorAll("td").forEach((cell, i) => {
    const grey = name === "neighbourhood";
    const fill = grey ? greyColor(values[i], 0, 255) : signedColor(theme, values[i], most);
    setText(cell, fit(values[i], room));
    cell.style.backgroundColor = css(fill);
    cell.style.color = css(ink(fill));
  });
}

/**
 * As many cells as asked for, and the caption above them.
 *
 * @type {(table: HTMLTableElement, rows: number, cols: number) => HTMLTableCaptionElement}
 */
function build(table, rows, cols) {
  const shape = `${rows}x${cols}`;
  if (table.dataset.shape === shape) return table.createCaption();
  table.dataset.shape = shape;
  table.replaceChildren();
  for (let row = 0; row < rows; row += 1) {
    const line = table.insertRow();
    for (let col = 0; col < cols; col += 1) line.insertCell();
  }
  return table.createCaption();
}

/** @type {(inspect: PixelInspection, theme: Theme) => (string | HTMLElement)[]} */
function equation({ total, bias, result, shown }, theme) {
  const colored = (/** @type {number} */ value, /** @type {Role} */ role) => {
    const span = newElement("span", "number", number(value));
    span.style.color = css(readable(theme[role], theme.background, theme.text));
    return span;
  };
  const parts = ["sum ", colored(total, "text"), " + bias ", colored(bias, "kernel"), " = ",
    colored(result, "output")];
  return shown === null ? parts : [...parts, ", shown as ", colored(shown, "output")];
}
