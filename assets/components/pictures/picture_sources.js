// The pictures a message brings, or keeps; decoded off-screen, so that what is shown stays.
/** @import { PicturesMessage } from "./contract.js" */
/**
 * A picture that is here, decoded or not.
 *
 * @typedef {object} Source
 * @property {number} stamp
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {string} type
 * @property {ImageBitmap | null} [bitmap]
 */

const TYPES = { jpeg: "image/jpeg", png: "image/png", keep: "" };

/**
 * What every panel shows: new bytes, or what it had; null when that was another picture.
 *
 * @type {(message: PicturesMessage, before: (Source | null)[]) => (Source | null)[]}
 */
export const sourcesOf = ({ panels, arrays }, before) => panels.map(({ format, stamp }, i) => {
  const old = before[i];
  if (old?.stamp === stamp) return old;
  const bytes = arrays.pictures[i]?.values;
  return bytes ? { bytes: new Uint8Array(bytes), stamp, type: TYPES[format] } : null;
});

/** Decode a source once; a picture that cannot be decoded is no picture. @param {Source} source */
export async function decodeSource(source) {
  if (source.bitmap) return;
  const blob = new Blob([source.bytes], { type: source.type });
  source.bitmap = await createImageBitmap(blob).catch(() => null);
}

/**
 * Free the decoded pictures that are no longer shown.
 *
 * @type {(old: Source[], current: Source[]) => void}
 */
export function releaseSources(old, current) {
  for (const source of old) {
    if (!current.includes(source)) source.bitmap?.close();
  }
}
