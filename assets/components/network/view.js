// One picture in one network: what every layer holds, and who reads whom.
import { maxAbs } from "../_shared/arrays.js";

export const IMAGE = "image";
const READS_ALL = ["Softmax", "Gemm"];
const SUMS = [...READS_ALL, "Conv", "Concat"]; // what mixes the maps it reads

export class View {
  constructor({ arrays, nodes, ...header }) {
    Object.assign(this, header);
    const picture = {
      name: IMAGE, kind: "Image", title: "Picture", reads: [], shape: header.input.shape,
      column: 0, lane: 0, says: "",
    };
    this.nodes = [picture, ...nodes];
    this.byName = new Map(
      this.nodes.map((node, i) => [node.name, { node, array: arrays[`v${i}`] }]));
    this.limits = new Map();
  }

  has(name) {
    return this.byName.has(name);
  }

  node(name) {
    return this.byName.get(name).node;
  }

  /** All values of a layer: (C, H, W) or (D,). */
  values(name) {
    return this.byName.get(name).array.values;
  }

  shape(name) {
    return this.node(name).shape;
  }

  isMaps(name) {
    return this.shape(name).length === 3;
  }

  /** Rows and columns of one map; a value of a vector is a map of one cell. */
  sides(name) {
    return this.isMaps(name) ? this.shape(name).slice(1) : [1, 1];
  }

  /** The values of one map. */
  map(name, channel) {
    const [rows, cols] = this.sides(name);
    return this.values(name).subarray(channel * rows * cols, (channel + 1) * rows * cols);
  }

  /** One value: its cell is [channel, row, column], or [place] in a vector. */
  read(name, [channel, row = 0, col = 0]) {
    const [rows, cols] = this.sides(name);
    return this.values(name)[(channel * rows + row) * cols + col];
  }

  /** Whether a cell lies in the layer, and not in the padding around it. */
  holds(name, [channel, row = 0, col = 0]) {
    const [rows, cols] = this.sides(name);
    const depth = this.shape(name)[0];
    return channel >= 0 && channel < depth && row >= 0 && row < rows && col >= 0 && col < cols;
  }

  /** The size at which a colour is strongest: of this map, its layer, or all maps. */
  limit(mode, name, channel) {
    if (mode === "all" && this.isMaps(name)) return this.#kept("all", () => this.#largest());
    if (mode === "map" && this.isMaps(name)) {
      return this.#kept(`${name} ${channel}`, () => maxAbs(this.map(name, channel)));
    }
    return this.#kept(name, () => maxAbs(this.values(name)));
  }

  /** Which maps of which layers one map or value is made of: [{node, channels}]. */
  sources(name, channel) {
    const node = this.node(name);
    if (READS_ALL.includes(node.kind)) return node.reads.map((source) => this.#all(source));
    if (node.kind === "Conv") return node.reads.map((source) => this.#group(node, source, channel));
    if (node.kind === "Concat") return this.#joined(node, channel);
    return node.reads.map((source) =>
      ({ node: source, channels: [this.#own(node, source, channel)] }));
  }

  /** The layers whose maps go one by one into each other, like a convolution and its ReLU. */
  inStep(name) {
    const found = new Set([name]);
    const pairs = this.nodes.filter(({ kind }) => !SUMS.includes(kind))
      .flatMap((node) => node.reads.map((source) => [source, node.name]))
      .filter((pair) => pair.every((one) => this.isMaps(one))
        && this.shape(pair[0])[0] === this.shape(pair[1])[0]);
    for (let before = 0; before < found.size;) {
      before = found.size;
      const met = pairs.filter((pair) => pair.some((one) => found.has(one)));
      for (const one of met.flat()) found.add(one);
    }
    return found;
  }

  /** Where a place of a flattened vector was before: [channel, row, column], or null. */
  unfolded(name, place) {
    const [source] = this.node(name).reads;
    if (this.isMaps(name) || !source || !this.isMaps(source)) return null;
    const [rows, cols] = this.sides(source);
    const [channel, within] = [Math.floor(place / (rows * cols)), place % (rows * cols)];
    return { node: source, cell: [channel, Math.floor(within / cols), within % cols] };
  }

  className(place) {
    return String(this.classes?.[place] ?? place);
  }

  #all(source) {
    return { node: source, channels: Array.from({ length: this.shape(source)[0] }, (_, i) => i) };
  }

  #group({ shape, groups = 1 }, source, channel) {
    const each = this.shape(source)[0] / groups;
    const first = Math.floor((channel * groups) / shape[0]) * each;
    return { node: source, channels: Array.from({ length: each }, (_, i) => first + i) };
  }

  #joined({ reads }, channel) {
    let first = 0;
    for (const source of reads) {
      const depth = this.shape(source)[0];
      if (channel < first + depth) return [{ node: source, channels: [channel - first] }];
      first += depth;
    }
    return [];
  }

  /** The same place; in a flattened vector the map it came from. */
  #own({ shape }, source, channel) {
    if (shape.length === 3 || !this.isMaps(source)) return channel;
    const [depth, rows, cols] = this.shape(source);
    return shape[0] === depth * rows * cols ? Math.floor(channel / (rows * cols)) : channel;
  }

  #largest() {
    const maps = this.nodes.filter(({ name }) => name !== IMAGE && this.isMaps(name));
    return Math.max(0, ...maps.map(({ name }) => this.limit("layer", name)));
  }

  #kept(key, make) {
    if (!this.limits.has(key)) this.limits.set(key, make());
    return this.limits.get(key);
  }
}
