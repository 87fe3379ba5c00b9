import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a test calls a colour theme, the end of its id in any editor version, and its class on the page. */
const themes = {
  dark: { idEnd: "Dark Modern", css: "vs-dark" },
  light: { idEnd: "Light Modern", css: "vs" },
  "hc-dark": { idEnd: "High Contrast", css: "hc-black" },
  "hc-light": { idEnd: "High Contrast Light", css: "hc-light" },
} as const;
export type Theme = keyof typeof themes;

/**
 * The value of `workbench.colorTheme` for a theme: editors name the same theme differently, and rewrite an older name in
 * the settings file when they start.
 * @param editorRoot the folder that holds VS Code itself
 */
export function themeId(editorRoot: string, theme: Theme): string {
  const file = join(editorRoot, "extensions", "theme-defaults", "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { contributes: { themes: { id: string }[] } };
  const found = manifest.contributes.themes.find(({ id }) => id.endsWith(themes[theme].idEnd));
  if (!found) throw new Error(`This editor has no theme whose name ends with ${themes[theme].idEnd}.`);
  return found.id;
}

/** The selector that matches the workbench once it wears the theme. */
export function themedWorkbench(theme: Theme): string {
  return `.monaco-workbench.${themes[theme].css}`;
}
