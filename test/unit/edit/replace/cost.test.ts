import assert from "node:assert/strict";
import { applyEdit, parseEdits } from "../../../../src/edit/index.ts";
import { cpuMs } from "../../../support/cpu.ts";

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
    "JSON data": `{"k":[${'[1,2,3,"abc"],'.repeat(350_000)}0]}`,
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
      const result = replace(`${file} needle ${file}`, "needle");
      assert.ok(result.ok && result.text.length === 2 * file.length + 5);
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
  describe("replaces all in one line", () => {
    const times = 60_000;
    const all: [string, string, string, string, string][] = [
      ["a word", "foo, ", "foo", "qux", "qux, "],
      ["a word, replaced by one that contains it", "foo, ", "foo", "foo_bar", "foo_bar, "],
      ["a word, replaced by several lines", "foo, ", "foo", "qux\nbar", "qux\nbar, "],
      ["equivalent quotes", "'foo', ", "‘foo’", "qux", "qux, "],
      ["adjacent places", "--", "-", "b;", "b;b;"],
      ["overlapping places", "aaaa", "aa", "b;", "b;b;"],
    ];
    for (const [name, part, oldText, newText, expected] of all)
      it(name, () => {
        const edits = [{ oldText, newText, replaceAll: true }];
        const result = timed(() => applyEdit(part.repeat(times), { kind: "replace", edits }));
        assert.ok(result.ok && result.text === expected.repeat(times));
      });
  });
  describe("goes through many equal lines", () => {
    const line = "    equal 'line'\n";
    const file = line.repeat(100_000);
    const crlf = file.replaceAll("\n", "\r\n");
    const refused: [string, string, string][] = [
      ["2,000 of them, then another", file, line.repeat(2000) + "other\n"],
      ["20,000 of them and another", file, line.repeat(20_000) + "other\n"],
      ["another, then 2,000 of them", file, "other\n" + line.repeat(2000)],
      ["with trailing white space", file, line.replace("\n", "  \n").repeat(2000) + "other\n"],
      ["in another indentation", file, line.trimStart().repeat(20_000) + "other\n"],
      ["in other typography", file, line.replaceAll("'", "’").repeat(2000) + "other\n"],
      ["in a CRLF file", crlf, line.repeat(2000) + "other\n"],
      ["with lines left out", file, `${line}...\nother\n`.repeat(200)],
      ["several times, exactly", file, line.repeat(20_000)],
      ["several times, in another indentation", file, line.trimStart().repeat(20_000)],
      ["several times, in a CRLF file", crlf, line.repeat(20_000)],
    ];
    for (const [name, text, search] of refused) it(name, () => assert.ok(!replace(text, search, "new\n").ok));
    it("replaces all of them, whatever their number", () => {
      const edits = [{ oldText: `${line.trimStart()}${line.trimStart()}`, newText: "x\n", replaceAll: true }];
      const result = timed(() => applyEdit(file, { kind: "replace", edits }));
      assert.ok(result.ok && result.text === "    x\n".repeat(50_000));
    });
    it("tells what stands there already", () => {
      const edits = [{ oldText: line.repeat(10_000), newText: line.repeat(20_000) + "other\n" }];
      const text = `a\n${line.repeat(10_000)}b\n`;
      const result = timed(() => applyEdit(text, { kind: "replace", edits }));
      assert.ok(result.ok && result.text === `a\n${line.repeat(20_000)}other\nb\n`);
    });
    it("chooses one by its number", () => {
      const edits = [{ oldText: line, newText: "x\n", startLine: 500 }];
      const result = timed(() => applyEdit(file, { kind: "replace", edits }));
      assert.ok(result.ok && result.text.startsWith(`${line.repeat(499)}x\n`));
    });
  });
  it("applies a patch of 1,000 hunks to a file that repeats itself", () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => (i % 10 === 5 ? `  item ${i};` : "  equal();"));
    const hunks = lines.flatMap((line, i) =>
      i % 20 === 5 ? [`@@ -${i},3 +${i},3 @@`, `   equal();`, `-${line}`, `+  changed ${i};`, `   equal();`] : [],
    );
    const text = ["--- a/a.txt", "+++ b/a.txt", ...hunks, ""].join("\n");
    const result = timed(() => applyEdit(lines.join("\n") + "\n", { kind: "diff", text }));
    assert.ok(result.ok && result.edits.length === 1000);
    const equal = "  equal();\n".repeat(20_000);
    assert.ok(!timed(() => applyEdit(equal, { kind: "diff", text: text.replace(/item|changed/g, "equal") })).ok);
  });
  it("keeps what 2,000 elisions stand for", () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i};\n`);
    const some = lines.filter((_, i) => i % 10 === 0);
    const oldText = some.join("...\n");
    const result = replace(lines.join(""), oldText, oldText.replace("line 0;", "first;"));
    assert.ok(result.ok && result.text === lines.join("").replace("line 0;", "first;"));
  });
  it("gives large blocks another indentation", () => {
    const lines = (name: string, indent: string): string =>
      Array.from({ length: 20_000 }, (_, i) => `${indent}${name}${i};\n`).join("");
    const result = replace(lines("a", "    "), lines("a", "  "), lines("b", "  "));
    assert.ok(result.ok && result.text === lines("b", "    "));
  });
  it("looks for stubs that leave bodies out", () => {
    assert.ok(!replace("def f():\n    pass\n".repeat(2000), "x", "def f(a): ...\n".repeat(5000)).ok);
    const documented = `def f():\n    """\n${"    word\n".repeat(30_000)}    """\n    ...\n`;
    assert.ok(replace("x\n", "x\n", `${documented}\n${documented}`).ok);
  });
  it("looks for comments that stand for what is lost", () => {
    const file = Array.from({ length: 30_000 }, (_, i) => `def f${i}():\n    return ${i}\n`).join("");
    const remarks = Array.from(
      { length: 30_000 },
      (_, i) => `# the rest of f${i} waits for its turn in the queue\n`,
    ).join("");
    assert.ok(timed(() => applyEdit(file, { kind: "rewrite", text: remarks })).ok);
    const names = timed(() => applyEdit(file, { kind: "rewrite", text: `${remarks}# f7 stays as it is\n` }));
    assert.ok(!names.ok && names.error.kind === "placeholder");
    const open = "a.a.a.".repeat(40) + "(((";
    assert.ok(
      timed(() => applyEdit(`${open}\n`.repeat(5000), { kind: "rewrite", text: '/* """ <!-- keep\n'.repeat(9000) })).ok,
    );
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
