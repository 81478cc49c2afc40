// The divider between before and after: pointer, touch and keys move it on every panel at once.

export class Wipe {
  constructor(redraw) {
    this.share = 0.5;
    this.redraw = redraw;
  }

  listen({ divider, sheet }) {
    divider.onpointerdown = (event) => {
      event.preventDefault();
      event.stopPropagation();
      divider.setPointerCapture(event.pointerId);
      divider.focus();
    };
    divider.onclick = (event) => event.stopPropagation();
    divider.onpointermove = (event) => {
      event.stopPropagation();
      if (!divider.hasPointerCapture(event.pointerId)) return;
      const box = sheet.getBoundingClientRect();
      this.#move((event.clientX - box.left) / box.width);
    };
    divider.onkeydown = (event) => {
      const step = (event.shiftKey ? 0.1 : 0.02);
      const to = { ArrowLeft: this.share - step, ArrowRight: this.share + step, Home: 0, End: 1 };
      if (!(event.key in to)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#move(to[event.key]);
    };
  }

  /** Place the divider on one panel; `on` is false where there is nothing to compare. */
  draw({ figure, before, divider, sheet }, on) {
    figure.classList.toggle("wiped", on);
    const percent = Math.round(this.share * 100);
    sheet.style.setProperty("--wipe", `${this.share * 100}%`);
    before.hidden = divider.hidden = !on;
    divider.setAttribute("aria-valuenow", percent);
    divider.setAttribute("aria-valuetext", `${percent} % before`);
  }

  #move(share) {
    this.share = Math.min(Math.max(share, 0), 1);
    this.redraw();
  }
}
