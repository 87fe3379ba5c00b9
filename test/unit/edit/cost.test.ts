import assert from "node:assert/strict";
import { applyEdit, parseEdits } from "../../../src/edit/index.ts";
import { cpuMs } from "../../support/cpu.ts";

/** Far above what it takes (some 100 ms), far below what anything quadratic would (minutes). */
const atMost = 5000;

function timed<T>(run: () => T): T {
  let result: T | undefined;
  const ms = cpuMs(() => (result = run()));
  assert.ok(ms < atMost, `${ms} ms`);
  return result as T;
}

const replace = (file: string, oldText: string, newText = "new"): ReturnType<typeof applyEdit> =>
  timed(() => applyEdit(file, { kind: "replace", edits: [{ oldText, newText }] }));

describe("edit engine: cost", function () {
  this.timeout(60_000);
  const oneLine = {
    "one letter": "a".repeat(5_000_000),
    data: `{"k":[${'[1,2,3,"abc"],'.repeat(350_000)}0]}`,
    "words and quotes": "the quick brown fox “jumps” ".repeat(180_000),
  };
  for (const [name, file] of Object.entries(oneLine))
    it(`searches a line of 5 MB: ${name}`, () => {
      const searches = [
        `${"a".repeat(100)}b`,
        `${"a".repeat(10_000)}b${"a".repeat(10_000)}`,
        "abc\ndef",
        'the quick brown "jump"',
        "zzz quick fox",
        `${file.slice(1000, 60_000)}!`,
        "  x\n  y\n",
      ];
      for (const search of searches) assert.ok(!replace(file, search).ok);
      const result = replace(`${file}needle${file}`, "needle");
      assert.ok(result.ok && result.text.length === 2 * file.length + 3);
    });
  it("searches many lines of little", () => {
    const file = "}\n".repeat(200_000);
    assert.ok(!replace(file, "}\n}\n;\n").ok);
    assert.ok(!replace(file, "  }\n}\n").ok);
    assert.ok(!replace(file, "x\n").ok);
    const all = timed(() =>
      applyEdit(file, { kind: "replace", edits: [{ oldText: "}", newText: "};", replaceAll: true }] }),
    );
    assert.ok(all.ok && all.text === "};\n".repeat(200_000));
  });
  it("looks for stubs that leave bodies out", () => {
    assert.ok(!replace("def f():\n    pass\n".repeat(2000), "x", "def f(a): ...\n".repeat(5000)).ok);
  });
  it("rewrites a large file into an unlike one", () => {
    const file = Array.from({ length: 50_000 }, (_, i) => `line ${i % 100}`).join("\n");
    const text = Array.from({ length: 50_000 }, (_, i) => `line ${(i * 7) % 130}`).join("\n");
    const result = timed(() => applyEdit(file, { kind: "rewrite", text }));
    assert.ok(result.ok && result.text === text);
  });
  it("reads a long reply", () => {
    const part = "Some prose.\n\na.ts\n```ts\n<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE\n```\n\n";
    assert.equal(timed(() => parseEdits(part.repeat(5000))).length, 1);
    const open = "```ts\nlet a;\n<<<<<<< SEARCH\nx\n";
    assert.deepEqual(
      timed(() => parseEdits(open.repeat(3000))),
      [],
    );
  });
});
