/** Set a text only when it is another one: the browser then need not lay the page out again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
