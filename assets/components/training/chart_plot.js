// Paints a chart: axes, lines, and what the pointer reads.
import { count, number, percent } from "../_shared/format.js";
import { css, mix, readable } from "../_shared/palette.js";
import { linearTicks, logTicks } from "./ticks.js";

const FONT = 12;
const ACROSS = 56; // px a tick below needs

const soft = (theme) => mix(theme.background, theme.text, 0.68);

/** Train weighs (orange), validation is what comes out (green), the other run is neutral. */
export function lineStyle(line, theme) {
  const colour = line.isOther ? mix(theme.background, theme.text, 0.5)
    : line.checked ? theme.output : theme.kernel;
  return { colour, width: line.checked ? 2.5 : 1.25, dash: line.isOther ? [5, 4] : [] };
}

/** A value as its chart writes it. */
export const valueText = (kind, value) =>
  (kind === "accuracy" ? percent(value, 1) : number(value, 3));

export function paintAxes(g, frame, kind, theme) {
  const { left, right, bottom, toX, toY } = frame;
  g.font = `${FONT}px ${theme.font}`;
  g.textBaseline = "middle";
  g.textAlign = "right";
  g.lineWidth = 1;
  const firm = mix(theme.border, theme.text, 0.3);
  for (const value of valueTicks(frame)) {
    const y = Math.round(toY(value)) + 0.5;
    rule(g, value === frame.values[0] ? firm : theme.border, [left, y], [right, y]);
    g.fillStyle = css(soft(theme));
    g.fillText(kind === "accuracy" ? percent(value) : number(value, 3), left - 7, y);
  }
  g.textBaseline = "alphabetic";
  const most = Math.max(2, Math.floor((right - left) / ACROSS));
  for (const step of linearTicks(...frame.steps, most)) {
    const x = toX(step);
    const half = g.measureText(count(step)).width / 2;
    g.textAlign = "center";
    g.fillText(count(step), Math.min(Math.max(x, left), right + 8 - half), bottom + 17);
    rule(g, firm, [x, bottom], [x, bottom + 4]);
  }
}

function valueTicks({ values: [low, high], log, top, bottom }) {
  const most = Math.max(3, Math.floor((bottom - top) / 30));
  return log ? logTicks(low, high, most) : linearTicks(low, high, most);
}

function rule(g, colour, from, to) {
  g.strokeStyle = css(colour);
  g.beginPath();
  g.moveTo(...from);
  g.lineTo(...to);
  g.stroke();
}

/** One line; where it is no number there is a gap. */
export function paintLine(g, frame, line, theme) {
  const { colour, width, dash } = lineStyle(line, theme);
  Object.assign(g, { strokeStyle: css(colour), lineWidth: width, lineJoin: "round" });
  g.setLineDash(dash);
  g.beginPath();
  let drawn = false;
  for (let i = 0; i < line.values.length; i += 1) {
    const finite = Number.isFinite(line.values[i]);
    if (finite) g[drawn ? "lineTo" : "moveTo"](frame.toX(line.steps[i]), frame.toY(line.values[i]));
    drawn = finite;
  }
  g.stroke();
  g.setLineDash([]);
}

/** The newest point of a line that is measured now and then. */
export function paintEnd(g, frame, line, theme) {
  const [step, value] = [line.steps.at(-1), line.values.at(-1)];
  if (!Number.isFinite(value)) return;
  dot(g, frame.toX(step), frame.toY(value), 4, lineStyle(line, theme).colour, theme);
}

function dot(g, x, y, radius, colour, theme) {
  g.beginPath();
  g.arc(x, y, radius, 0, 2 * Math.PI);
  Object.assign(g, { fillStyle: css(colour), strokeStyle: css(theme.background), lineWidth: 1.5 });
  g.fill();
  g.stroke();
}

/** A vertical line at the step the reader points at, and a box with the values there. */
export function paintReading(g, frame, kind, reading, theme) {
  const x = frame.toX(reading.step);
  rule(g, soft(theme), [x, frame.top], [x, frame.bottom]);
  const shown = reading.values.filter(({ value }) => value !== undefined);
  for (const line of shown.filter(({ value }) => Number.isFinite(value))) {
    dot(g, frame.toX(line.step), frame.toY(line.value), 4.5, lineStyle(line, theme).colour, theme);
  }
  const rows = shown.map((line) =>
    [line.name, valueText(kind, line.value), lineStyle(line, theme).colour]);
  paintBox(g, frame, x, [[`step ${count(reading.step)}`, "", theme.text], ...rows], theme);
}

function paintBox(g, frame, x, rows, theme) {
  g.font = `600 ${FONT}px ${theme.font}`;
  const widths = rows.map(([name, value]) => g.measureText(`${name}  ${value}`).width);
  const width = Math.max(...widths) + 18;
  const height = rows.length * 19 + 8;
  const beside = x + 12 + width < frame.right ? x + 12 : Math.max(x - 12 - width, 0);
  g.fillStyle = css(theme.background, 0.94);
  g.strokeStyle = css(mix(theme.border, theme.text, 0.3));
  g.beginPath();
  g.roundRect(beside + 0.5, frame.top + 0.5, width, height, 6);
  g.fill();
  g.stroke();
  g.textBaseline = "middle";
  rows.forEach(([name, value, colour], i) => {
    const y = frame.top + 14 + i * 19;
    g.fillStyle = css(readable(colour, theme.background, theme.text));
    g.textAlign = "left";
    g.fillText(name, beside + 9, y);
    g.textAlign = "right";
    g.fillText(value, beside + width - 9, y);
  });
  g.textBaseline = "alphabetic";
}
