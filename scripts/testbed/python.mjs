import { join } from "node:path";
import { run, which } from "../lib/run.mjs";

/** The system's Python 3, or undefined. */
export function findPython() {
  return which("python3") ?? which("python");
}

/**
 * Creates a virtual environment with packages.
 * @param {string} folder the environment's folder
 * @param {string[]} packages with exact versions
 * @returns {Promise<string>} the environment's python
 */
export async function makeVenv(folder, packages) {
  const python = requirePython();
  await run(python, ["-m", "venv", folder]);
  const own = pythonIn(folder);
  await run(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
  return own;
}

/** Python of the virtual environment in a folder. @param {string} folder */
export function pythonIn(folder) {
  return process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
}

/** @throws {Error} that says what to install if there is no Python */
export function requirePython() {
  const python = findPython();
  if (python) return python;
  throw new Error("Python 3 is needed to fetch this from PyPI: install it from https://www.python.org/downloads/.");
}
