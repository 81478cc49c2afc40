// One picture in one network: what every layer holds, and who reads whom.
import { maxAbs } from "../_shared/arrays.js";

/** @import { NetworkMessage, NetworkNode, SourceMaps } from "./contract.js" */
/** @import { Sides } from "./shapes.js" */
/** @typedef {"map" | "layer" | "all"} Scale over what a colour is strongest */

export const IMAGE = "image";

export class View {
  /** Sizes at which colours are strongest, once they are known. @type {Map<string, number>} */
  #limits = new Map();

  /** @param {NetworkMessage} message */
  constructor({ arrays, nodes, ...header }) {
    this.url = header.url;
    this.seq = header.seq;
    this.model = header.model;
    this.input = header.input;
    this.classes = header.classes;
    this.output = header.output;
    this.scores = header.scores;
    this.picture = header.picture;
    this.at = header.at;
    this.pad = header.pad;
    /** @type {NetworkNode} */
    const picture = {
      name: IMAGE, kind: "Image", title: "Picture", reads: [], shape: header.input.shape,
      column: 0, lane: 0, says: "", parameters: 0, multiplies: 0,
      sources: [], map_by_map: true, reads_more: false, has_weights: false, is_dense: false,
      gives_shares: false,
      low: header.picture.low, high: header.picture.high,
    };
    this.nodes = [picture, ...nodes];
    this.byName = new Map(
      this.nodes.map((node, i) => [node.name, { node, values: arrays.values[i].values }]));
  }

  /** @param {string} name */
  has(name) {
    return this.byName.has(name);
  }

  /** @param {string} name */
  #known(name) {
    const known = this.byName.get(name);
    if (!known) throw new Error(`this network has no ${name}`);
    return known;
  }

  /** @param {string} name */
  node(name) {
    return this.#known(name).node;
  }

  /** All values of a layer: (C, H, W) or (D,). @param {string} name */
  values(name) {
    return this.#known(name).values;
  }

  /** @param {string} name */
  shape(name) {
    return this.node(name).shape;
  }

  /** @param {string} name */
  isMaps(name) {
    return this.shape(name).length === 3;
  }

  /**
   * Rows and columns of one map; a value of a vector is a map of one cell.
   *
   * @type {(name: string) => Sides}
   */
  sides(name) {
    const [, rows = 1, cols = 1] = this.shape(name);
    return [rows, cols];
  }

  /** The values of one map. @type {(name: string, channel: number) => Float32Array} */
  map(name, channel) {
    const [rows, cols] = this.sides(name);
    return this.values(name).subarray(channel * rows * cols, (channel + 1) * rows * cols);
  }

  /**
   * One value: its cell is [channel, row, column], or [place] in a vector.
   *
   * @type {(name: string, cell: number[]) => number}
   */
  read(name, [channel, row = 0, col = 0]) {
    const [rows, cols] = this.sides(name);
    return this.values(name)[(channel * rows + row) * cols + col];
  }

  /**
   * Whether a cell lies in the layer, and not in the padding around it.
   *
   * @type {(name: string, cell: number[]) => boolean}
   */
  holds(name, [channel, row = 0, col = 0]) {
    const [rows, cols] = this.sides(name);
    const depth = this.shape(name)[0];
    return channel >= 0 && channel < depth && row >= 0 && row < rows && col >= 0 && col < cols;
  }

  /**
   * The size at which a colour is strongest: of this map, its layer, or all maps.
   *
   * @type {(mode: Scale, name: string, channel: number) => number}
   */
  limit(mode, name, channel) {
    if (mode === "all" && this.isMaps(name)) return this.#kept("all", () => this.#largest());
    if (mode === "map" && this.isMaps(name)) {
      return this.#kept(`${name} ${channel}`, () => maxAbs(this.map(name, channel)));
    }
    return this.#kept(name, () => maxAbs(this.values(name)));
  }

  /**
   * Which maps of which layers one map or value is made of.
   *
   * @type {(name: string, channel: number) => SourceMaps[]}
   */
  sources(name, channel) {
    const { reads, sources } = this.node(name);
    return (sources[channel] ?? []).map(([at, first, count]) =>
      ({ node: reads[at], channels: Array.from({ length: count }, (_, i) => first + i) }));
  }

  /**
   * The layers whose maps go one by one into each other, like a convolution and its ReLU.
   *
   * @param {string} name
   */
  inStep(name) {
    const found = new Set([name]);
    const pairs = this.nodes.filter((node) => node.map_by_map)
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

  /**
   * Where a place of a flattened vector was before: [channel, row, column], or null.
   *
   * @type {(name: string, place: number) => { node: string, cell: number[] } | null}
   */
  unfolded(name, place) {
    const [found] = this.sources(name, place);
    if (this.isMaps(name) || !found || !this.isMaps(found.node)) return null;
    const { node: source, channels: [channel] } = found;
    const [rows, cols] = this.sides(source);
    const within = place - channel * rows * cols;
    return { node: source, cell: [channel, Math.floor(within / cols), within % cols] };
  }

  /** @param {number} place */
  className(place) {
    return this.classes[place] ?? String(place);
  }

  #largest() {
    const maps = this.nodes.filter(({ name }) => name !== IMAGE && this.isMaps(name));
    return Math.max(0, ...maps.map(({ name }) => this.limit("layer", name, 0)));
  }

  /** @type {(key: string, measure: () => number) => number} */
  #kept(key, measure) {
    const kept = this.#limits.get(key) ?? measure();
    this.#limits.set(key, kept);
    return kept;
  }
}
