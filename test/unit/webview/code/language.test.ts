import assert from "node:assert/strict";
import { colour } from "../../../../src/webview/code/languages.ts";
import { languageName, languageOfPath } from "../../../../src/webview/code/language.ts";

describe("the language of code", () => {
  it("has a name", () => {
    assert.equal(languageName("ts"), "TypeScript");
    assert.equal(languageName("kotlin"), "Kotlin");
    assert.equal(languageName(""), "Text");
  });
  it("follows from a file's ending", () => {
    assert.equal(languageOfPath("a/b.test.TS"), "ts");
    assert.equal(languageOfPath("Makefile"), "");
  });
});

describe("colouring code", () => {
  it("marks words and escapes everything else", () => {
    assert.equal(colour("if (a < b) {}", "ts"), '<span class="hljs-keyword">if</span> (a &lt; b) {}');
  });
  it("knows the usual short names", () => {
    for (const name of [
      "js",
      "jsx",
      "tsx",
      "py",
      "sh",
      "c++",
      "cs",
      "rs",
      "go",
      "html",
      "yml",
      "toml",
      "jsonc",
      "md",
      "docker",
      "rb",
      "kt",
    ]) {
      assert.notEqual(colour("x", name), undefined, name);
    }
  });
  it("gives nothing for a language it does not know", () => {
    assert.equal(colour("x", "brainfog"), undefined);
  });
});
