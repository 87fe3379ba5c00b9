import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { dialectGolden } from "./dialectGolden.ts";
import { goldenFile } from "./goldenFile.ts";
import { tableAnswers } from "./tableAnswers.ts";

/** Writes the dialect's golden file; with `--print`, to standard output. */
const text = dialectGolden(await tableAnswers());
if (process.argv.includes("--print")) process.stdout.write(text);
else {
  mkdirSync(dirname(goldenFile), { recursive: true });
  writeFileSync(goldenFile, text);
}
