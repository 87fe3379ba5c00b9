import assert from "node:assert/strict";
import { applyEdit, type EditResult } from "../../../../src/edit/index.ts";
import { python, refused, script, taken } from "./placeholderCases.ts";
import { innocent } from "./placeholderInnocent.ts";
import { placeholders, presentCode } from "./placeholderWordings.ts";

const rewrite = (file: string, text: string): EditResult => applyEdit(file, { kind: "rewrite", text });
const replace = (oldText: string, newText: string): EditResult =>
  applyEdit(`first\n${oldText}last\n`, { kind: "replace", edits: [{ oldText, newText }] });
const patch = (file: string, text: string): EditResult => {
  const rows = (lines: string, mark: string): string =>
    lines
      .trimEnd()
      .split("\n")
      .map((line) => `${mark}${line}\n`)
      .join("");
  return applyEdit(file, { kind: "diff", text: `--- a/a\n+++ b/a\n@@ ... @@\n${rows(file, "-")}${rows(text, "+")}` });
};

const isRefused = (result: EditResult): boolean => !result.ok && result.error.kind === "placeholder";

describe("placeholders in words", () => {
  for (const [language, all] of Object.entries(placeholders))
    describe(language, () => {
      for (const words of all)
        it(words, () => {
          for (const { comment, file, now } of [python, script]) {
            const text = now(comment(words));
            for (const result of [rewrite(file, text), replace(file, text), patch(file, text)])
              assert.ok(isRefused(result), text);
          }
        });
    });

  describe("beside any loss", () => {
    const body = "def f(x):\n    a(x)\n    b(x)\n    c(x)\n    return x\n";
    const elements = "<p>a</p>\n<p>b</p>\n";
    for (const words of presentCode)
      it(words, () => {
        for (const [file, text] of [
          [body, `def f(x):\n    z(x)\n    # ${words}\n    return x\n`],
          [body, `def f(x):\n    z(x)\n    # ${words}\n`],
          [elements, `<p>x</p>\n<!-- ${words} -->\n`],
        ] as const)
          assert.ok(isRefused(rewrite(file, text)), text);
      });
    it("rest", () => {
      for (const text of ["<p>x</p>\n<!-- rest -->\n", "<p>x</p>\n<!-- the rest -->\n"])
        assert.ok(isRefused(rewrite(elements, text)), text);
    });
    it("is none that tells of a value", () => {
      for (const words of ["as is", "returned as is", "used as-is", "passed as is."]) {
        const text = `def f(x):\n    # ${words}\n    return x\n`;
        assert.ok(rewrite(body, text).ok, text);
        assert.ok(rewrite(`${body}\n\ndef g(x):\n    return x\n`, `${text}\n\ndef g(x):\n    return x\n`).ok, text);
      }
    });
    it("is one where it stands for a definition, or at the end", () => {
      for (const words of ["as is", "left as is", "keep as is"])
        for (const text of [python.now(`# ${words}`), `def load(path):\n    # ${words}\n`])
          assert.ok(isRefused(rewrite(python.file, text)), text);
    });
  });

  describe("whatever the marks of a comment are", () => {
    const marks: readonly ((words: string) => string)[] = [
      (words) => `# ${words}`,
      (words) => `## ${words}`,
      (words) => `#${words}`,
      (words) => `// ${words}`,
      (words) => `//${words}`,
      (words) => `/// ${words}`,
      (words) => `/* ${words} */`,
      (words) => `/** ${words} */`,
      (words) => `/*\n * ${words}\n */`,
      (words) => `/*\n${words}\n*/`,
      (words) => `<!-- ${words} -->`,
      (words) => `<!--\n  ${words}\n-->`,
      (words) => `-- ${words}`,
      (words) => `--[[ ${words} ]]`,
      (words) => `; ${words}`,
      (words) => `;; ${words}`,
      (words) => `% ${words}`,
      (words) => `' ${words}`,
      (words) => `REM ${words}`,
      (words) => `rem ${words}`,
      (words) => `! ${words}`,
      (words) => `"""${words}"""`,
      (words) => `"""\n${words}\n"""`,
      (words) => `\'\'\'${words}\'\'\'`,
      (words) => `{# ${words} #}`,
      (words) => `{/* ${words} */}`,
      (words) => `{/*\n  ${words}\n*/}`,
      (words) => `{{!-- ${words} --}}`,
      (words) => `<%-- ${words} --%>`,
      (words) => `<%# ${words} %>`,
      (words) => `@* ${words} *@`,
      (words) => `<# ${words} #>`,
      (words) => `(* ${words} *)`,
      (words) => `{- ${words} -}`,
      (words) => `=begin\n${words}\n=end`,
      (words) => `(${words})`,
      (words) => `[${words}]`,
      (words) => `<${words}>`,
    ];
    for (const mark of marks)
      it(mark("…"), () => {
        for (const words of ["keep everything else the same", "save and check stay as they are", "Rest bleibt gleich"])
          for (const indent of ["", "    "]) {
            const text = python.now(mark(words).replace(/^/gm, indent));
            assert.ok(isRefused(rewrite(python.file, text)), text);
            const crlf = text.replaceAll("\n", "\r\n");
            assert.ok(isRefused(rewrite(python.file.replaceAll("\n", "\r\n"), crlf)), text);
          }
      });
  });

  describe("in several lines, or one of them", () => {
    for (const comment of [
      "# save() and check()\n# stay as they are",
      "# The functions save and check are\n# unchanged.",
      "# Updated: load() parses now.\n# save() and check() are unchanged.",
      "# Updated: load() parses now. The rest of the file\n# stays the same.",
      "# Changes:\n# - load() parses now\n# - save() and check(): unchanged",
      "# 1. load: rewritten\n# 2. save: unchanged\n# 3. check: unchanged",
      "/*\n * load() parses now; the other functions\n * remain unchanged.\n */",
      "<!-- load is new.\n     save and check: unchanged -->",
      "The rest of the file stays the same.",
      "The functions save and check remain unchanged.",
    ])
      it(JSON.stringify(comment), () => {
        const text = python.now(comment);
        assert.ok(isRefused(rewrite(python.file, text)), text);
      });
  });

  describe("of whatever is defined", () => {
    for (const [name, file, text] of refused)
      it(name, () => {
        const result = rewrite(file, text);
        assert.ok(isRefused(result), JSON.stringify(result));
        assert.ok(isRefused(replace(file, text)));
      });
  });

  describe("are no placeholders", () => {
    for (const words of innocent)
      it(words, () => {
        for (const { comment, file, now } of [python, script]) {
          const text = now(comment(words));
          const result = rewrite(file, text);
          assert.ok(result.ok, result.ok ? "" : `${text}\n${result.error.message}`);
          assert.equal(result.text, text);
        }
      });
  });

  describe("are none where nothing is lost, or something else is said", () => {
    for (const [name, file, text] of taken)
      it(name, () => {
        const result = rewrite(file, text);
        assert.ok(result.ok, result.ok ? "" : result.error.message);
        assert.equal(result.text, text);
      });
  });
});
