import { join } from "node:path";
import { isFile, which } from "../lib/run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** An installed Chromium-based browser: CHROME_PATH, then PATH, then the usual places; undefined if there is none. */
export function findChromium() {
  const named = process.env["CHROME_PATH"];
  if (named) return isFile(named) ? named : undefined;
  for (const name of names) {
    const found = which(name);
    if (found) return found;
  }
  return usualPlaces().find(isFile);
}

function usualPlaces() {
  if (process.platform === "darwin") {
    return [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];
  }
  if (process.platform === "win32") {
    return [process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google", "Chrome", "Application", "chrome.exe"),
        join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
      ]);
  }
  return [];
}
