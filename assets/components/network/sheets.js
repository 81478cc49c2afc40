// All the pictures of one unit at once: their colours, and what lights up on them.
/** @import { Made, Place, Reading } from "./shapes.js" */
/** @import { Desk } from "./shapes.js" */
/** @import { Unit } from "./unit.js" */
import { maxAbs } from "../_shared/arrays.js";
import { setText } from "../_shared/dom.js";
import { joinText, planeAt, readsMap, spanOfBox } from "./made.js";
import { spotOf } from "./trail.js";

/**
 * Mark a cell on every sheet that shows it, and the box it reads on the maps before.
 *
 * @type {(unit: Unit, place: Place | null, reading: Reading | null) => void}
 */
export function lightSheets({ sheets, output, place: own }, place, reading) {
  const cell = place && spotOf(place);
  const isOwn = own !== null && place?.node === own.node;
  for (const sheet of sheets) {
    const { place: at, role, sides } = sheet;
    const isHere = place?.node === at.node && place?.channel === at.channel;
    const isAfter = isOwn && role === "after" && String(sides) === String(output?.sides);
    const part = role === "input" && isOwn
      ? reading?.parts.find((one) => readsMap(one, at.node, at.channel)) : null;
    sheet.light(isHere || isAfter ? cell : null, part ? spanOfBox(part.box) : null);
  }
}

/**
 * Bring a unit's values on screen; nothing moves.
 *
 * @type {(unit: Unit, made: Made, desk: Desk) => void}
 */
export function paintSheets({ sheets, kernels, join }, made, { view, painter }) {
  const { kernels: weights, partials } = made;
  const [heaviest, most] = [weights, partials].map((array) => maxAbs(array?.values ?? []));
  for (const { canvas, sides, place, partial, number } of sheets) {
    const values = partial !== null && partials ? planeAt(partials, partial) : null;
    if (values) painter.values(canvas, values, sides, most);
    else if (number) painter.number(number, view, place);
    else painter.map(canvas, view, place.node, place.channel);
  }
  kernels.forEach(({ grid, sheet }, i) => {
    if (!weights || !made.kernel) return;
    const values = planeAt(weights, i);
    grid?.show(values, (value) => painter.signed(value, heaviest));
    if (sheet) painter.values(sheet.canvas, values, made.kernel, heaviest);
  });
  if (join && made.hasOutput) setText(join, joinText(made));
}
