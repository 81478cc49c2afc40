// A WebSocket to the server: opens it, says what state it is in, tries again politely.
/** @typedef {"none" | "connecting" | "open" | "waiting" | "taken" | "gone"} ConnectionState */
const FIRST = 250; // ms
const LONGEST = 5000;
const HOPELESS = 4; // failures in a row before the reader is told
/** What it is when the server closed it on purpose. @type {Record<number, ConnectionState>} */
const ENDS = { 1008: "gone", 4404: "gone", 4409: "taken", 4410: "gone" };

/** How long to wait before the next try: twice as long each time, never in step with others. */
export function delayOf(/** @type {number} */ failures, random = Math.random) {
  const wait = Math.min(FIRST * 2 ** Math.max(failures - 1, 0), LONGEST);
  return Math.round(wait * (0.8 + 0.4 * random()));
}

/** The address of a WebSocket beside the page. @type {(url: string, base: string) => string} */
export function socketAddress(url, base) {
  const address = new URL(url, base);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

export class Connection {
  /** @type {WebSocket | null} */ socket = null;
  /** @type {string | null} */ url = null;
  /** @type {ConnectionState} */ state = "none";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer = undefined;
  failures = 0;

  /**
   * @param {object} given
   * @param {(bytes: Uint8Array) => void} given.message takes what comes
   * @param {(state: ConnectionState) => void} given.changed hears of every change of state
   * @param {(address: string) => WebSocket} [given.make]
   */
  constructor({ message, changed, make = (address) => new WebSocket(address) }) {
    this.message = message;
    this.changed = changed;
    this.make = make;
    this.onBack = () => {
      if (this.state === "waiting" && document.visibilityState === "visible") this.retry();
    };
    globalThis.document?.addEventListener("visibilitychange", this.onBack);
  }

  get hopeless() {
    return this.failures >= HOPELESS;
  }

  /** Connect to this address, or to none. @param {string | null} url */
  open(url) {
    if (url === this.url) return;
    this.#drop();
    this.url = url;
    this.failures = 0;
    if (url) this.#connect();
    else this.#become("none");
  }

  /** Try now instead of later. */
  retry() {
    if (this.state === "waiting" || this.state === "taken") this.#connect();
  }

  /** Whether it could be sent. @type {(message: Uint8Array<ArrayBuffer> | object) => boolean} */
  send(message) {
    if (this.state !== "open" || !this.socket) return false;
    this.socket.send(message instanceof Uint8Array ? message : JSON.stringify(message));
    return true;
  }

  stop() {
    globalThis.document?.removeEventListener("visibilitychange", this.onBack);
    this.#drop();
    this.url = null;
    this.state = "none";
  }

  #connect() {
    clearTimeout(this.timer);
    const socket = this.make(socketAddress(this.url ?? "", document.baseURI));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#become("open");
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onclose = ({ code }) => this.#closed(code);
    this.socket = socket;
    this.#become("connecting");
  }

  /** @param {string | ArrayBuffer} data */
  #take(data) {
    if (typeof data === "string") return;
    this.failures = 0;
    this.message(new Uint8Array(data));
  }

  /** @param {number} code */
  #closed(code) {
    this.failures += 1;
    if (code in ENDS) return this.#become(ENDS[code]);
    this.timer = setTimeout(() => this.#connect(), delayOf(this.failures));
    return this.#become("waiting");
  }

  #drop() {
    clearTimeout(this.timer);
    if (!this.socket) return;
    Object.assign(this.socket, { onopen: null, onmessage: null, onclose: null });
    this.socket.close();
    this.socket = null;
  }

  /** @param {ConnectionState} state */
  #become(state) {
    this.state = state;
    this.changed(state);
  }
}
