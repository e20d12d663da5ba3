/** Tables whose rows can be sorted by their headings and filtered by the fields above them. */
import { all, made, one } from "./dom.js";

/** @typedef {{ element: HTMLElement, text: string, order: number }} Row */

/**
 * What a row is sorted by: a data attribute of that name, else the text of the cell.
 * @param {Row} row
 * @param {string} key
 * @param {number} column
 */
function sortKey(row, key, column) {
  if (key === "order") return row.order;
  if (key === "number" || key === "line") return Number.parseFloat((row.element.children[column]?.textContent ?? "").replaceAll(",", "")) || 0;
  if (key === "deadline") return row.element.dataset.latest || "9999";
  return row.element.children[column]?.textContent ?? "";
}

/**
 * Make a table with the fields that filter it work.
 * @param {HTMLElement} table
 */
export function startTable(table) {
  const body = one("tbody", table);
  const fields = one(`.filters[data-for="${table.id}"]`);
  if (!body) return;
  /** @type {Row[]} */
  const rows = all("tr", body).map((element, order) => ({ element, order, text: (element.textContent ?? "").toLowerCase() }));

  const filters = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (fields ? all("[data-filter]", fields) : []);
  for (const field of filters) {
    if (!(field instanceof HTMLSelectElement)) continue;
    if (field.options.length < 2) offer(field, rows);
    const name = field.dataset.filter ?? "";
    for (const option of [...field.options]) if (option.value && !rows.some(({ element }) => element.dataset[name] === option.value)) option.remove();
  }

  const filter = () => {
    let shown = 0;
    for (const { element, text } of rows) {
      const fits = filters.every((field) => {
        const wanted = field.value.trim();
        const name = field.dataset.filter ?? "";
        return !wanted || (name === "text" ? text.includes(wanted.toLowerCase()) : element.dataset[name] === wanted);
      });
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    const count = fields && one(".count", fields);
    if (count) count.textContent = String(shown);
  };
  fields?.addEventListener("input", filter);
  filter();

  for (const [column, heading] of all("thead th", table).entries()) {
    const key = heading.dataset.sort;
    if (!key) continue;
    const button = made("button", heading.textContent ?? "", { type: "button" });
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of all("[aria-sort]", table)) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = rows.map((row) => ({ row, key: sortKey(row, key, column) }));
      const collator = new Intl.Collator(document.documentElement.lang);
      keyed.sort((a, b) =>
        (typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : collator.compare(String(a.key), String(b.key))) * (down ? -1 : 1)
        || a.row.order - b.row.order);
      body.append(...keyed.map(({ row }) => row.element));
    });
  }
}

/**
 * Offer what the rows have, as the cell of the row says it.
 * @param {HTMLSelectElement} field
 * @param {Row[]} rows
 */
function offer(field, rows) {
  const name = field.dataset.filter ?? "";
  const labels = field.dataset.labels; // the column that says what the values are called
  const values = new Map();
  for (const { element } of rows) {
    const value = element.dataset[name];
    if (value) values.set(value, labels ? element.children[Number(labels)].textContent ?? value : value);
  }
  for (const [value, label] of values) field.append(made("option", label, { value }));
  field.disabled = !values.size;
}
