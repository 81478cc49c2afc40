// Elements: those that must be there, new ones, and changes written only where something changed,
// so that the page lays nothing out again.
/** @import { Box } from "./place.js" */

/**
 * The element a selector finds.
 *
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind what it must be: HTMLElement, HTMLCanvasElement, ...
 * @returns {Kind}
 */
export function elementIn(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} at ${selector}`);
  return found;
}

/**
 * Elements by the name of their class.
 *
 * @template {Element} Kind
 * @template {string} Name
 * @param {ParentNode} root
 * @param {new () => Kind} kind
 * @param {Name[]} names
 * @returns {Record<Name, Kind>}
 */
export const elementsIn = (root, kind, ...names) => /** @type {Record<Name, Kind>} */ (
  Object.fromEntries(names.map((name) => [name, elementIn(root, `.${name}`, kind)])));

/** What draws on a canvas. @type {(canvas: HTMLCanvasElement) => CanvasRenderingContext2D} */
export function context2d(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no room for another canvas");
  return context;
}

/** Give an element its text. @type {(element: Element, text: string) => void} */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Show or hide. @type {(element: HTMLElement, isShown: boolean) => void} */
export function setVisible(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** Set an attribute. @type {(element: Element, name: string, value: unknown) => void} */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/**
 * A new element with a class and a text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function newElement(tag, className, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A copy of a template's only child. @type {(template: HTMLTemplateElement) => HTMLElement} */
export function cloneTemplate(template) {
  const [child] = template.content.children;
  return /** @type {HTMLElement} */ (child.cloneNode(true));
}

/**
 * As many children as asked for: made where they lack, removed where they are too many.
 *
 * @type {(parent: Element, count: number, create: (index: number) => Element) => Element[]}
 */
export function fillChildren(parent, count, create) {
  while (parent.children.length < count) parent.append(create(parent.children.length));
  while (parent.children.length > count) parent.lastElementChild?.remove();
  return [...parent.children];
}

/** Put an element in its place. @type {(element: HTMLElement, box: Box) => void} */
export const placeElement = ({ style }, { left, top, width, height }) => void Object.assign(style, {
  left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
});

/** Where the pointer is on an element, and the element's size. */
export function pointIn(/** @type {Element} */ element, /** @type {MouseEvent} */ event) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top, width, height };
}
