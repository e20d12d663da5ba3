/** The index of a site: its rows are sorted, searched and filtered, and the address says which are seen. */
import { all, data, made, one, takesText } from "./dom.js";
import { startTable } from "./table.js";

/** @typedef {{ element: HTMLElement, title: HTMLElement, year: string, genre: string, speaker: string, text: string, shown: string, lines: string[], phrases: string[] }} Speech */

/** What the address may ask for, in the order in which it does. */
const ASKED = ["q", "year", "genre", "speaker", "phrase"];

/** @type {{ words: string[], speeches: [string, number[], number[]][] }} */
const known = data();
const table = /** @type {HTMLElement} */ (one("#speeches"));
const search = /** @type {HTMLInputElement} */ (one("#find"));
const selects = /** @type {HTMLSelectElement[]} */ (all(".filters select"));

/** @type {Speech[]} */
const speeches = all("tbody tr", table).map((element, number) => {
  const [headings, phrases, people] = known.speeches[number];
  const cells = element.children;
  const said = phrases.map((each) => known.words[each]);
  const lines = [...(headings ? headings.split("\n") : []), ...said, ...people.map((each) => known.words[each])];
  const shown = `${cells[0].textContent} ${cells[1].textContent} ${cells[2].textContent}`.toLowerCase();
  return {
    element,
    title: /** @type {HTMLElement} */ (cells[1]),
    year: (cells[0].textContent ?? "").slice(0, 4),
    genre: /** @type {HTMLElement} */ (cells[3]).dataset.is ?? "",
    speaker: cells[2].textContent ?? "",
    shown,
    text: `${shown}\n${lines.join("\n").toLowerCase()}`,
    lines,
    phrases: said,
  };
});

/** The buttons of the heat strip. */
const cells = all(".strip tbody tr").flatMap((row) => {
  const phrase = one("th button", row)?.dataset.phrase ?? "";
  return all("button", row).map((button) => ({ button, phrase, year: button.dataset.year ?? "" }));
});

/**
 * What is asked for now.
 * @type {Record<string, string>}
 */
let asked = {};

/**
 * Show under the title where the words were found, if it is not in the row.
 * @param {Speech} speech
 * @param {string[]} words
 */
function showWhere(speech, words) {
  if (speech.title.lastElementChild?.tagName === "SMALL") speech.title.lastElementChild.remove();
  const places = words.filter((word) => !speech.shown.includes(word)).map((word) => speech.lines.find((line) => line.toLowerCase().includes(word)) ?? "");
  const found = [...new Set(places)].filter(Boolean);
  if (found.length) speech.title.append(made("small", found.join(" · ")));
}

/** Show the rows that fit what is asked for. */
function filter() {
  const words = (asked.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const speech of speeches) {
    const fits = (!asked.year || speech.year === asked.year)
      && (!asked.genre || speech.genre === asked.genre)
      && (!asked.speaker || speech.speaker === asked.speaker)
      && (!asked.phrase || speech.phrases.includes(asked.phrase))
      && words.every((word) => speech.text.includes(word));
    speech.element.hidden = !fits;
    if (fits) {
      shown += 1;
      showWhere(speech, words);
    }
  }
  const count = one(".count");
  if (count) count.textContent = `${shown.toLocaleString("en")} / ${speeches.length.toLocaleString("en")}`;
  const nothing = one("#nothing");
  if (nothing) nothing.hidden = shown > 0;
  const phrase = one("#phrase");
  if (phrase) {
    phrase.hidden = !asked.phrase;
    phrase.textContent = asked.phrase ?? "";
  }
  const clear = one("#clear");
  if (clear) clear.hidden = !ASKED.some((name) => asked[name]);
  for (const { button, phrase: name, year } of cells) {
    const pressed = String(name === asked.phrase && year === (asked.year ?? ""));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
}

/**
 * Ask for something else, and say so in the address.
 * @param {Record<string, string>} more
 */
function ask(more) {
  asked = { ...asked, ...more };
  const said = new URLSearchParams(ASKED.filter((name) => asked[name]).map((name) => [name, asked[name]]));
  history.replaceState(null, "", `#${said}`);
  show();
}

/** Show what is asked for in the fields and the table. */
function show() {
  if (search.value !== (asked.q ?? "")) search.value = asked.q ?? "";
  for (const select of selects) select.value = asked[select.dataset.filter ?? ""] ?? "";
  filter();
}

/** Go by the address. */
function follow() {
  const said = new URLSearchParams(location.hash.slice(1));
  asked = Object.fromEntries(ASKED.map((name) => [name, said.get(name) ?? ""]));
  show();
}

/** The last years are seen first; on a phone the strip is folded, as it would hide the table. */
function startStrip() {
  const strip = one(".strip");
  if (strip) strip.scrollLeft = strip.scrollWidth;
  const heat = one(".heat");
  if (matchMedia("(max-width: 40rem)").matches) heat?.removeAttribute("open");
  heat?.addEventListener("toggle", () => {
    if (strip) strip.scrollLeft = strip.scrollWidth;
  });
}

startTable(table);
startStrip();
search.addEventListener("input", () => ask({ q: search.value }));
for (const select of selects) select.addEventListener("change", () => ask({ [select.dataset.filter ?? ""]: select.value }));
one("#phrase")?.addEventListener("click", () => ask({ phrase: "" }));
one("#clear")?.addEventListener("click", () => ask(Object.fromEntries(ASKED.map((name) => [name, ""]))));
one(".strip tbody")?.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("button"));
  const phrase = button && one("th button", /** @type {HTMLElement} */ (button.closest("tr")))?.dataset.phrase;
  if (!button || !phrase) return;
  const pressed = button.getAttribute("aria-pressed") === "true";
  ask(pressed ? { phrase: "", year: "" } : { phrase, year: button.dataset.year ?? "" });
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !takesText(event.target)) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape" && event.target === search) ask({ q: "" });
});
one("#theme")?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
addEventListener("hashchange", follow);
follow();
