/**
 * `npm run package`: out/gemma-code-<version>.vsix, for every platform, without the embedded engine.
 * `npm run package -- --target linux-x64`: out/gemma-code-<target>-<version>.vsix with the engine for that platform inside.
 */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { copyEngine, proveEngine } from "./lib/engineFiles.mjs";
import { build, ensureDependencies, root, script } from "./lib/project.mjs";
import { run, say } from "./lib/run.mjs";
import { engineTargets, ensureEngine } from "./testbed/engine.mjs";

const ignoreFile = join(root, ".vscodeignore");

await script(async () => {
  const { values } = parseArgs({ options: { target: { type: "string" } } });
  const { target } = values;
  if (target && !engineTargets.includes(target)) {
    throw new Error(`There is no engine for "${target}". Targets: ${engineTargets.join(", ")}.`);
  }
  await ensureDependencies();
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = join(root, "out", [manifest.name, target, `${manifest.version}.vsix`].filter(Boolean).join("-"));
  mkdirSync(dirname(file), { recursive: true });
  const stage = mkdtempSync(join(tmpdir(), "gemma-code-package-"));
  try {
    await fill(stage, manifest);
    if (target) await addEngine(stage, target);
    const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
    const args = ["package", "--no-rewrite-relative-links", "--out", file, ...(target ? ["--target", target] : [])];
    await run(process.execPath, [vsce, ...args], { cwd: stage });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const megabytes = (statSync(file).size / 1e6).toFixed(2);
  process.stdout.write(`${relative(root, file)}: ${statSync(file).size} bytes (${megabytes} MB)\n`);
});

/**
 * Fills the folder to be packed: the files that .vscodeignore allows, and a fresh build. The checkout's own build is
 * unchanged. The manifest loses what only the checkout needs, so packing runs no scripts.
 * @param {string} stage
 * @param {Record<string, unknown>} manifest
 */
async function fill(stage, manifest) {
  for (const name of new Set(readFileSync(ignoreFile, "utf8").match(/(?<=^!)[^/\n]+/gm))) {
    if (name !== "dist") cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  cpSync(ignoreFile, join(stage, ".vscodeignore"));
  const { scripts: _scripts, devDependencies: _devDependencies, ...shipped } = manifest;
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(shipped, null, 2)}\n`);
  await build("--production", "--out", stage);
}

/**
 * @param {string} stage
 * @param {string} target
 */
async function addEngine(stage, target) {
  copyEngine(await ensureEngine(target), join(stage, "engine"));
  appendFileSync(join(stage, ".vscodeignore"), "!engine/**\n");
  if (target === `${process.platform}-${process.arch}`) await proveEngine(join(stage, "engine"));
  else say(`The engine for ${target} was not tried: this is ${process.platform}-${process.arch}.`);
}
