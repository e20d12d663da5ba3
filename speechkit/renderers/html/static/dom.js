/** Find elements and make them: what every other module needs. */

/**
 * The first element below `root` that `selector` finds.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
export const one = (selector, root = document) => root.querySelector(selector);

/**
 * All elements below `root` that `selector` finds.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export const all = (selector, root = document) => [...root.querySelectorAll(/** @type {any} */ (selector))];

/**
 * What the page tells its scripts.
 * @returns {any}
 */
export const data = () => JSON.parse(one("#data")?.textContent ?? "{}");

/**
 * A new element that holds text only.
 * @param {string} tag @param {string} text @param {Record<string, string>} [attributes] @returns {HTMLElement}
 */
export function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/**
 * Whether what somebody types in goes into `element`.
 * @param {EventTarget | null} element
 */
export const takesText = (element) => element instanceof HTMLElement && element.matches("input, select, textarea, [contenteditable]");
