// Tells the page what the bar is set to, once the page believes something else.
const SETTLED = 250; // ms: somebody may still be turning
const NAMES = ["lr", "batch_size", "optimizer"];

const said = (settings) => JSON.stringify(NAMES.map((name) => settings?.[name]));

export class SettingsReport {
  constructor(tell) {
    this.tell = tell;
  }

  /** Every frame passes here, with what the page believes. */
  compare(view, believed) {
    const now = view.lr === undefined || !believed ? said(believed) : said(view);
    if (now === this.now) return;
    this.now = now;
    clearTimeout(this.timer);
    if (now !== said(believed)) this.timer = setTimeout(this.tell, SETTLED);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
