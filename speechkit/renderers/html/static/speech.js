/** The page of one speech. */
import { all, data, one } from "./dom.js";
import { find, startFind } from "./find.js";
import { startKeys } from "./keys.js";
import { isSmall, showPane, startLayout } from "./layout.js";
import { showReasons } from "./reasons.js";
import { startTable } from "./table.js";
import { showTab, startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";
import { light, startOutline, startScript } from "./text.js";

/**
 * Choose a row: it and its words light up.
 * @param {HTMLElement} row
 */
function choose(row) {
  for (const lit of all(".rows .lit")) lit.classList.remove("lit");
  row.classList.add("lit");
  row.scrollIntoView({ block: "nearest" });
  for (const card of all(".card")) card.hidden = card.closest("tr") !== row;
  const marks = (row.dataset.marks ?? "").split(" ").filter(Boolean);
  if (row.dataset.find) find(row.dataset.find, true);
  else light(marks);
  if (isSmall()) showPane("text");
  if (isSmall()) light(marks);
  showReasons(marks);
}

/**
 * Show the row of a mark, in the tab where it is.
 * @param {string} id
 */
function showRow(id) {
  const row = all(`.rows tr[data-marks~="${CSS.escape(id)}"]`).find((each) => !each.hidden);
  if (!row) return;
  const panel = row.closest("[role=tabpanel]");
  if (panel) showTab(panel.id);
  choose(row);
}

/** Go where the address says: #T12, #S3.2, #L20. */
function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  document.getElementById(id)?.scrollIntoView({ block: id.startsWith("S") ? "start" : "center" });
  showRow(id);
}

startTabs();
for (const table of all("table.rows")) startTable(table);
startOutline();
startScript(data().simplified);
startKeys(choose);
startFind();
startLayout();
for (const body of all(".rows tbody")) {
  body.addEventListener("click", (event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest("tr");
    if (row) choose(row);
  });
}
one("#text")?.addEventListener("click", (event) => {
  const piece = /** @type {HTMLElement} */ (event.target).closest("[data-of]");
  const ids = /** @type {HTMLElement | null} */ (piece)?.dataset.of?.split(" ") ?? [];
  const id = [...ids].reverse().find((each) => /^[TP]\d+$/.test(each));
  if (id && isSmall()) showPane("findings");
  if (id) showRow(id);
});
startTheme();
addEventListener("hashchange", follow);
follow();
