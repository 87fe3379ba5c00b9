import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Prints a line of progress to standard error; standard output is for results. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a program to its end. Hides its output unless it fails or GEMMA_CODE_VERBOSE is set.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, nice?: number }} [options] `nice`: lower
 * priority, 1 to 19
 * @returns {Promise<string>} its standard output
 * @throws {Error} with the end of its output if it exits with another code than 0, or times out
 */
export function run(command, args, options = {}) {
  const lower = options.nice !== undefined && process.platform !== "win32";
  const [program, list] = lower ? ["nice", ["-n", String(options.nice), command, ...args]] : [command, args];
  const verbose = process.env["GEMMA_CODE_VERBOSE"] !== undefined;
  return new Promise((resolve, reject) => {
    const child = spawn(program, list, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: options.timeoutMs ?? 30 * 60_000,
      killSignal: "SIGKILL",
    });
    let output = "";
    let tail = "";
    /** @param {Buffer} data */
    const keep = (data) => {
      tail = (tail + data.toString()).slice(-4000);
      if (verbose) process.stderr.write(data);
    };
    child.stdout.on("data", (data) => {
      output += data;
      keep(data);
    });
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}:\n${tail.trim()}`));
    });
  });
}

/**
 * Runs npm; the running one, if this script was started by npm. Removes variables that an outer `npm run` sets for its
 * own package.
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, node?: string }} [options] `node`: the Node that runs npm and is
 * first on PATH
 */
export function npm(args, options = {}) {
  const node = options.node ?? process.execPath;
  const inherited = Object.entries(process.env).filter(([name]) => !outerRun.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    ...options.env,
    PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  return run(node, [npmCli(), ...args, "--no-audit", "--no-fund"], { ...options, env });
}

/** Variables that an outer `npm run` sets for its own package. */
const outerRun = /^(npm_(package|lifecycle|command|config_local_prefix|config_prefix)|INIT_CWD$)/;

/** npm's program file: of the npm that runs us, otherwise of `npm` on PATH. */
function npmCli() {
  const own = process.env["npm_execpath"];
  if (own?.endsWith("npm-cli.js")) return own;
  const candidates = [
    join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  const found = candidates.find(isFile);
  if (found) return found;
  const root = spawnSync("npm", ["root", "-g"], { encoding: "utf8", shell: process.platform === "win32" });
  const cli = join((root.stdout ?? "").trim(), "npm", "bin", "npm-cli.js");
  if (isFile(cli)) return cli;
  throw new Error("npm was not found. It comes with Node.js: install Node 20 or newer from https://nodejs.org.");
}

/**
 * The full path of a program on PATH, or undefined.
 * @param {string} name
 */
export function which(name) {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (folder !== "" && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} path */
export function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return isFile(path);
  } catch {
    return false;
  }
}
