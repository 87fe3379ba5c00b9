import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { goldenFile } from "../../../support/golden/goldenFile.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

describe("the golden file of the dialect", function () {
  this.timeout(120_000);

  it("holds the events of every table's answer; `npm run accept` rewrites it", () => {
    // The tables' files are loaded without their tests, which takes a process of its own.
    const options = ["--import=tsx", "test/support/golden/writeGolden.ts", "--print"];
    const now = execFileSync(process.execPath, options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 24 });
    const written = new Set(readFileSync(goldenFile, "utf8").split("\n"));
    const lines = now.split("\n");
    const others = lines.filter((line) => !written.has(line));
    const gone = [...written].filter((line) => !lines.includes(line));
    assert.deepEqual({ others, gone }, { others: [], gone: [] });
  });
});
