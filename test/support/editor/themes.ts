import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Test names of colour themes, with the end of the theme's id in any editor version and its class on the page. */
const themes = {
  dark: { idEnd: "Dark Modern", css: "vs-dark" },
  light: { idEnd: "Light Modern", css: "vs" },
  "hc-dark": { idEnd: "High Contrast", css: "hc-black" },
  "hc-light": { idEnd: "High Contrast Light", css: "hc-light" },
} as const;
export type Theme = keyof typeof themes;

/**
 * The value of `workbench.colorTheme` for a theme. Editors name the same theme differently, and update old names in the
 * settings file at start.
 * @param editorRoot the folder of VS Code itself
 */
export function themeId(editorRoot: string, theme: Theme): string {
  const file = join(editorRoot, "extensions", "theme-defaults", "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { contributes: { themes: { id: string }[] } };
  const found = manifest.contributes.themes.find(({ id }) => id.endsWith(themes[theme].idEnd));
  if (!found) throw new Error(`This editor has no theme whose name ends with ${themes[theme].idEnd}.`);
  return found.id;
}

/** A selector that matches the workbench once the theme is active. */
export function themedWorkbench(theme: Theme): string {
  return `.monaco-workbench.${themes[theme].css}`;
}
