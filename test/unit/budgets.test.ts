import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { goals } from "../../bench/goals.ts";
import { staticBytes, totalBytes } from "../../bench/support/metafile.ts";

/** What decides the size of a production build (esbuild.js); built in memory, so that no earlier build is needed. */
const shared: BuildOptions = {
  absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  bundle: true,
  format: "esm",
  splitting: true,
  target: "es2023",
  minify: true,
  legalComments: "none",
  metafile: true,
  write: false,
  define: { "process.env.NODE_ENV": '"production"' },
};

function assertWithin(row: string, bytes: number): void {
  const most = goals[row]?.most ?? 0;
  assert.ok(bytes <= most, `${row} is ${bytes}, at most ${most} are allowed`);
  assert.ok(bytes > 0, `${row} was not measured`);
}

describe("budgets of what the editor loads", function () {
  this.timeout(30_000);

  it("keeps the host small, and what activation loads smaller still", async () => {
    const { metafile } = await build({
      ...shared,
      platform: "node",
      external: ["vscode", "node-llama-cpp"],
      entryPoints: ["src/extension.ts"],
      outdir: "dist",
    });
    assert.ok(metafile);
    assertWithin("bundle.host.bytes", totalBytes(metafile));
    assertWithin("bundle.host.activation.bytes", staticBytes(metafile, "dist/extension.js"));
  });

  it("keeps the panel's first script small", async () => {
    const { metafile } = await build({
      ...shared,
      platform: "browser",
      entryPoints: ["src/webview/main.tsx"],
      outdir: "dist/webview",
      jsx: "automatic",
      jsxImportSource: "preact",
    });
    assert.ok(metafile);
    assertWithin("bundle.webview.bytes", staticBytes(metafile, "dist/webview/main.js"));
  });
});
