/** Where things are: the outline at the side, on a small screen one of text, findings and outline at a time. */
import { all, one } from "./dom.js";

/** Show or hide the outline at the side. */
export function toggleOutline() {
  const open = document.body.classList.toggle("no-outline") === false;
  document.body.classList.toggle("with-outline", open);
  one("#outline-button")?.setAttribute("aria-expanded", String(open));
}

/**
 * On a small screen, show the text, the findings or the outline.
 * @param {string} id
 */
export function showPane(id) {
  document.body.dataset.pane = id;
  for (const button of all(".switch button")) button.setAttribute("aria-pressed", String(button.dataset.show === id));
}

/** Whether one pane is seen at a time. */
export const isSmall = () => matchMedia("(max-width: 799px)").matches;

/** Make the buttons work. */
export function startLayout() {
  one("#outline-button")?.addEventListener("click", toggleOutline);
  for (const button of all(".switch button")) button.addEventListener("click", () => showPane(button.dataset.show ?? "text"));
  for (const link of all(".outline a")) link.addEventListener("click", () => showPane("text"));
  if (matchMedia("(max-width: 1199px)").matches) toggleOutline();
  showPane("text");
}
