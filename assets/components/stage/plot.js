// The curve of a function where a kernel would stand: axes, two lines, and the step's point.
/** @import { Color, Role, Theme } from "../_shared/palette.js" */
/** @import { CurveFrame, LineName } from "./curve.js" */
/** @import { Context, CurveRect, View } from "./shapes.js" */
/** @typedef {{ x: number, y: number, across: number, up: number, out: Role }} Point */
import { number } from "../_shared/format.js";
import { css, mix, readable } from "../_shared/palette.js";
import { frameOfCurve, pointAt, rangeLabels } from "./curve.js";

const SIZE = 13;
const NEAR = 9; // px; a result so close to the axis below needs no number beside it
const LINES = {
  y: { name: "function", width: 3, dash: [] },
  slope: { name: "slope", width: 1.5, dash: [5, 4] },
};
/** Back to front. @type {LineName[]} */
const ORDER = ["slope", "y"];

/** All that stays while the steps change. @type {(g: Context, view: View) => void} */
export function paintPlot(g, { scene: { curve }, theme, layout: { curve: [rect] } }) {
  if (!rect || !curve) return;
  const frame = frameOfCurve(curve, rect);
  paintLegend(g, theme, rect, curve.name);
  paintAxes(g, theme, rect, frame);
  for (const line of ORDER) {
    setLine(g, theme, line);
    g.beginPath();
    curve[line].forEach((y, i) => g.lineTo(frame.toX(curve.x[i]), frame.toY(y)));
    g.stroke();
  }
  g.setLineDash([]);
}

/** @type {(g: Context, theme: Theme, line: LineName) => void} */
function setLine(g, theme, line) {
  const { width, dash } = LINES[line];
  g.strokeStyle = css(line === "y" ? theme.kernel : inkOf(theme));
  g.lineWidth = width;
  g.lineJoin = "round";
  g.setLineDash(dash);
}

/** @param {Theme} theme */
const inkOf = (theme) => readable(theme.kernel, theme.background, theme.text);
/** @param {Theme} theme */
const softOf = (theme) => mix(theme.background, theme.text, 0.7);

/**
 * The function's name above, what the two lines mean below.
 *
 * @type {(g: Context, theme: Theme, rect: CurveRect, name: string) => void}
 */
function paintLegend(g, theme, rect, name) {
  g.textAlign = "left";
  g.fillStyle = css(inkOf(theme));
  g.font = `600 14px ${theme.font}`;
  g.fillText(name, rect.x, rect.y - 14);
  g.font = `${SIZE}px ${theme.font}`;
  const y = rect.y + rect.height + 14;
  let x = rect.x + rect.width;
  for (const line of ORDER) {
    const text = LINES[line].name;
    x -= g.measureText(text).width;
    g.fillStyle = css(softOf(theme));
    g.fillText(text, x, y);
    setLine(g, theme, line);
    g.beginPath();
    g.moveTo(x - 26, y);
    g.lineTo(x - 6, y);
    g.stroke();
    x -= 40;
  }
  g.setLineDash([]);
}

/** @type {(g: Context, theme: Theme, rect: CurveRect, frame: CurveFrame) => void} */
function paintAxes(g, theme, rect, frame) {
  g.strokeStyle = css(theme.border);
  g.lineWidth = 1;
  g.beginPath();
  g.roundRect(rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, 6);
  g.stroke();
  g.strokeStyle = css(mix(theme.background, theme.text, 0.45));
  g.beginPath();
  g.moveTo(frame.left, frame.toY(0));
  g.lineTo(frame.right, frame.toY(0));
  g.moveTo(frame.toX(0), frame.top);
  g.lineTo(frame.toX(0), frame.bottom);
  g.stroke();
  g.font = `${SIZE}px ${theme.code}`;
  g.fillStyle = css(softOf(theme));
  for (const { text, x, y, align } of rangeLabels(frame)) {
    g.textAlign = align;
    g.fillText(text, x, y);
  }
}

/**
 * The step's value on the axis below, its result on the axis beside, the point above both.
 *
 * @type {(g: Context, view: View, step: number, glide: number) => void}
 */
export function paintPoint(g, { scene, theme, layout: { curve: [rect] } }, step, glide) {
  if (!rect || !scene.curve) return;
  const frame = frameOfCurve(scene.curve, rect);
  const line = scene.backward ? "slope" : "y";
  const { x, y } = pointAt(scene, scene.curve, line, step, glide);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  const [across, up] = [frame.toX(x), frame.toY(y)];
  const out = scene.backward ? "kernel" : "output";
  guide(g, theme.input, [across, frame.toY(0)], [across, up]);
  guide(g, theme[out], [frame.toX(0), up], [across, up]);
  if (glide === 0) paintTags(g, theme, frame, { x, y, across, up, out });
  dot(g, theme, theme[out], across, up);
}

/** @type {(g: Context, theme: Theme, frame: CurveFrame, point: Point) => void} */
function paintTags(g, theme, frame, { x, y, across, up, out }) {
  const [axis, middle] = [frame.toY(0), frame.toX(0)];
  const below = y >= 0 ? 14 : -14;
  tag(g, theme, "input", number(x, 3), across, axis + below, "center", frame);
  if (Math.abs(up - axis) < NEAR) return;
  const isLeft = x >= 0;
  const aside = middle + (isLeft ? -7 : 7);
  tag(g, theme, out, number(y, 3), aside, up, isLeft ? "right" : "left", frame);
}

/** @type {(g: Context, color: Color, from: [number, number], to: [number, number]) => void} */
function guide(g, color, from, to) {
  g.strokeStyle = css(color);
  g.lineWidth = 1.5;
  g.beginPath();
  g.moveTo(...from);
  g.lineTo(...to);
  g.stroke();
}

/** @type {(g: Context, theme: Theme, color: Color, x: number, y: number) => void} */
function dot(g, theme, color, x, y) {
  g.beginPath();
  g.arc(x, y, 6, 0, 2 * Math.PI);
  g.fillStyle = css(color);
  g.fill();
  g.lineWidth = 2;
  g.strokeStyle = css(theme.background);
  g.stroke();
}

/**
 * A number beside an axis, on a ground of its own so that no line crosses it.
 *
 * @type {(g: Context, theme: Theme, role: Role, text: string, x: number, y: number,
 *   align: CanvasTextAlign, frame: CurveFrame) => void}
 */
function tag(g, theme, role, text, x, y, align, { left, right }) {
  g.font = `600 ${SIZE}px ${theme.code}`;
  const wide = g.measureText(text).width;
  const start = align === "left" ? x : align === "right" ? x - wide : x - wide / 2;
  const from = Math.min(Math.max(start, left - 8), right + 8 - wide);
  g.fillStyle = css(theme.background, 0.88);
  g.fillRect(from - 2, y - 8, wide + 4, 16);
  g.textAlign = "left";
  g.fillStyle = css(readable(theme[role], theme.background, theme.text));
  g.fillText(text, from, y + 1);
}
