import { findChromium } from "./findChromium.mjs";
import { ensurePrerequisites } from "./prerequisites.mjs";

/**
 * Finds a browser for Playwright, or installs one as root on Debian.
 * @returns {Promise<string>} the program's path
 * @throws {Error} that says how to get one
 */
export async function ensureChromium() {
  await ensurePrerequisites(["browser"]);
  const found = findChromium();
  if (!found) throw new Error("No Chromium was found although it was installed; set CHROME_PATH to its program.");
  return found;
}
