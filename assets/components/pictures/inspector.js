// One pixel of the result explained: what was read, the weights, the products and their sum.
import { fit, number } from "../_shared/format.js";
import { css, greyColor, ink, readable, signedColor } from "../_shared/palette.js";
import { cellsOf } from "./layout.js";
import { write } from "./write.js";

const WORDS = 84; // room for the line above the grids and the sum below them
const GRIDS = [
  ["neighbourhood", "Read", "input"],
  ["kernel", "Kernel", "kernel"],
  ["products", "Products", null],
];

/** Draw what `message.inspect` says; keep the room when it says nothing yet. */
export function drawInspector(root, message, theme, width) {
  const { inspect, arrays } = message;
  root.hidden = inspect === undefined;
  root.classList.toggle("empty", !inspect);
  if (root.hidden) return;
  const [rows, cols] = inspect ? [inspect.rows, inspect.cols] : (message.window ?? [3, 3]);
  const cells = cellsOf(width, rows, cols);
  root.style.minHeight = `${cells.height + WORDS}px`;
  root.classList.toggle("stacked", cells.stacked);
  if (inspect) drawReading(root, inspect, arrays, { cells, theme });
}

function drawReading(root, inspect, arrays, look) {
  const part = (name) => root.querySelector(`.${name}`);
  write(part("where"), [inspect.title, inspect.channel].filter(Boolean).join(" · "));
  for (const [name, title, role] of GRIDS) {
    part(name).hidden = !arrays[name];
    if (arrays[name]) drawGrid(part(name), arrays[name], { ...look, name, title, role });
  }
  part("times").hidden = part("equals").hidden = !arrays.kernel;
  part("sum").replaceChildren(...(arrays.kernel ? equation(inspect, look.theme) : [inspect.sum]));
}

function drawGrid(table, { shape, values }, { cells, theme, name, title, role }) {
  const [rows, cols] = shape;
  build(table, rows, cols);
  const color = role ? css(readable(theme[role], theme.background, theme.text)) : "inherit";
  write(table.caption, title);
  table.caption.style.color = color;
  table.style.setProperty("--cell", `${cells.cell}px`);
  table.style.setProperty("--line", `${cells.line}px`);
  table.style.borderColor = role ? css(theme[role]) : css(theme.border);
  const most = Math.max(...values.map(Math.abs));
  const room = Math.floor((cells.cell - 4) / 7);
  table.querySelectorAll("td").forEach((cell, i) => {
    const grey = name === "neighbourhood";
    const fill = grey ? greyColor(values[i], 0, 255) : signedColor(theme, values[i], most);
    write(cell, fit(values[i], room));
    cell.style.backgroundColor = css(fill);
    cell.style.color = css(ink(fill));
  });
}

function build(table, rows, cols) {
  const shape = `${rows}x${cols}`;
  if (table.dataset.shape === shape) return;
  table.dataset.shape = shape;
  table.replaceChildren();
  table.createCaption();
  for (let row = 0; row < rows; row += 1) {
    const line = table.insertRow();
    for (let col = 0; col < cols; col += 1) line.insertCell();
  }
}

function equation({ total, bias, result, shown, sum }, theme) {
  const colored = (text, role) => {
    const span = document.createElement("span");
    span.textContent = text;
    span.className = "number";
    span.style.color = css(readable(theme[role], theme.background, theme.text));
    return span;
  };
  const parts = ["sum ", colored(number(total), "text"), " + bias ",
    colored(number(bias), "kernel"), " = ", colored(number(result), "output")];
  if (shown !== undefined && shown !== null) {
    parts.push(", shown as ", colored(typeof shown === "number" ? number(shown) : shown, "output"));
  }
  return sum ? [...parts, ". ", sum] : parts;
}
