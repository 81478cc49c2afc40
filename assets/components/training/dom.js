// Small hands: write only what has changed, so that the page lays nothing out again.

/** Give an element its text. */
export function write(element, text) {
  if (element.shownText !== text) element.textContent = text;
  element.shownText = text;
}

/** Show or hide. */
export function reveal(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** Set an attribute. */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** A new element with a class and a text. */
export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** A copy of a template's only child. */
export const copy = (template) => template.content.firstElementChild.cloneNode(true);

/** As many children as asked for: made where they lack, removed where they are too many. */
export function fill(parent, count, create) {
  while (parent.children.length < count) parent.append(create(parent.children.length));
  while (parent.children.length > count) parent.lastElementChild.remove();
  return [...parent.children];
}
