/** Why the task of a row is one: what `speechkit explain` says of it. */
import { data, made, one } from "./dom.js";

/** @type {{ lines: [string, string, number][], reasons: Record<string, number[]> } | null} */
let known = null;

/**
 * Show why these are tasks.
 * @param {string[]} ids
 */
export function showReasons(ids) {
  known ??= data();
  const box = one("#reasons"), list = box && one("dl", box), title = box && one("summary span", box);
  if (!box || !list || !title || !known) return;
  const { lines, reasons } = known;
  const found = ids.filter((id) => id in reasons);
  box.hidden = !found.length;
  title.textContent = found.join(" ");
  list.replaceChildren(...found.flatMap((id) => [
    ...(found.length > 1 ? [made("dt", id), made("dd", "")] : []),
    ...reasons[id].flatMap((number) => {
      const [label, text, indented] = lines[number];
      return [made("dt", label), made("dd", text, indented ? { class: "inner" } : {})];
    }),
  ]));
  box.scrollTop = 0;
}
