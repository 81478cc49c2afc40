// The pictures a message brings, or keeps; decoded off-screen, so that what is shown stays.
const TYPES = { jpeg: "image/jpeg", png: "image/png" };

/** What every panel shows: new bytes, or what it had; null when that was another picture. */
export function sourcesOf({ version, panels, arrays }, before) {
  const sources = panels.map(({ format, stamp }, i) => {
    const old = before.sources[i] ?? null;
    if (old?.stamp === stamp) return old;
    const bytes = arrays[`picture${i}`]?.values;
    return bytes ? { bytes, stamp, type: TYPES[format] } : null;
  });
  return { version, sources };
}

export const NOTHING = { version: null, sources: [] };

/** Decode a source once; a picture that cannot be decoded is no picture. */
export async function decode(source) {
  if (!source || source.bitmap) return;
  const blob = new Blob([source.bytes], { type: source.type });
  source.bitmap = await createImageBitmap(blob).catch(() => null);
}

/** Free the decoded pictures that are no longer shown. */
export function forget(old, current) {
  for (const source of old) {
    if (source && !current.includes(source)) source.bitmap?.close();
  }
}
