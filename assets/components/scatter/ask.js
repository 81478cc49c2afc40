// Images come from the server one at a time, when somebody looks; each is kept.
import { unpack } from "../_shared/message.js";

export class Album {
  #kept = new Map();

  constructor(url) {
    this.url = url;
  }

  /** The pixels of an image (H, W, 3); null when the server has nothing to say. */
  image(index) {
    if (!this.#kept.has(index)) this.#kept.set(index, this.#fetch(index));
    return this.#kept.get(index);
  }

  async #fetch(index) {
    try {
      const answer = await fetch(this.url, { method: "POST", body: JSON.stringify({ image: index }) });
      if (answer.status === 200) return unpack(new Uint8Array(await answer.arrayBuffer())).arrays.pixels;
    } catch {
      // The line is broken: ask again when the reader points there again.
    }
    this.#kept.delete(index);
    return null;
  }
}
