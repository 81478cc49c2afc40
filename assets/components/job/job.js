// Work that takes a while: how far it is, its button, and a table where it makes one.
/** @import { JobComponent, JobFrameMessage, TableCell } from "./contract.js" */
import { elementIn, fillChildren, newElement, setText, setVisible } from "../_shared/dom.js";
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
    setVisible(this.table, rows.length > 0);
    const [heads] = this.table.tHead?.rows ?? [];
    fillChildren(heads, head.length, () => newElement("th"))
      .forEach((cell, at) => setText(cell, head[at]));
    const body = elementIn(this.table, "tbody", HTMLTableSectionElement);
    fillChildren(body, rows.length, () => newElement("tr"))
      .forEach((row, at) => drawRow(row, rows[at]));
  }
}

/** @type {(row: Element, cells: TableCell[]) => void} */
function drawRow(row, cells) {
  fillChildren(row, cells.length, () => newElement("td")).forEach((cell, at) => {
    setText(cell, cells[at].text);
    cell.classList.toggle("strong", cells[at].strong);
  });
}
