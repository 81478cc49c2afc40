// Takes apart what cnnviz/view/message.py packed: a header, and the arrays by name.
const TYPES = { u1: Uint8Array, i2: Int16Array, i4: Int32Array, f4: Float32Array };

export function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + view.getUint32(0, true);
  const { arrays, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  const unpacked = {};
  for (const [name, { dtype, shape, offset }] of Object.entries(arrays)) {
    const type = TYPES[dtype];
    const count = shape.reduce((product, side) => product * side, 1);
    const from = start + offset;
    const values = new type(bytes.slice(from, from + count * type.BYTES_PER_ELEMENT).buffer);
    unpacked[name] = { shape, values };
  }
  return { ...header, arrays: unpacked };
}
