/** Finding: every place in the text that has the words lights up, whatever marks it has, in either script. */
import { all, data, one } from "./dom.js";

/** @typedef {{ node: Text, start: number }} Piece */

/** The text of the lines, as code units, and where each text node stands in it. */
class Searched {
  constructor() {
    /** @type {Piece[]} */
    this.pieces = [];
    const parts = [];
    let at = 0;
    for (const line of all("#text .line")) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        this.pieces.push({ node: /** @type {Text} */ (node), start: at });
        parts.push(/** @type {Text} */ (node).data);
        at += /** @type {Text} */ (node).data.length;
      }
      parts.push("\n");
      at += 1;
    }
    this.text = parts.join("").toLowerCase();
  }

  /**
   * The piece that holds the place.
   * @param {number} at
   * @returns {Piece}
   */
  piece(at) {
    let low = 0, high = this.pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pieces[middle].start <= at) low = middle;
      else high = middle - 1;
    }
    return this.pieces[low];
  }

  /**
   * Where the words stand, as ranges of the page.
   * @param {string} words
   * @returns {Range[]}
   */
  ranges(words) {
    const found = [];
    for (let at = this.text.indexOf(words); at >= 0; at = this.text.indexOf(words, at + words.length)) {
      const first = this.piece(at), last = this.piece(at + words.length - 1);
      const range = document.createRange();
      range.setStart(first.node, at - first.start);
      range.setEnd(last.node, at + words.length - last.start);
      found.push(range);
    }
    return found;
  }
}

/** @type {Range[]} */
let places = [];
let current = -1;

/**
 * Light up all places that have the words, and go to the first.
 * @param {string} words
 * @param {boolean} [go]
 */
export function find(words, go = false) {
  const wanted = words.trim().toLowerCase();
  const searched = wanted ? new Searched() : null;
  places = searched ? searched.ranges(wanted) : [];
  if (searched && !places.length && data().simplified !== null) places = searched.ranges(inSource(wanted));
  current = -1;
  if ("highlights" in CSS) {
    const highlights = /** @type {any} */ (CSS).highlights;
    highlights.delete("found");
    if (places.length) highlights.set("found", new /** @type {any} */ (globalThis).Highlight(...places));
  }
  tell(wanted);
  if (go) step(1);
}

/**
 * The words as the source writes them, where the simplified text has them; else the words.
 * @param {string} words
 */
function inSource(words) {
  const simplified = Array.from(String(data().simplified).toLowerCase());
  const source = Array.from(all("#text .line").map((line) => line.textContent).join("\n"));
  const at = Array.from(simplified.join("").split(words)[0]).length;
  return simplified.length === source.length ? source.slice(at, at + Array.from(words).length).join("").toLowerCase() : words;
}

/**
 * Go to the next place, or the one before.
 * @param {1 | -1} by
 */
export function step(by) {
  if (!places.length) return;
  current = (current + by + places.length) % places.length;
  const element = places[current].startContainer.parentElement;
  element?.scrollIntoView({ block: "center" });
  tell("x");
}

/**
 * Say how many there are.
 * @param {string} wanted
 */
function tell(wanted) {
  const output = one("#found");
  if (output) output.textContent = !wanted ? "" : current < 0 ? String(places.length) : `${current + 1} / ${places.length}`;
}

/** Make the search field work. */
export function startFind() {
  const field = /** @type {HTMLInputElement | null} */ (one("#find"));
  let waiting = 0;
  field?.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => find(field.value));
  });
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      field.value = "";
      find("");
    }
  });
}
