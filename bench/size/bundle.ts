import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { type Row, row } from "../row.ts";
import { staticBytes, totalBytes } from "../support/metafile.ts";
import { productFolder } from "../support/product.ts";

/** The sizes of the production build, from esbuild's metafile. */
export async function bundleRows(): Promise<Row[]> {
  const folder = await productFolder();
  const host = metafile(folder, "host");
  const webview = metafile(folder, "webview");
  return [
    row("bundle.host.bytes", totalBytes(host), "bytes", "extension.js and all its chunks, minified"),
    row("bundle.host.activation.bytes", entryBytes(host, "extension.js"), "bytes", "extension.js, static imports"),
    row("bundle.webview.bytes", entryBytes(webview, "main.js"), "bytes", "main.js, static imports"),
    row("bundle.webview.all.bytes", totalBytes(webview), "bytes", "with what loads later"),
  ];
}

function metafile(folder: string, name: string): Metafile {
  return JSON.parse(readFileSync(join(folder, "meta", `${name}.json`), "utf8")) as Metafile;
}

/** The metafile names outputs by paths from the checkout to the folder of the build. */
function entryBytes(meta: Metafile, file: string): number {
  const entry = Object.keys(meta.outputs).find((path) => path.endsWith(`/${file}`));
  return staticBytes(meta, entry ?? file);
}
