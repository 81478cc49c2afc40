// Work that takes a while: how far it is, its button, and a table where it makes one.
/** @import { JobComponent, JobFrameMessage, TableCell } from "./contract.js" */
import { elementIn, fill, make, reveal, write } from "../_shared/dom.js";
import { JobBar } from "../_shared/job_bar.js";
import { keepAlive } from "../_shared/keep_alive.js";

export default keepAlive((/** @type {ParentNode} */ parent) => new Job(parent));

class Job {
  /** @param {ParentNode} parent */
  constructor(parent) {
    this.root = elementIn(parent, ".work", HTMLElement);
    this.table = elementIn(parent, "table", HTMLTableElement);
    this.bar = new JobBar(elementIn(parent, ".bar", HTMLElement), this.#draw.bind(this));
  }

  /** @param {JobComponent} component */
  update(component) {
    this.bar.update(component);
  }

  stop() {
    this.bar.stop();
  }

  /** @param {JobFrameMessage} frame */
  #draw({ head = [], rows = [] }) {
    reveal(this.table, rows.length > 0);
    const [heads] = this.table.tHead?.rows ?? [];
    fill(heads, head.length, () => make("th")).forEach((cell, at) => write(cell, head[at]));
    const body = elementIn(this.table, "tbody", HTMLTableSectionElement);
    fill(body, rows.length, () => make("tr")).forEach((row, at) => drawRow(row, rows[at]));
  }
}

/** @type {(row: Element, cells: TableCell[]) => void} */
function drawRow(row, cells) {
  fill(row, cells.length, () => make("td")).forEach((cell, at) => {
    write(cell, cells[at].text);
    cell.classList.toggle("strong", cells[at].strong);
  });
}
