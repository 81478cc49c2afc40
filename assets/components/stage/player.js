// The clock: moves a position along the steps while it runs. Pure but for requestAnimationFrame.
const LONGEST = 100; // ms; a tab that slept does not jump ahead
const REST = 0.55; // share of a step the window stands still before it glides on
const GLIDES = 4; // steps a second up to which gliding can be followed

/** @type {{ name: string, rate: (steps: number) => number }[]} */
export const SPEEDS = [
  { name: "1 a second", rate: () => 1 },
  { name: "3 a second", rate: () => 3 },
  { name: "10 a second", rate: () => 10 },
  { name: "30 a second", rate: () => 30 },
  { name: "all in 10 s", rate: (steps) => steps / 10 },
];

export class Player {
  /** @param {() => void} onTick */
  constructor(onTick) {
    this.onTick = onTick;
    this.running = false;
    this.position = 0;
    this.steps = 0;
    this.rate = 1;
    /** When the last picture was shown, in ms. @type {number | null} */
    this.before = null;
    this.request = 0;
    this.tick = this.tick.bind(this);
  }

  /**
   * Run from `step` to the last of `steps`, `rate` steps a second.
   *
   * @type {(step: number, steps: number, rate: number) => void}
   */
  play(step, steps, rate) {
    Object.assign(this, { position: step, steps, rate, before: null, running: true });
    this.request = requestAnimationFrame(this.tick);
  }

  stop() {
    this.running = false;
    cancelAnimationFrame(this.request);
  }

  /** @param {number} time */
  tick(time) {
    const passed = this.before === null ? 0 : Math.min(time - this.before, LONGEST);
    this.before = time;
    this.position = Math.min(this.position + (passed / 1000) * this.rate, this.steps - 1);
    this.running = this.position < this.steps - 1;
    if (this.running) this.request = requestAnimationFrame(this.tick);
    this.onTick();
  }

  get step() {
    return Math.floor(this.position);
  }

  /** How far the window has moved on from this step to the next, 0 to 1, eased. */
  get glide() {
    if (!this.running || this.rate > GLIDES) return 0;
    const share = Math.max(0, (this.position - this.step - REST) / (1 - REST));
    return share * share * (3 - 2 * share);
  }
}
