import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { run, say, which } from "../lib/run.mjs";
import { editorIsCached } from "./editor.mjs";
import { findChromium } from "./findChromium.mjs";
import { llamaServerIsCached } from "./llamaServer.mjs";
import { modelIsCached } from "./model.mjs";
import { findPython } from "./python.mjs";
import { tinyGemma4IsCached } from "./tinyGemma4.mjs";

/**
 * System programs that a set-up needs, checked before anything long starts.
 * @typedef {"browser" | "editor" | "model" | "llama-server"} Want
 * @typedef {{ name: string, debian: string[], elsewhere: string, present: () => boolean }} Prerequisite
 */

/** @type {Prerequisite} */
const chromium = {
  name: "Chromium (or Chrome, or Edge)",
  debian: ["chromium", "fonts-dejavu-core", "fonts-liberation"],
  elsewhere: "install Google Chrome or set CHROME_PATH to a Chromium-based browser",
  present: () => findChromium() !== undefined,
};
/** @type {Prerequisite} */
const python = {
  name: "Python 3 with venv and pip",
  debian: ["python3", "python3-venv", "python3-pip"],
  elsewhere: "install Python 3 from https://www.python.org/downloads/",
  present: () => {
    const found = findPython();
    return found !== undefined && spawnSync(found, ["-c", "import ensurepip, pip, venv"]).status === 0;
  },
};
/** @type {Prerequisite} */
const compiler = {
  name: "a C++ compiler",
  debian: ["g++"],
  elsewhere: "install a C++ compiler (macOS: xcode-select --install; Windows: Visual Studio Build Tools)",
  present: () => process.platform === "win32" || ["c++", "g++", "clang++"].some((name) => which(name) !== undefined),
};
/** @type {Prerequisite} */
const make = {
  name: "make",
  debian: ["make"],
  elsewhere: "install make (macOS: xcode-select --install)",
  present: () => process.platform === "win32" || which("make") !== undefined,
};
/** @type {Prerequisite} */
const cmake = {
  name: "CMake",
  debian: ["cmake"],
  elsewhere: "install CMake from https://cmake.org/download/",
  present: () => which("cmake") !== undefined,
};

/** @param {Want} want @returns {Prerequisite[]} */
function needsOf(want) {
  switch (want) {
    case "browser":
      return [chromium];
    case "editor":
      return editorIsCached() ? [] : [python, compiler, make];
    case "model":
      return modelIsCached() && tinyGemma4IsCached() ? [] : [python];
    case "llama-server":
      return llamaServerIsCached() ? [] : [python, compiler, make, cmake];
  }
}

/**
 * What the named set-ups lack on this machine; empty if they can start.
 * @param {Want[]} wants
 */
export function missingPrerequisites(wants) {
  return [...new Set(wants.flatMap(needsOf))].filter((one) => !one.present());
}

/**
 * Installs what the named set-ups need, as root on Debian, and says so.
 * @param {Want[]} wants
 * @throws {Error} one message that lists all missing programs and how to get them
 */
export async function ensurePrerequisites(wants) {
  let missing = missingPrerequisites(wants);
  if (missing.length > 0 && isDebian() && process.getuid?.() === 0) {
    const packages = [...new Set(missing.flatMap((one) => one.debian))];
    say(`Installing with apt-get, since this is root on Debian: ${packages.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
    missing = missingPrerequisites(wants);
  }
  if (missing.length > 0) throw new Error(messageFor(missing));
}

/** @param {Prerequisite[]} missing */
function messageFor(missing) {
  const lines = missing.map((one) => `  - ${one.name}: ${one.elsewhere}`);
  const debian = `On Debian: sudo apt-get install ${missing.flatMap((one) => one.debian).join(" ")}`;
  return ["This machine lacks:", ...lines, ...(isDebian() ? [debian] : [])].join("\n");
}

/** Debian or a derivative: apt-get exists. */
function isDebian() {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, "utf8"));
}
