// Images come from the server one at a time, when somebody looks; each is kept.
import { unpack } from "../_shared/message.js";

export class ImageLoader {
  #loaded = new Map();

  constructor(url) {
    this.url = url;
  }

  /** The pixels of an image (H, W, 3); null when the server has nothing to say. */
  load(index) {
    if (!this.#loaded.has(index)) this.#loaded.set(index, this.#fetch(index));
    return this.#loaded.get(index);
  }

  async #fetch(index) {
    try {
      const answer = await fetch(this.url, { method: "POST", body: JSON.stringify({ image: index }) });
      if (answer.status === 200) return unpack(new Uint8Array(await answer.arrayBuffer())).arrays.pixels;
    } catch {
      // The connection is broken: ask again when the reader points there again.
    }
    this.#loaded.delete(index);
    return null;
  }
}
