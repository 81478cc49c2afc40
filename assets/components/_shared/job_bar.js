// Work that takes a while, watched: how far it is, and the button that stops it, goes on or begins
// anew. What the button asks for goes straight to the worker.
/** @import { Component } from "./component.js" */
/** @import { ConnectionState } from "./connection.js" */
/** @import { JobCall, JobFrame, JobReport, JobStatus, Watched } from "./contract.js" */
import { Connection } from "./connection.js";
import { newElement, setAttribute, setText, setVisible } from "./dom.js";
import { unpack } from "./message.js";

/** @typedef {Component<Watched, JobReport, JobCall>} JobComponent */

const SETTLE = 400; // ms after the button's meaning changed by itself in which a click is passed over
const REOPEN = { label: "Again", command: "reopen" };
const RETRY = { label: "Try now", command: "retry" };
const HERE = { label: "Show it here", command: "retry" };

/**
 * What is said while the connection is not there, and what the button does then.
 *
 * @type {(state: ConnectionState, hopeless: boolean, over?: string)
 *   => { text: string, label: string, command: string } | null}
 */
export function troubleOf(state, hopeless, over) {
  if (over) return { text: over, ...REOPEN };
  if (state === "gone") return { text: "This work is no longer on the server.", ...REOPEN };
  if (state === "taken") return { text: "This is now shown in another window.", ...HERE };
  if (state === "connecting") return { text: "Connecting.", label: "Cancel", command: "" };
  if (state !== "waiting") return null;
  const text = hopeless
    ? "The server does not answer. Trying again every few seconds."
    : "The connection is lost. What you see stays; trying again.";
  return { text, ...RETRY };
}

/** @template {JobFrame} Frame */
export class JobBar {
  /** @type {JobStatus | null} */ status = null;
  /** @type {string | undefined} */ over = undefined;
  /** @type {JobComponent | null} */ component = null;
  line = newElement("div", "job-line");
  track = newElement("div", "job-track");
  filled = newElement("i");
  said = newElement("p", "job-said");
  rested = newElement("p", "spoken");
  button = newElement("button", "job-button");
  note = newElement("p", "job-note");
  command = "";
  changedAt = -Infinity;
  pressed = false;
  reported = "";

  /**
   * @param {HTMLElement} root stands empty above what the work makes
   * @param {(frame: Frame) => void} draw draws what there is so far
   */
  constructor(root, draw) {
    this.draw = draw;
    this.#build(root);
    this.connection = new Connection({
      message: (bytes) => this.#take(bytes),
      changed: () => this.#show(),
    });
    this.button.onclick = () => this.#press();
  }

  /** Watch what the page says. @param {JobComponent} component */
  update(component) {
    this.component = component;
    if (component.data.url !== this.connection.url) this.over = undefined;
    this.connection.open(component.data.url);
  }

  stop() {
    this.connection.stop();
  }

  /** @param {HTMLElement} root */
  #build(root) {
    root.classList.add("job");
    this.button.type = "button";
    setAttribute(this.track, "role", "progressbar");
    setAttribute(this.track, "aria-label", "Progress");
    setAttribute(this.rested, "role", "status");
    this.note.hidden = true;
    this.track.append(this.filled);
    const left = newElement("div", "job-left");
    left.append(this.said, this.track);
    this.line.append(left, this.button);
    root.append(this.line, this.rested, this.note);
  }

  #press() {
    if (performance.now() - this.changedAt < SETTLE) return;
    this.pressed = true;
    if (this.command === "retry") this.connection.retry();
    else if (this.command === "reopen") this.component?.setTriggerValue("reopen", true);
    else this.connection.send({ do: this.command });
  }

  /** @param {Uint8Array} bytes */
  #take(bytes) {
    /** @type {Frame} */ const frame = unpack(bytes);
    this.status = frame.job ?? this.status;
    this.over = frame.over;
    if (frame.job?.known) this.draw(frame);
    setText(this.note, frame.note ?? "");
    setVisible(this.note, Boolean(frame.note));
    this.#show();
    if (this.status && !this.status.running) this.#report(this.status);
    requestAnimationFrame(() => this.connection.send({ ack: 1 }));
  }

  #show() {
    const trouble = troubleOf(this.connection.state, this.connection.hopeless, this.over);
    const { text, label, command } = trouble
      ?? this.status ?? { text: "Connecting.", label: "Cancel", command: "" };
    const percent = Math.round(100 * (this.status?.share ?? 0));
    if (command !== this.command) {
      if (this.command && !this.pressed) this.changedAt = performance.now();
      this.pressed = false;
    }
    this.command = command;
    this.filled.style.width = `${percent}%`;
    setAttribute(this.track, "aria-valuenow", percent);
    setAttribute(this.track, "aria-valuetext", text);
    setText(this.said, this.status?.error ?? text);
    this.said.classList.toggle("job-alarm", Boolean(trouble ?? this.status?.error));
    setText(this.button, label);
    this.button.disabled = !command;
    setText(this.rested, this.status?.running && !trouble ? "" : text);
  }

  /** @param {JobStatus} status */
  #report({ round, text }) {
    const rested = `${round}: ${text}`;
    if (rested !== this.reported) this.component?.setStateValue("rested", rested);
    this.reported = rested;
  }
}
