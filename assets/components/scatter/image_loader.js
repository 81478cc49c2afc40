// Images come from the server one at a time, when somebody looks; each is kept.
/** @import { Packed } from "../_shared/message.js" */
/** @import { ScatterImageMessage } from "./contract.js" */
/** @typedef {Packed<Uint8Array> | null} Pixels */
import { unpack } from "../_shared/message.js";

export class ImageLoader {
  /** @type {Map<number, Promise<Pixels>>} */
  #loaded = new Map();

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /**
   * The pixels of an image (H, W, 3); null when the server has nothing to say.
   *
   * @param {number} index
   */
  load(index) {
    const loading = this.#loaded.get(index) ?? this.#fetch(index);
    this.#loaded.set(index, loading);
    return loading;
  }

  /** @type {(index: number) => Promise<Pixels>} */
  async #fetch(index) {
    try {
      const body = JSON.stringify({ image: index });
      const answer = await fetch(this.url, { method: "POST", body });
      if (answer.status === 200) {
        /** @type {ScatterImageMessage} */
        const message = unpack(new Uint8Array(await answer.arrayBuffer()));
        return message.arrays.pixels;
      }
    } catch {
      // The connection is broken: ask again when the reader points there again.
    }
    this.#loaded.delete(index);
    return null;
  }
}
