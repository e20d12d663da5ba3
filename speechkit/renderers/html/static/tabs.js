/** Tabs: one panel is seen at a time. The pattern of the ARIA Authoring Practices Guide, activated by focus. */
import { all, one } from "./dom.js";

/**
 * Show the panel with the id `id`.
 * @param {string} id
 */
export function showTab(id) {
  for (const tab of all("[role=tab]")) {
    const chosen = tab.getAttribute("aria-controls") === id;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    const panel = one(`#${tab.getAttribute("aria-controls")}`);
    if (panel) panel.hidden = !chosen;
  }
}

/** Make the tabs work. */
export function startTabs() {
  const tabs = all("[role=tab]");
  if (!tabs.length) return;
  for (const tab of tabs) tab.addEventListener("click", () => showTab(tab.getAttribute("aria-controls") ?? ""));
  one("[role=tablist]")?.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[/** @type {KeyboardEvent} */ (event).key];
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
  showTab(tabs[0].getAttribute("aria-controls") ?? "");
}
