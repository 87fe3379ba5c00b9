import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { type Row, row } from "./row.ts";
import { staticBytes, totalBytes } from "./support/metafile.ts";

/** Sizes of what the production build made, from esbuild's own account of it. */
export async function bundleRows(): Promise<Row[]> {
  const host = metafile("host");
  const webview = metafile("webview");
  return [
    row("bundle.host.bytes", totalBytes(host), "bytes", "extension.js and all its chunks, minified"),
    row(
      "bundle.host.activation.bytes",
      staticBytes(host, "dist/extension.js"),
      "bytes",
      "extension.js and its static imports",
    ),
    row(
      "bundle.webview.bytes",
      staticBytes(webview, "dist/webview/main.js"),
      "bytes",
      "main.js and its static imports",
    ),
    row("bundle.webview.all.bytes", totalBytes(webview), "bytes", "with what loads later"),
  ];
}

function metafile(name: string): Metafile {
  return JSON.parse(
    readFileSync(fileURLToPath(new URL(`../out/meta/${name}.json`, import.meta.url)), "utf8"),
  ) as Metafile;
}
