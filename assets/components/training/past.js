// A tab that is reloaded still knows which training it showed. No other tab does.
const KEY = "cnnviz training";

const isReload = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

export class Past {
  constructor(store = () => sessionStorage, reloaded = isReload) {
    this.store = store;
    this.before = reloaded() ? this.#kept() : null;
  }

  /** The training to ask for before this one is shown; null once the page has heard. */
  instead(url, heard) {
    if (heard === this.before || url === this.before) this.before = null;
    return this.before;
  }

  keep(url) {
    try {
      this.store().setItem(KEY, url);
    } catch {
      // Storage is switched off: a reload begins anew.
    }
  }

  #kept() {
    try {
      return this.store().getItem(KEY);
    } catch {
      return null;
    }
  }
}
