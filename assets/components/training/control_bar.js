// The bar at the top: play, step, epoch, reset, what is counted, and the knobs.
import { setAttribute, setText } from "../_shared/dom.js";
import { NONE, count, number } from "../_shared/format.js";
import { Panel } from "./panel.js";
import { nextValue, parseSetting } from "./setting_values.js";
import { isFreed } from "./status_text.js";
import { rateText, timeLeftText } from "./words.js";

const epochs = (value) => (value < 100 ? value.toFixed(1) : count(Math.floor(value)));

export class ControlBar extends Panel {
  constructor(host) {
    super(host, ".bar");
    this.acts = Object.fromEntries([...this.element.querySelectorAll(".buttons button")]
      .map((button) => [button.dataset.act, button]));
    this.acts.play.onclick = () => this.toggle();
    this.acts.step.onclick = () => this.step();
    this.acts.epoch.onclick = () => host.sendExpecting({ do: "epoch" }, "state", "playing");
    this.acts.reset.onclick = () => host.sendExpecting({ do: "reset" }, "state", "paused");
    const { optimizers, paces, numbers } = host.data;
    this.#choice("optimizer", this.find("select"), optimizers);
    this.#choice("pace", host.root.querySelector(".pace select"), paces);
    this.numbers = numbers;
    for (const name of Object.keys(numbers)) this.#knob(name);
  }

  inputs() {
    return [{}];
  }

  toggle() {
    const playing = this.state === "playing";
    const [command, state] = playing ? ["pause", "paused"] : ["play", "playing"];
    this.host.sendExpecting({ do: command }, "state", state);
  }

  step() {
    this.host.sendExpecting({ do: "step" }, "state", "paused");
  }

  get state() {
    const { view, updates } = this.host;
    return view.state === "stopped" ? "stopped" : updates.shown("state", view.state);
  }

  paint(view) {
    const { state } = this;
    const isOpen = this.host.connection.state === "open";
    const able = isOpen && view.state !== undefined && !isFreed(view);
    for (const [act, button] of Object.entries(this.acts)) {
      button.disabled = !able || (state === "stopped" && act !== "reset");
    }
    setAttribute(this.element, "data-playing", state === "playing");
    setText(this.acts.play.querySelector(".word"), state === "playing" ? "Pause" : "Play");
    const known = view.epoch !== undefined;
    setText(this.find(".steps"), known ? count(view.step) : NONE);
    setText(this.find(".epochs"), known ? epochs(view.epoch) : NONE);
    setText(this.find(".rate"), known && state === "playing" ? rateText(view.rate) : NONE);
    setText(this.find(".left"), known ? timeLeftText({ ...view, state }) : NONE);
    for (const name of Object.keys(this.numbers)) this.#value(name, view[name], able);
    this.#chosen(this.optimizer, "optimizer", view.optimizer, able);
    this.#chosen(this.pace, "pace", view.pace ?? null, able);
  }

  #knob(name) {
    const knob = this.find(`[data-knob=${name}]`);
    const [down, input, up] = [...knob.querySelectorAll("button, input")];
    const now = () => this.host.updates.shown(name, this.host.view[name]);
    const set = (value) => this.#set(name, value);
    const setting = this.numbers[name];
    down.onclick = () => set(nextValue(setting, now(), -1));
    up.onclick = () => set(nextValue(setting, now(), 1));
    input.onchange = () => {
      const { value, why } = parseSetting(setting, input.value);
      if (value !== undefined) set(value);
      this.host.remark = why ?? null;
      input.blur();
    };
    input.onblur = () => this.host.requestDraw();
    input.onkeydown = ({ key }) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[key];
      if (by) set(nextValue(setting, now(), by));
      if (key === "Enter") input.blur();
    };
  }

  #set(name, value) {
    this.host.sendExpecting({ do: "set", [name]: value }, name, value);
  }

  #value(name, actual, able) {
    const knob = this.find(`[data-knob=${name}]`);
    const [down, input, up] = knob.querySelectorAll("button, input");
    const value = this.host.updates.shown(name, actual);
    for (const part of [down, input, up]) part.disabled = !able;
    const text = value === undefined ? "" : number(value, 3);
    const typing = input.getRootNode().activeElement === input && input.dataset.shown === text;
    if (!typing && input.value !== text) input.value = text;
    input.dataset.shown = text;
  }

  /** A list to choose from: `choices` are {value, title}. */
  #choice(name, select, choices) {
    this[name] = { select, choices };
    for (const { value, title } of choices) select.append(new Option(title, value ?? 0));
    select.onchange = () => this.#set(name, choices[select.selectedIndex].value);
  }

  #chosen({ select }, name, actual, able) {
    const value = String(this.host.updates.shown(name, actual) ?? 0);
    select.disabled = !able;
    if (actual !== undefined && select.value !== value) select.value = value;
  }
}
