import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { joined, outcomeOf } from "../../../scripts/testing/outcome.mjs";
import type { ResultLine } from "../../support/runner/reporter.ts";

type End = Parameters<typeof outcomeOf>[2];

const began = (title: string): ResultLine => ({ type: "start", title });
const passed = (title: string): ResultLine => ({ type: "pass", title, ms: 1 });

/** How a run ended, what it had written by then, and what is said of it. */
const cases: { what: string; lines: ResultLine[]; end: End; wrong: RegExp | undefined }[] = [
  {
    what: "in order",
    lines: [began("a"), passed("a"), { type: "end" }],
    end: { ended: "exit", code: 0 },
    wrong: undefined,
  },
  {
    what: "hung in a test",
    lines: [began("a"), passed("a"), began("b")],
    end: { ended: "timeout" },
    wrong: /stopped, in "b"\./,
  },
  {
    what: "hung before any test",
    lines: [],
    end: { ended: "timeout" },
    wrong: /stopped, in its start\./,
  },
  {
    what: "kept open by something after the tests",
    lines: [began("a"), passed("a"), { type: "end" }],
    end: { ended: "timeout" },
    wrong: /stopped, after its last test\./,
  },
  {
    what: "crashed in a test",
    lines: [began("a")],
    end: { ended: "signal", signal: "SIGSEGV" },
    wrong: /SIGSEGV, in "a"\./,
  },
  {
    what: "left by a test",
    lines: [began("a")],
    end: { ended: "exit", code: 0 },
    wrong: /ended with 0 before its tests did, in "a"/,
  },
  { what: "without a test", lines: [{ type: "end" }], end: { ended: "exit", code: 0 }, wrong: /no test/ },
];

describe("the outcome of a run", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "gemma-code-outcome-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { what, lines, end, wrong } of cases) {
    it(what, () => {
      const file = join(folder, "results.jsonl");
      writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      const { failed } = outcomeOf("unit", file, end, 1);
      assert.equal(failed.length, wrong ? 1 : 0);
      if (wrong) assert.match(failed[0]?.error ?? "", wrong);
    });
  }
});

describe("a runner whose suites several processes share", () => {
  it("has the tests of all of them, and the time of the slowest", () => {
    const part = (passed: number, seconds: number, failed: string[] = []) => ({
      runner: "unit",
      passed,
      failed: failed.map((title) => ({ title, error: "" })),
      skipped: [],
      seconds,
    });
    const whole = joined([part(3, 4), part(5, 2, ["a test"])]);
    assert.deepEqual([whole.passed, whole.failed.length, whole.seconds], [8, 1, 4]);
  });
});
