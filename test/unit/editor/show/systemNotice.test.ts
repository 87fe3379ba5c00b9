import assert from "node:assert/strict";
import { noticeProgram } from "../../../../src/editor/show/systemNotice.ts";

describe("a notification of the operating system", () => {
  const words = { title: "Gemma Code", words: `"$(calc)"; '& | -e` };

  it("gets its words as arguments, never within a script", () => {
    for (const platform of ["linux", "darwin"] as const) {
      const { args } = noticeProgram(platform, words)!;
      assert.deepEqual(args.slice(-2), [words.title, words.words]);
      assert.ok(!args.slice(0, -2).some((arg) => arg.includes("calc")));
    }
  });

  it("gets its words by the environment on Windows, and names the program in full", () => {
    const { file, args, env } = noticeProgram("win32", { ...words, systemRoot: "D:\\Win" })!;
    assert.equal(file, "D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe");
    assert.ok(!args.some((arg) => arg.includes("calc")));
    assert.deepEqual(Object.values(env!), [words.title, words.words]);
  });

  it("takes words that begin like an option as words", () => {
    assert.deepEqual(noticeProgram("linux", { title: "T", words: "--help" })?.args.slice(-3), ["--", "T", "--help"]);
  });

  it("is not tried on a system that is not known", () => {
    assert.equal(noticeProgram("aix", words), undefined);
  });
});
