// Small networks as the server sends them, with values made up here.

const size = (shape) => shape.reduce((product, side) => product * side, 1);

const range = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** What the operators of cnnviz/zoo say of themselves, as far as these networks have them. */
const FACTS = {
  Conv: { map_by_map: false, reads_more: true, has_weights: true },
  Gemm: { map_by_map: false, reads_more: true, has_weights: true, is_dense: true },
  Concat: { map_by_map: false, reads_more: true },
  Softmax: { map_by_map: false, gives_shares: true },
};

/** For every map it makes, which maps are read: [of which layer, the first, how many]. */
const SOURCES = {
  Conv: ([depth], [filters], groups) => {
    const each = depth / groups;
    return range(filters, (i) => [[0, Math.floor((i * groups) / filters) * each, each]]);
  },
  Gemm: ([depth], [sums]) => range(sums, () => [[0, 0, depth]]),
  Softmax: ([depth]) => range(depth, () => [[0, 0, depth]]),
  Flatten: ([, rows, cols], [places]) =>
    range(places, (i) => [[0, Math.floor(i / (rows * cols)), 1]]),
};

const joined = (shapes) =>
  shapes.flatMap(([depth], at) => range(depth, (channel) => [[at, channel, 1]]));

/** A message with these layers: [name, kind, reads, shape, column, lane, more]. */
export function message(input, layers, more = {}) {
  const made = new Map([["image", input], ...layers.map(([name, , , shape]) => [name, shape])]);
  const nodes = layers.map(([name, kind, reads, shape, column, lane = 0, { groups = 1 } = {}]) => {
    const read = reads.map((source) => made.get(source));
    const sources = kind === "Concat" ? joined(read) : SOURCES[kind]?.(read[0], shape, groups)
      ?? range(shape[0], (channel) => read.map((_, at) => [at, channel, 1]));
    return {
      name, kind, title: kind, reads, shape, column, lane, says: "", parameters: 0, multiplies: 0,
      sources, map_by_map: true, reads_more: false, has_weights: false, is_dense: false,
      gives_shares: false, ...FACTS[kind], low: 0, high: 1,
    };
  });
  const shapes = [input, ...nodes.map(({ shape }) => shape)];
  const values = shapes.map((shape, i) => ({
    shape,
    values: Float32Array.from({ length: size(shape) }, (_, at) => (at % 7) - 3 + i / 10),
  }));
  return {
    ask: "all", url: "./live/x", seq: 1, model: "test", input: { shape: input },
    classes: ["cat", "dog"], output: layers.at(-1)[0], scores: layers.at(-2)[0], nodes,
    arrays: { values }, picture: { title: "A picture", label: 1, low: 0, high: 1 }, at: null, pad: false, ...more,
  };
}

export const plain = () => message([1, 6, 6], [
  ["conv1", "Conv", ["image"], [4, 6, 6], 1],
  ["relu1", "Relu", ["conv1"], [4, 6, 6], 2],
  ["pool1", "MaxPool", ["relu1"], [4, 3, 3], 3],
  ["flatten", "Flatten", ["pool1"], [36], 4],
  ["linear1", "Gemm", ["flatten"], [2], 5],
  ["softmax", "Softmax", ["linear1"], [2], 6],
]);

export const branched = () => message([3, 32, 32], [
  ["a", "Conv", ["image"], [16, 32, 32], 1],
  ["b", "Conv", ["a"], [64, 32, 32], 2, 0, { groups: 4 }],
  ["c", "Conv", ["a"], [32, 32, 32], 2, 1],
  ["d", "Relu", ["c"], [32, 32, 32], 3, 1],
  ["joined", "Concat", ["b", "d"], [96, 32, 32], 4],
  ["mean", "GlobalAveragePool", ["joined"], [96, 1, 1], 5],
  ["flat", "Flatten", ["mean"], [96], 6],
  ["scores", "Gemm", ["flat"], [2], 7],
  ["shares", "Softmax", ["scores"], [2], 8],
]);
