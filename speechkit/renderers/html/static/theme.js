/** Light or dark: as the system says, until somebody says otherwise. */
import { one } from "./dom.js";

/** Make the button work. */
export function startTheme() {
  one("#theme")?.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
}
