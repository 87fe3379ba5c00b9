/**
 * Builds what the editor loads: `node esbuild.js [--production] [--watch] [--tests] [--out FOLDER]`.
 *
 *   dist/extension.js    the host; what is not needed at activation lies in dist/chunks and is imported when used
 *   dist/engine.js       the child process of the embedded engine
 *   dist/webview/main.js the panel, with its own chunks and the codicon font
 *   out/test/host        with --tests: the suites that run inside the editor
 *
 * --out puts dist and meta below another folder than the checkout's.
 * out/meta/*.json holds esbuild's account of each bundle: which file takes how many bytes, and what is loaded lazily.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
process.chdir(root);
const { values } = parseArgs({
  options: {
    production: { type: "boolean", default: false },
    watch: { type: "boolean", default: false },
    tests: { type: "boolean", default: false },
    out: { type: "string" },
  },
});
const { production, watch, tests, out } = values;
const dist = out ? join(out, "dist") : "dist";
const meta = join(out ?? "out", "meta");

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2023",
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
  logLevel: watch ? "info" : "warning",
  absWorkingDir: root,
  chunkNames: "chunks/[name]-[hash]",
  define: { "process.env.NODE_ENV": production ? '"production"' : '"development"' },
};
/** @type {esbuild.BuildOptions} */
const forNode = { ...shared, platform: "node", target: "node20", external: ["vscode", "node-llama-cpp", "mocha"] };

/** @type {Record<string, esbuild.BuildOptions>} */
const bundles = {
  host: { ...forNode, entryPoints: ["src/extension.ts"], outdir: dist },
  engine: {
    ...forNode,
    entryPoints: { engine: "src/providers/embedded/child/child.ts" },
    outdir: dist,
    splitting: false,
  },
  webview: {
    ...shared,
    platform: "browser",
    entryPoints: ["src/webview/main.tsx"],
    outdir: join(dist, "webview"),
    jsx: "automatic",
    jsxImportSource: "preact",
  },
};
if (tests) {
  const suites = readdirSync("test/host", { recursive: true }).filter((name) => String(name).endsWith(".test.ts"));
  const entryPoints = ["index.ts", ...suites].map((name) => join("test/host", String(name)));
  bundles["tests"] = { ...forNode, entryPoints, outbase: "test/host", outdir: "out/test/host", sourcemap: "inline" };
}

/** Files built in this run; everything else in the output folders is stale. @type {Set<string>} */
const made = new Set();
mkdirSync(meta, { recursive: true });
mkdirSync(join(dist, "webview"), { recursive: true });
for (const file of ["codicon.css", "codicon.ttf"]) {
  const target = join(dist, "webview", file);
  cpSync(join("node_modules/@vscode/codicons/dist", file), target);
  made.add(resolve(target));
}
await Promise.all(Object.entries(bundles).map(([name, options]) => build(name, options)));
if (!watch) removeStale(tests ? [dist, join("out", "test", "host")] : [dist]);

/** @param {string[]} folders */
function removeStale(folders) {
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true })) {
      const file = join(folder, String(name));
      if (!made.has(resolve(file)) && statSync(file).isFile()) rmSync(file);
    }
  }
}

/**
 * @param {string} name
 * @param {esbuild.BuildOptions} options
 */
async function build(name, options) {
  const account = {
    name: "account",
    /** @param {esbuild.PluginBuild} plugin */
    setup: (plugin) =>
      plugin.onEnd((result) => {
        if (!result.metafile) return;
        writeFileSync(join(meta, `${name}.json`), JSON.stringify(result.metafile));
        for (const file of Object.keys(result.metafile.outputs)) made.add(resolve(file));
      }),
  };
  const context = await esbuild.context({ ...options, plugins: [account] });
  if (watch) {
    await context.watch();
    return;
  }
  try {
    await context.rebuild();
  } finally {
    await context.dispose();
  }
}
