// A pad to draw on with mouse, finger or pen: white ink on black, as in the data.
const PEN = 1 / 7; // of the pad's side: strokes as thick as those of small handwritten digits
const SENT = 112; // pixels a side of what travels: far more than any network here sees

export class Pad {
  /** `changed()` is told after every stroke's move. */
  constructor(canvas, changed) {
    Object.assign(this, { canvas, changed, empty: true, last: null });
    this.small = document.createElement("canvas");
    this.small.width = SENT;
    this.small.height = SENT;
    canvas.onpointerdown = (event) => this.#down(event);
    canvas.onpointermove = (event) => this.#move(event);
    canvas.onpointerup = () => this.lift();
    canvas.onpointercancel = () => this.lift();
    this.clear();
  }

  clear() {
    const { width, height } = this.canvas;
    this.g = this.canvas.getContext("2d");
    this.g.fillStyle = "#000";
    this.g.fillRect(0, 0, width, height);
    this.empty = true;
  }

  /** Put the pen down; places go from 0 to 1, across and down. */
  start(place) {
    this.last = place;
    this.draw(place);
  }

  /** Draw on to a place. */
  draw(place) {
    const { width } = this.canvas;
    const [from, to] = [this.last, place].map((one) => one.map((at) => at * width));
    const pen = { strokeStyle: "#fff", lineCap: "round", lineWidth: width * PEN };
    Object.assign(this.g, pen);
    this.g.beginPath();
    this.g.moveTo(...from);
    this.g.lineTo(...to);
    this.g.stroke();
    this.last = place;
    this.empty = false;
    this.changed();
  }

  lift() {
    this.last = null;
  }

  /** What is drawn, as one plane of grey: 0 is paper, 255 is ink. */
  plane() {
    const g = this.small.getContext("2d", { willReadFrequently: true });
    g.imageSmoothingQuality = "high";
    g.drawImage(this.canvas, 0, 0, SENT, SENT);
    const { data } = g.getImageData(0, 0, SENT, SENT);
    const values = new Uint8Array(SENT * SENT);
    for (let i = 0; i < values.length; i += 1) values[i] = data[4 * i];
    return { height: SENT, width: SENT, values };
  }

  #down(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.start(this.#place(event));
  }

  #move(event) {
    if (!this.last) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const one of moves.length ? moves : [event]) this.draw(this.#place(one));
  }

  #place({ offsetX, offsetY, target }) {
    const side = target?.clientWidth || this.canvas.clientWidth;
    return [offsetX / side, offsetY / side];
  }
}

/** A drawing as the server reads it: header length, header padded to 8 bytes, then the plane. */
export function packDrawing({ height, width, values }, question = { do: "draw" }) {
  let head = JSON.stringify({ ...question, height, width });
  while ((4 + head.length) % 8) head += " ";
  const bytes = new Uint8Array(4 + head.length + values.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(new TextEncoder().encode(head), 4);
  bytes.set(values, 4 + head.length);
  return bytes;
}
