import assert from "node:assert/strict";
import { commandIn, expanded, inputsOf, promptFile } from "../../../../../src/agent/context/instructions/promptFile.ts";

const file = (text: string, path = ".github/prompts/write-tests.prompt.md") => promptFile(path, text);

describe("a prompt file", () => {
  const rows: [name: string, text: string, path: string, is: Partial<ReturnType<typeof file>>][] = [
    [
      "by its file's name",
      "Write tests.",
      "a/write-tests.prompt.md",
      { name: "write-tests", body: "Write tests.", onlyAnswers: false },
    ],
    [
      "by its own name",
      "---\nname: tests\ndescription: 'All tests'\nargument-hint: file\n---\nGo.",
      "a/x.prompt.md",
      { name: "tests", description: "All tests", hint: "file" },
    ],
    ["by a name of two words", "---\nname: my tests\n---\nGo.", "a/x.prompt.md", { name: "my-tests" }],
    ["by its file's name, if its own is no name", "---\nname: a/../b\n---\nGo.", "a/x.prompt.md", { name: "x" }],
    ["that only answers", "---\nagent: ask\ntools: [edit]\n---\nGo.", "a/x.prompt.md", { onlyAnswers: true }],
    ["that only answers, in the older field", "---\nmode: 'ask'\n---\nGo.", "a/x.prompt.md", { onlyAnswers: true }],
    ["with broken front matter", "---\nwhat is this\n---\nGo.", "a/x.prompt.md", { name: "x", body: "Go." }],
  ];
  for (const [name, text, path, is] of rows) {
    it(`is a command ${name}`, () => {
      const read = file(text, path);
      assert.deepEqual({ ...read, ...is }, read);
    });
  }

  it("without a text is none", () => assert.equal(file("---\nname: x\n---\n\n"), undefined));

  const files = [file("Go.", "a/go.prompt.md")!, file("Test.", "a/go-on.prompt.md")!];
  const typed: [text: string, name: string | undefined, rest?: string][] = [
    ["/go", "go", ""],
    ["/GO  now\nand here", "go", "now\nand here"],
    [" /go-on x", "go-on", "x"],
    ["/gone", undefined],
    ["please /go", undefined],
    ["/ go", undefined],
    ["//go", undefined],
    ["/usr/bin/go", undefined],
  ];
  for (const [text, name, rest] of typed) {
    it(`${name === undefined ? "is not" : "is"} what ${JSON.stringify(text)} begins with`, () => {
      const found = commandIn(text, files);
      assert.deepEqual([found?.file.name, found?.rest], [name, rest]);
    });
  }

  it("asks for each input once", () => {
    assert.deepEqual(inputsOf("${input:a} ${input:b:such as x} ${input:a:again} ${file}"), [
      { name: "a", placeholder: "" },
      { name: "b", placeholder: "such as x" },
    ]);
  });

  it("is filled in once: what a value holds is no variable", () => {
    const values = new Map([
      ["input:a", "${selection}"],
      ["selection", "$& ${file}"],
      ["file", "src/a.ts"],
    ]);
    assert.equal(
      expanded("${input:a}|${input:none}|${selection}|${file}|${fileBasename}|${HOME}|${env:KEY}|$x", values, "more"),
      "${selection}||$& ${file}|src/a.ts||${HOME}|${env:KEY}|$x\n\nmore",
    );
  });
});
