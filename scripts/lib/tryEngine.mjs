/** `node tryEngine.mjs FOLDER`: exits with 0 if the engine in FOLDER/node_modules loads its build for this platform. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const entry = join(resolve(process.argv[2] ?? "."), "node_modules", "node-llama-cpp", "dist", "index.js");
const { getLlama } = await import(pathToFileURL(entry).href);
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true });
if (!llama.systemInfo) throw new Error("The engine gave no account of this system.");
await llama.dispose();
