// A tab that is reloaded still knows which training it showed. No other tab does.
const KEY = "cnnviz training";

const isReload = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

export class Reconnect {
  constructor(store = () => sessionStorage, reloaded = isReload) {
    this.store = store;
    this.lastUrl = reloaded() ? this.#stored() : null;
  }

  /** The training to ask for before this one is shown; null once the page has heard. */
  previous(url, heard) {
    if (heard === this.lastUrl || url === this.lastUrl) this.lastUrl = null;
    return this.lastUrl;
  }

  remember(url) {
    try {
      this.store().setItem(KEY, url);
    } catch {
      // Storage is switched off: a reload begins anew.
    }
  }

  #stored() {
    try {
      return this.store().getItem(KEY);
    } catch {
      return null;
    }
  }
}
