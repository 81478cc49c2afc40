// What lights up: a pure function of the scene, the selected step and what is pointed at.
import { cellsOf } from "./boxes.js";

/**
 * One picture of the stage.
 *
 * `now` decides which output cells are written, `step` whose window and sum are shown; they
 * differ only while the pointer rests on an output cell. `lit` lists cells by grid; the
 * others of the grids named in `dimmed` step back. `parts` are the steps that
 * together make an output cell, where one alone does not.
 */
export function frameOf(scene, now, hover = null) {
  const frame = { now, step: now, hover, lit: litBy(scene, now), dimmed: [], parts: null };
  if (!hover || scene.steps === 0) return frame;
  return { ...frame, ...POINTED[hover.grid]?.(scene, hover, frame) };
}

function litBy(scene, step) {
  if (scene.steps === 0) return { input: [], output: [], kernel: [] };
  const written = cellsOf(scene.writes(step)).filter(([, row, col]) => scene.holds(row, col));
  return { input: cellsOf(scene.reads(step)), output: written, kernel: [] };
}

/** A single step is the one to show; among several none is. */
const alone = (steps) => (steps.length === 1 ? { step: steps[0] } : {});

const POINTED = {
  output(scene, { plane, row, col }) {
    const steps = [...scene.writersOf(plane, row, col).steps];
    const output = [[plane, row, col]];
    if (!scene.scatters) return steps.length ? { step: steps[0], lit: litBy(scene, steps[0]) } : {};
    const input = steps.flatMap((step) => cellsOf(scene.reads(step)));
    const lit = { input, output, kernel: [] };
    return { lit, dimmed: ["input"], parts: steps, ...alone(steps) };
  },
  input(scene, { plane, row, col }) {
    const input = copiesOf(scene, row, col).map((cell) => [plane, ...cell]);
    const steps = stepsReading(scene, plane, row, col);
    const output = unique(steps.flatMap((step) => litBy(scene, step).output));
    const shown = scene.scatters || !scene.kernel ? alone(steps) : {};
    return { lit: { input, output, kernel: [] }, dimmed: ["output"], ...shown };
  },
  kernel(scene, { filter, depth, row, col }, { now }) {
    const input = touchedBy(scene, filter, depth, row, col);
    const kernel = [[filter, depth, row, col]];
    return { lit: { input, output: litBy(scene, now).output, kernel }, dimmed: ["input"] };
  },
  bias(scene, { plane: bias }) {
    const plain = { row: 0, col: 0, height: scene.outRows, width: scene.outCols };
    const all = cellsOf({ ...plain, channel: 0, depth: scene.planes, rowStep: 1, colStep: 1 });
    const output = all.filter((cell) => scene.biasIndex(...cell) === bias);
    return { lit: { input: [], output, kernel: [] }, dimmed: [] };
  },
};

/** All the places a cell stands in the padded input: itself, and its copies in the border. */
export function copiesOf(scene, row, col) {
  const source = scene.source(row, col);
  if (source < 0) return [[row, col]];
  const copies = [];
  scene.array("source").values.forEach((real, at) => {
    if (real !== source) return;
    const padded = [Math.floor(at / scene.paddedCols), at % scene.paddedCols];
    copies.push([padded[0] - scene.input.top, padded[1] - scene.input.left]);
  });
  return copies;
}

/** The steps that read an input cell, there or through one of its copies. */
export function stepsReading(scene, channel, row, col) {
  const places = copiesOf(scene, row, col);
  const found = [];
  for (let step = 0; step < scene.steps; step += 1) {
    const box = scene.reads(step);
    if (places.some((place) => reaches(box, channel, ...place))) found.push(step);
  }
  return found;
}

function reaches(box, channel, row, col) {
  const down = (row - box.row) / box.rowStep;
  const along = (col - box.col) / box.colStep;
  return channel >= box.channel && channel < box.channel + box.depth
    && Number.isInteger(down) && down >= 0 && down < box.height
    && Number.isInteger(along) && along >= 0 && along < box.width;
}

/** Every input cell one weight was multiplied with in the whole run, copies' sources too. */
export function touchedBy(scene, filter, depth, row, col) {
  const cells = [];
  for (let step = 0; step < scene.steps; step += 1) {
    if (scene.filter(step) !== filter) continue;
    const reads = scene.reads(step);
    if (scene.scatters) {
      const { row: top, col: left, rowStep, colStep } = scene.writes(step);
      if (scene.holds(top + row * rowStep, left + col * colStep)) cells.push(...cellsOf(reads));
    } else {
      const cell = [reads.row + row * reads.rowStep, reads.col + col * reads.colStep];
      cells.push([reads.channel + depth, ...cell], ...realOf(scene, reads.channel + depth, cell));
    }
  }
  return unique(cells);
}

function realOf(scene, channel, [row, col]) {
  const source = scene.source(row, col);
  if (source < 0 || scene.isReal(row, col)) return [];
  return [[channel, Math.floor(source / scene.input.cols), source % scene.input.cols]];
}

function unique(cells) {
  return [...new Map(cells.map((cell) => [cell.join(), cell])).values()];
}

/** Where a step belongs, so that it can be found again after the settings changed. */
export function placeOf(scene, step) {
  const { channel, row, col } = scene.scatters ? scene.reads(step) : scene.writes(step);
  return { plane: channel, row, col };
}

/** The step at a place, or at the nearest place there is. */
export function stepAt(scene, { plane, row, col }) {
  let best = 0;
  let least = Infinity;
  for (let step = 0; step < scene.steps; step += 1) {
    const found = placeOf(scene, step);
    const distance = Math.abs(found.plane - plane) * 1e6
      + Math.abs(found.row - row) * 1e3 + Math.abs(found.col - col);
    if (distance < least) [best, least] = [step, distance];
  }
  return best;
}
