/** The speech: light up what a finding covers, show where one is in the outline, change its script. */
import { all, made, one } from "./dom.js";

/**
 * The pieces of the text that the finding covers.
 * @param {string} id
 */
export const piecesOf = (id) => all(`#text [data-of~="${CSS.escape(id)}"]`);

/**
 * Light up the findings with these ids, and scroll to the first.
 * @param {string[]} ids
 */
export function light(ids) {
  for (const lit of all("#text .lit")) lit.classList.remove("lit");
  const pieces = ids.flatMap(piecesOf);
  for (const piece of pieces) piece.classList.add("lit");
  pieces[0]?.scrollIntoView({ block: "center" });
}

/** Let branches of the outline be closed, and tell in it which section is being read. */
export function startOutline() {
  for (const list of all(".outline li > ol")) {
    const button = made("button", "▾", { type: "button", "aria-expanded": "true", "aria-label": list.parentElement?.firstElementChild?.textContent ?? "" });
    list.before(button);
    button.addEventListener("click", () => {
      list.hidden = !list.hidden;
      button.textContent = list.hidden ? "▸" : "▾";
      button.setAttribute("aria-expanded", String(!list.hidden));
    });
  }
  const links = new Map(all(".outline a").map((link) => [decodeURIComponent(link.getAttribute("href") ?? "").slice(1), link]));
  const watched = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  if (!watched.length) return;
  let waiting = 0;
  const tell = () => {
    const border = Math.max(one("#text")?.getBoundingClientRect().top ?? 0, 0) + 48;
    let low = 0, high = watched.length; // sections stand in the order of their links
    while (low < high) {
      const middle = (low + high) >> 1;
      if (watched[middle].getBoundingClientRect().top <= border) low = middle + 1;
      else high = middle;
    }
    const link = low > 0 ? links.get(watched[low - 1].id) : undefined;
    if (link?.hasAttribute("aria-current")) return;
    for (const other of links.values()) other.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    link?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("scroll", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(tell);
  }, { capture: true, passive: true });
  tell();
}

/**
 * Let the text be read in simplified characters.
 * @param {string | null} simplified
 */
export function startScript(simplified) {
  const button = one("#script");
  if (!button || simplified === null) return;
  const lines = all("#text .line");
  const nodes = lines.map((line) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(/** @type {Text} */ (node));
    return { start: Number(line.dataset.start), found };
  });
  const characters = Array.from(simplified);
  button.addEventListener("click", () => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    for (const { start, found } of nodes) {
      let at = start;
      for (const node of found) {
        const length = Array.from(node.data).length;
        const other = characters.slice(at, at + length).join("");
        originals.set(node, originals.get(node) ?? node.data);
        node.data = pressed ? other : originals.get(node) ?? node.data;
        at += length;
      }
    }
  });
}
/** @type {WeakMap<Text, string>} */
const originals = new WeakMap();
