// The wire to the training: opens it, says what state it is in, tries again politely.
const FIRST = 250; // ms
const LONGEST = 5000;
const HOPELESS = 4; // failures in a row before the reader is told
const ENDS = { 1008: "gone", 4404: "gone", 4409: "taken", 4410: "gone" }; // closed on purpose

/** How long to wait before the next try: twice as long each time, never in step with others. */
export function delayOf(failures, random = Math.random) {
  const wait = Math.min(FIRST * 2 ** Math.max(failures - 1, 0), LONGEST);
  return Math.round(wait * (0.8 + 0.4 * random()));
}

/** The address of a WebSocket beside the page. */
export function socketAddress(url, base) {
  const address = new URL(url, base);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

export class Link {
  /** `message(bytes)` takes what comes, `changed(state)` hears of every change of state. */
  constructor({ message, changed, make = (address) => new WebSocket(address) }) {
    Object.assign(this, { message, changed, make, url: null, state: "none", failures: 0 });
    this.onBack = () => {
      if (this.state === "waiting" && document.visibilityState === "visible") this.retry();
    };
    globalThis.document?.addEventListener("visibilitychange", this.onBack);
  }

  get hopeless() {
    return this.failures >= HOPELESS;
  }

  /** Connect to this address, or to none. */
  open(url) {
    if (url === this.url) return;
    this.#drop();
    Object.assign(this, { url, failures: 0 });
    if (url) this.#connect();
    else this.#become("none");
  }

  /** Try now instead of later. */
  retry() {
    if (this.state === "waiting" || this.state === "taken") this.#connect();
  }

  /** Whether it could be sent. */
  send(message) {
    if (this.state !== "open") return false;
    this.socket.send(message instanceof Uint8Array ? message : JSON.stringify(message));
    return true;
  }

  stop() {
    globalThis.document?.removeEventListener("visibilitychange", this.onBack);
    this.#drop();
    Object.assign(this, { url: null, state: "none" });
  }

  #connect() {
    clearTimeout(this.timer);
    const socket = this.make(socketAddress(this.url, document.baseURI));
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#become("open");
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onclose = ({ code }) => this.#closed(code);
    this.socket = socket;
    this.#become("connecting");
  }

  #take(data) {
    if (typeof data === "string") return;
    this.failures = 0;
    this.message(new Uint8Array(data));
  }

  #closed(code) {
    this.failures += 1;
    if (code in ENDS) return this.#become(ENDS[code]);
    this.timer = setTimeout(() => this.#connect(), delayOf(this.failures));
    this.#become("waiting");
  }

  #drop() {
    clearTimeout(this.timer);
    if (!this.socket) return;
    Object.assign(this.socket, { onopen: null, onmessage: null, onclose: null });
    this.socket.close();
    this.socket = null;
  }

  #become(state) {
    this.state = state;
    this.changed(state);
  }
}
