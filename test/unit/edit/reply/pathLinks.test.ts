import assert from "node:assert/strict";
import { linkTargets, namesFile, piecesOf } from "../../../../src/edit/reply/pathLinks.ts";

/** Whether a link leads to a path at a line, where that is what the workspace holds. */
function opens(href: string, path: string, line?: number): boolean {
  const found = linkTargets(href).find((target) => target.path === path);
  return found !== undefined && found.line === line;
}

const names = [
  "kebab-case-name.md",
  "docs/getting-started.md",
  "packages/@scope/x.ts",
  "src/routes/+page.svelte",
  "app/[id]/page.tsx",
  "app/(group)/page.tsx",
  "my file.txt",
  "a & b.txt",
  "100%.md",
  "größe/straße.ts",
  "日本/語.ts",
  "a#b.cs",
  "c++/x.cpp",
  "file-1-2.log",
  "2024-05-01.md",
  "/abs/my-project/src/a.ts",
  "Makefile",
  ".env-sample",
  "a,b;c.txt",
  "src/{id}/a.ts",
  "src/it's.ts",
  "src/a=b.ts",
  "src/[[...slug]]/page.tsx",
  "docs/my file.md",
  "src/page one & two.tsx",
  "src/Makefile",
  ".github/workflows/ci.yml",
];

/** Names as a code span or running text names a file: with a folder, or with a line behind. */
const inFolders = names.filter((name) => name.includes("/"));
const commands = [
  "cat src/a.ts",
  "npm run build/all.js",
  "node src/a.js --out dist/a.js",
  "git show HEAD:src/a.ts",
  "src/run.sh -v a.txt",
  "src/a.ts src/b.ts",
  "https://example.com/a.ts",
  "x = a/b.c",
  "a/b",
  "and/or",
  "1/2.5",
  "Array.map",
  "a.ts",
];
/** What may stand around a place in running text, which is no part of it. */
const around: [before: string, behind: string][] = [
  ["See ", " there."],
  ["(", ")"],
  ["[", "]"],
  ["“", "”"],
  ["'", "'"],
  ['"', '"'],
  ["See ", "."],
  ["See ", ", and"],
  ["See ", "; then"],
  ["See ", "!"],
  ["at f (", ")"],
  ["it's in ", " now"],
  ["", ""],
];

describe("links to files", () => {
  for (const name of names) {
    it(`lead to ${name}, raw and encoded, with and without a line`, () => {
      const encoded = name.split("/").map(encodeURIComponent).join("/");
      for (const [href, line] of [
        ["", undefined],
        [":3", 3],
        [":3:7", 3],
        [":3-9", 3],
        ["#L3", 3],
        ["#L3-L9", 3],
        ["#L3C1-L9C2", 3],
        ["(3)", 3],
        ["(3,7)", 3],
        [":L3", 3],
        [":3–9", 3],
        [", line 3", 3],
        [" line 3", 3],
        [", lines 3-9", 3],
      ] as const) {
        assert.ok(opens(`${encoded}${href}`, name, line), `${encoded}${href}`);
        assert.ok(opens(`${name}${href}`, name, line), `${name}${href}`);
        assert.ok(
          opens(`./${encoded}${href}`, name.replace(/^\/+/, name.startsWith("/") ? "/" : ""), line) ||
            name.startsWith("/"),
        );
      }
    });
  }

  for (const name of names) {
    it(`are made of code spans: ${name}`, () => {
      const [spans, encoded] = [
        inFolders.includes(name) ? [name] : [],
        name.split("/").map(encodeURIComponent).join("/"),
      ];
      for (const span of [...spans, `${name}:3`, `${name}:3-9`, `${encoded}:3`, `${name}#L3`])
        assert.ok(namesFile(span), span);
    });
  }

  for (const command of commands)
    it(`are not made of a code span that is no file: ${command}`, () => assert.equal(namesFile(command), false));

  for (const name of inFolders.filter((each) => !/[\s,;=]/.test(each) && /\.\w+$/.test(each))) {
    it(`are made of places in running text, whole: ${name}`, () => {
      for (const place of [`${name}:3`, `${name}:3-9`, `${name.replaceAll("/", "\\")}:3`]) {
        for (const [before, behind] of around) {
          const found = piecesOf(`${before}${place}${behind}`).filter(({ link }) => link);
          assert.deepEqual(found, [{ text: place, link: true }], `${before}${place}${behind}`);
        }
      }
    });
  }

  it("lead to a path in Windows's spelling", () => {
    assert.ok(opens("src\\win\\a.ts:3", "src/win/a.ts", 3));
    assert.ok(opens(".\\src\\a.ts", "src/a.ts"));
    assert.ok(opens("C:\\w\\a.ts:3", "C:\\w\\a.ts", 3));
  });

  it("lead to a heading of a document", () => {
    assert.ok(opens("docs/a.md#install-it", "docs/a.md"));
  });

  it("starting with a slash may start at the workspace", () => {
    assert.deepEqual(
      linkTargets("/src/a.ts:2").map(({ path }) => path),
      ["/src/a.ts", "/src/a.ts:2", "src/a.ts", "src/a.ts:2"],
    );
  });

  it("with a file address lead to its path, with other schemes nowhere", () => {
    assert.ok(opens("file:///w/my-app/src/a%20b.ts#L4", "/w/my-app/src/a b.ts", 4));
    assert.ok(opens("file:///C:/w/a.ts", "C:/w/a.ts"));
    for (const href of ["vscode://x/y", "command://x", "file://server/share/a.ts"])
      assert.deepEqual(linkTargets(href), []);
  });

  it("are read in linear time", () => {
    for (const text of [
      "a-".repeat(50_000),
      "(".repeat(50_000),
      "a/".repeat(50_000),
      "#".repeat(50_000),
      "[a".repeat(50_000),
    ]) {
      const start = process.cpuUsage();
      linkTargets(text);
      namesFile(text);
      const { user } = process.cpuUsage(start);
      assert.ok(user < 500_000, `${user} µs for ${text.slice(0, 4)}`);
    }
  });
});
