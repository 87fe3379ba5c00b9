import assert from "node:assert/strict";
import { globMatcher } from "../../../../src/edit/paths/globs.ts";

const rows: [glob: string, fits: string[], others: string[]][] = [
  ["*.ts", ["a.ts", "src/a.ts", "a/b/c.ts"], ["a.tsx", "a.ts/b", "ts"]],
  ["src/*.ts", ["src/a.ts"], ["a.ts", "src/b/a.ts", "x/src/a.ts"]],
  ["**/*.test.ts", ["a.test.ts", "x/a.test.ts", "x/y/.test.ts"], ["a.ts", "test.ts"]],
  ["src/**", ["src/a", "src/a/b"], ["source/a", "a/src/b"]],
  ["src/", ["src/a", "src/a/b"], ["src2/a"]],
  ["**/test/**/*.ts", ["test/a.ts", "x/test/y/z/a.ts"], ["tests/a.ts", "test/a.js"]],
  ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/x", "b"]],
  ["{src,lib}/*.{ts,js}", ["src/a.ts", "lib/b.js"], ["bin/a.ts", "src/a.css"]],
  ["{a,b{c,d}}.txt", ["a.txt", "bc.txt", "x/bd.txt"], ["b.txt"]],
  ["file?.txt", ["file1.txt"], ["file.txt", "file12.txt", "file/.txt"]],
  ["[a-c]*.md", ["abc.md", "c.md"], ["d.md"]],
  ["[!a-c]*.md", ["d.md"], ["a.md"]],
  ["[]x].md", ["].md", "x.md"], ["a.md"]],
  ["./src/a.ts", ["src/a.ts"], ["a.ts"]],
  ["/src/a.ts", ["src/a.ts"], []],
  ["src\\a.ts", ["src/a.ts"], []],
  ["[id].tsx", ["i.tsx"], ["[id].tsx"]],
  ["{open", ["{open", "x/{open"], ["open"]],
  ["**", ["a", "a/b"], []],
  [".*", [".env", "a/.env"], ["a"]],
  ["a*b*c", ["abc", "axxbxxc", "abbc"], ["ab", "acb"]],
  ["😀*", ["😀a"], ["a"]],
];

describe("a glob", () => {
  for (const [glob, fits, others] of rows)
    it(`${glob} fits the paths that it says`, () => {
      const matches = globMatcher(glob);
      for (const path of fits) assert.ok(matches(path), path);
      for (const path of others) assert.ok(!matches(path), path);
    });

  it("takes no long time for any pattern and path", () => {
    const start = performance.now();
    const patterns = [`${"*a".repeat(100)}b`, `${"**/a*/".repeat(40)}b`, "{a,b}/{a,b}/{a,b}/{a,b}/{a,b}/{a,b}"];
    const path = `${"a/".repeat(200)}${"a".repeat(200)}`;
    for (const pattern of patterns) for (let time = 0; time < 50; time++) globMatcher(pattern)(path);
    assert.ok(performance.now() - start < 2000);
    assert.throws(() => globMatcher("{a,b}".repeat(20)), /too many/);
    assert.throws(() => globMatcher("a".repeat(301)), /too long/);
  });
});
