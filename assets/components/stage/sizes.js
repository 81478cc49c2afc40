// How large the parts of a scene are, and the words above them: what the layout needs to know.
/** @import { Scene, Side } from "./scene.js" */
/** @import { Part, Sizes } from "./shapes.js" */
import { isFoldable, isListed } from "./folds.js";

const LETTER = 8.6; // average width of a letter of a label, a little generous
const NAME = { letter: 7.8, most: 132, gap: 10 }; // of a name beside a cell
const WIDEST_PATCH = 12; // a larger window is not worth writing out a second time

/** The sizes `layoutOf` asks for. @type {(scene: Scene) => Sizes<boolean>} */
export function sizesOf(scene) {
  const kernels = scene.scatters ? scene.planes || scene.depth : scene.channels;
  const withKernel = scene.kernel !== null && scene.filters > 0;
  const input = part(scene.channels, scene.paddedRows, scene.paddedCols, scene, "input");
  return {
    input,
    kernel: withKernel ? kernelOf(scene, kernels, input) : null,
    curve: Boolean(scene.curve),
    output: scene.refusal
      ? REFUSAL : part(scene.planes, scene.outRows, scene.outCols, scene, "output"),
    patch: scene.curve ? null : patchOf(scene, withKernel ? kernels : null),
    tail: {
      biases: scene.refusal || !scene.hasBias ? 0 : scene.scatters ? scene.biases : 1,
      filters: scene.filters,
      depth: scene.depth,
    },
  };
}

/**
 * @type {(count: number, rows: number, cols: number, scene: Scene, name: Side | "weight") => Part}
 */
function part(count, rows, cols, scene, name) {
  const role = name === "weight" ? "kernel" : name;
  const labels = Array.from({ length: count }, (_, i) => nameOf(scene, role, i, 0));
  const label = Math.max(...labels.map((text) => Math.ceil(text.length * LETTER)));
  const plain = { count, rows, cols, label, chars: scene.longest(name) };
  if (role === "kernel" || !isFoldable(scene, role)) return plain;
  const names = scene.names(role);
  return { ...plain, folds: true, names: isListed(names) ? nameWidth(names) : 0 };
}

/** @param {string[]} names */
function nameWidth(names) {
  const longest = Math.max(...names.map(({ length }) => length));
  return Math.min(NAME.most, Math.ceil(longest * NAME.letter) + NAME.gap);
}

/** @type {(scene: Scene, count: number, input: Part) => Part} */
function kernelOf(scene, count, input) {
  const kernel = part(count, scene.kernelRows, scene.kernelCols, scene, "weight");
  return { ...kernel, folds: input.folds && kernel.rows === 1 && kernel.cols === input.cols };
}

// Where the output would stand, a sentence has room.
const REFUSAL = { count: 1, rows: 6, cols: 6, label: 240, chars: 1 };

/** @type {(scene: Scene, kernels: number | null) => Part | null} */
function patchOf(scene, kernels) {
  if (scene.scatters || scene.steps === 0) return null;
  let [rows, cols, depth] = [0, 0, 0];
  for (let step = 0; step < scene.steps; step += 1) {
    const reads = scene.reads(step);
    [rows, cols] = [Math.max(rows, reads.height), Math.max(cols, reads.width)];
    depth = Math.max(depth, reads.depth);
  }
  if (Math.max(rows, cols) > WIDEST_PATCH) return null;
  const label = kernels ? 0 : Math.ceil("Window".length * LETTER);
  return { count: kernels ?? depth, rows, cols, label, chars: scene.longest("input") };
}

/**
 * The words above plane `i`; for the kernel, of the filter that is shown.
 *
 * @type {(scene: Scene, role: Side | "kernel", i: number, filter?: number) => string}
 */
export function nameOf(scene, role, i, filter = 0) {
  if (role !== "kernel") return scene[role].labels[i] ?? "";
  const isNamed = !scene.scatters || scene.backward;
  const name = (isNamed && scene.kernel?.labels[filter]) || "Kernel";
  const sides = scene.scatters ? scene.output.labels : scene.input.labels;
  const side = scene.backward ? `channel ${i + 1}` : sides[i];
  return sides.length > 1 && side ? `${name} · ${side}` : name;
}

/**
 * The size written after the words, where there is room: "5×5 + padding", "3×3, flipped".
 *
 * @type {(scene: Scene, role: Side | "kernel") => string}
 */
export function sizeOf(scene, role) {
  if (role === "input") {
    const { rows, cols } = scene.input;
    const isPadded = scene.paddedRows > rows || scene.paddedCols > cols;
    return `${rows}×${cols}${isPadded ? " + padding" : ""}`;
  }
  if (role === "output") return `${scene.outRows}×${scene.outCols}`;
  return `${scene.kernelRows}×${scene.kernelCols}${scene.kernel?.flipped ? ", flipped" : ""}`;
}
