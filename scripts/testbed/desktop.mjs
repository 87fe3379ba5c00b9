import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { chosenEditor, editorCanRun } from "./editor.mjs";
import { isFile, say, which } from "../lib/run.mjs";

/**
 * Desktop VS Code's program: VSCODE_PATH, otherwise the one of `code` on PATH; undefined if there is none.
 * @returns {string | undefined}
 */
export function findDesktop() {
  const named = process.env["VSCODE_PATH"];
  if (named) return isFile(named) ? named : undefined;
  const command = which("code");
  if (!command) return undefined;
  const folder = dirname(realpathSync(command));
  const candidates = {
    darwin: [join(folder, "..", "..", "..", "MacOS", "Electron"), join(folder, "..", "..", "..", "MacOS", "Code")],
    win32: [join(folder, "..", "Code.exe")],
  };
  const places = Object.hasOwn(candidates, process.platform)
    ? candidates[/** @type {keyof typeof candidates} */ (process.platform)]
    : [join(folder, "..", "code"), join(folder, "code")];
  return places.find((place) => isFile(place) && place !== command);
}

/** Whether a window can be shown. */
export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/**
 * Whether host suites can run in desktop VS Code. It needs a display, and must be installed, or downloadable
 * (GEMMA_CODE_DOWNLOAD_VSCODE=1), or be the platform's only editor.
 */
export function desktopServes() {
  const download = process.env["GEMMA_CODE_DOWNLOAD_VSCODE"] === "1" || !editorCanRun();
  return hasDisplay() && (findDesktop() !== undefined || download);
}

/**
 * The desktop VS Code for host suites; downloaded into .vscode-test/ if none is installed.
 * @returns {Promise<string>}
 */
export async function ensureDesktop() {
  const found = findDesktop();
  if (found) return found;
  const { vscode } = chosenEditor();
  say(`Downloading VS Code ${vscode}…`);
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  return downloadAndUnzipVSCode(vscode);
}
