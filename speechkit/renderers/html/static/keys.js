/** Keys: j and k go from row to row, / searches, ? says so. */
import { all, one, takesText } from "./dom.js";
import { toggleOutline } from "./layout.js";

/** The rows that are seen in the panel that is seen. */
const seenRows = () => all("[role=tabpanel]:not([hidden]) tbody tr:not([hidden])");

/**
 * Make the keys work.
 * @param {(row: HTMLElement) => void} choose
 */
export function startKeys(choose) {
  const help = /** @type {HTMLDialogElement | null} */ (one("#keys"));
  one("#help")?.addEventListener("click", () => help?.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
    if (takesText(event.target)) {
      if (event.key === "Escape") /** @type {HTMLElement} */ (event.target).blur();
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      one("#find")?.focus();
    } else if (event.key === "?") {
      help?.showModal();
    } else if (event.key === "o") {
      toggleOutline();
    } else if (/^[1-9]$/.test(event.key)) {
      all("[role=tab]")[Number(event.key) - 1]?.click();
    } else if (event.key === "Escape") {
      for (const lit of all(".lit")) lit.classList.remove("lit");
    } else if (event.key === "j" || event.key === "k") {
      const rows = seenRows();
      if (!rows.length) return;
      const at = rows.findIndex((row) => row.classList.contains("lit"));
      const next = rows[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
      choose(next);
    }
  });
}
