import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../../assets/components/_shared/message.js";

/** The layout of cnnviz/message.py, written out by hand for two arrays. */
function message() {
  const header = { at: 3, arrays: {
    small: { dtype: "i2", shape: [3], offset: 0 },
    real: { dtype: "f4", shape: [2, 1], offset: 8 },
  } };
  const plain = JSON.stringify(header);
  const text = plain.padEnd(Math.ceil((plain.length + 4) / 8) * 8 - 4);
  const bytes = new Uint8Array(4 + text.length + 16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(new TextEncoder().encode(text), 4);
  [5, -6, 7].forEach((value, i) => view.setInt16(4 + text.length + 2 * i, value, true));
  [0.5, -1].forEach((value, i) => view.setFloat32(12 + text.length + 4 * i, value, true));
  return bytes;
}

test("a message comes apart into header and arrays, wherever its bytes lie", () => {
  for (const shift of [0, 1, 3]) {
    const around = new Uint8Array(message().length + shift);
    around.set(message(), shift);
    const { at, arrays } = unpack(around.subarray(shift));
    assert.equal(at, 3);
    assert.deepEqual([...arrays.small.values], [5, -6, 7]);
    assert.deepEqual(arrays.real, { shape: [2, 1], values: Float32Array.of(0.5, -1) });
  }
});
