// All the pictures of one unit at once: their colours, and what lights up on them.
import { maxAbs } from "../_shared/arrays.js";
import { write } from "../_shared/dom.js";
import { joinText, planeAt, readsMap, spanOfBox } from "./made.js";

/** Mark a cell on every sheet that shows it, and the box it reads on the maps before. */
export function lightSheets({ sheets, output, place: own }, place, reading) {
  const cell = place?.cell?.length === 3 ? place.cell.slice(1) : null;
  const isOwn = place?.node === own.node;
  for (const sheet of sheets) {
    const { place: at, role, sides } = sheet;
    const isHere = cell && place.node === at.node && place.channel === at.channel;
    const isAfter = cell && isOwn && role === "after" && String(sides) === String(output.sides);
    const part = role === "input" && isOwn
      ? reading?.parts.find((one) => readsMap(one, at.node, at.channel)) : null;
    sheet.light(isHere || isAfter ? cell : null, part && spanOfBox(part.box));
  }
}

/** Bring a unit's values on screen; nothing moves. */
export function paintSheets({ sheets, kernels, join }, made, { view, painter }) {
  const { kernels: weights, partials } = made.arrays;
  const [heaviest, most] = [weights, partials].map((array) => maxAbs(array?.values ?? []));
  for (const { canvas, sides, place, partial, number } of sheets) {
    if (partial !== undefined) painter.values(canvas, planeAt(partials, partial), sides, most);
    else if (number) painter.number(number, view, place);
    else painter.map(canvas, view, place.node, place.channel);
  }
  kernels.forEach(({ grid, sheet }, i) => {
    const values = planeAt(weights, i);
    grid?.show(values, (value) => painter.signed(value, heaviest));
    if (sheet) painter.values(sheet.canvas, values, made.kernel, heaviest);
  });
  if (made.hasOutput) write(join, joinText(made));
}
