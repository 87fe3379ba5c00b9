import assert from "node:assert/strict";
import { commandText } from "../../../../src/editor/code/commandText.ts";

describe("commands for a terminal", () => {
  const rows: [name: string, code: string, text: string][] = [
    ["one line", "npm test\n", "npm test"],
    ["several lines", "npm ci\nnpm test\n", "npm ci\nnpm test"],
    ["comments and blank lines", "# Install first\n\nnpm ci\n", "npm ci"],
    ["a comment with an apostrophe", "# don't\nnpm ci\n", "npm ci"],
    ["a comment after a command stays", "npm ci # clean\n", "npm ci # clean"],
    ["prompts", "$ npm ci\n$ npm test\n", "npm ci\nnpm test"],
    ["a session's output", "$ node -v\nv22.1.0\n$ npm -v\n10.2.0\n", "node -v\nnpm -v"],
    ["a prompt with user and folder", "me@box:~/src$ ls -l\ntotal 0\n", "ls -l"],
    ["a prompt of PowerShell", "PS C:\\work> Get-Item .\n", "Get-Item ."],
    ["a prompt of Windows", "C:\\work> dir\n", "dir"],
    ["a variable is no prompt", "$HOME/bin/run\n", "$HOME/bin/run"],
    ["a continued line", "docker run \\\n  --rm \\\n  image\n", "docker run --rm image"],
    ["a continued line after a prompt", "$ docker run \\\n>   image\nok\n", "docker run image"],
    ["a backslash that is one", "echo a\\\\\necho b\n", "echo a\\\\\necho b"],
    ["a document keeps its lines", "cat <<EOF\n# a\n\nb \\\nEOF\n", "cat <<EOF\n# a\n\nb \\\nEOF"],
    ["a quote over lines keeps them", "git commit -m 'a\n\n# b'\n", "git commit -m 'a\n\n# b'"],
    ["a quote that is escaped", "echo don\\'t\n# x\n", "echo don\\'t"],
    ["control characters", "echo a\u001b[201~\u0003\u0007b\r\n", "echo a[201~b"],
    ["a carriage return alone", "echo a\rrm b\n", "echo a\nrm b"],
    ["what cannot be seen", "echo \u202egnp.exe\u200b\ufeff\n", "echo gnp.exe"],
    ["a tab would complete", "make\tall\n", "make all"],
    ["nothing", "\n# Nothing\n", ""],
  ];
  for (const [name, code, text] of rows) {
    it(name, () => {
      assert.deepEqual(commandText(code), { text, lines: text === "" ? 0 : text.split("\n").length });
    });
  }
});
