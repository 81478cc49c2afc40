// Takes apart what cnnviz/message.py packed: a header, and the arrays by name.
/** @typedef {Uint8Array | Int16Array | Int32Array | Float32Array} Values */
/**
 * An array of a message.
 *
 * @template {Values} [V=Values]
 * @typedef {{ shape: number[], values: V }} Packed
 */
/** @typedef {{ dtype: keyof typeof TYPES, shape: number[], offset: number }} Described */

const TYPES = { u1: Uint8Array, i2: Int16Array, i4: Int32Array, f4: Float32Array };

/**
 * The header's entries, and under `arrays` what came with them.
 *
 * @template Message as the component's contract declares it
 * @param {Uint8Array} bytes
 * @returns {Message}
 */
export function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + view.getUint32(0, true);
  const { arrays, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  const blocks = bytes.subarray(start);
  const read = (/** @type {Described | null} */ one) => arrayIn(blocks, one);
  const unpacked = Object.entries(arrays).map(([name, described]) =>
    [name, Array.isArray(described) ? described.map(read) : read(described)]);
  return { ...header, arrays: Object.fromEntries(unpacked) };
}

/** @type {(blocks: Uint8Array, described: Described | null) => Packed | null} */
function arrayIn(blocks, described) {
  if (!described) return null;
  const { dtype, shape, offset } = described;
  const type = TYPES[dtype];
  const count = shape.reduce((product, side) => product * side, 1);
  const block = blocks.slice(offset, offset + count * type.BYTES_PER_ELEMENT);
  return { shape, values: new type(block.buffer) };
}
