import assert from "node:assert/strict";
import * as vscode from "vscode";
import { hunksBetween } from "../../../src/edit/pending/pendingHunks.ts";
import { ChangedCharacters } from "../../../src/editor/review/changedCharacters.ts";
import { closeAll } from "../editing.ts";

/** What is marked of a document whose text was another before; each stretch with its line. */
async function marked(before: string, after: string): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument({ content: after });
  const ranges = new ChangedCharacters().of(document, hunksBetween(before, document.getText()));
  return ranges.map((range) => `${range.start.line}: ${document.getText(range)}`);
}

describe("the characters that differ within pending hunks", () => {
  afterEach(closeAll);

  const cases: Record<string, { before: string; after: string; marks: string[] }> = {
    "a word": { before: "a\nlet net = 1;\nb\n", after: "a\nlet gross = 1;\nb\n", marks: ["1: gross"] },
    "in lines that end in CRLF": {
      before: "a\r\nlet net = 1;\r\nb\r\n",
      after: "a\r\nlet gross = 1;\r\nb\r\n",
      marks: ["1: gross"],
    },
    "in the last line, which has no break": { before: "a\nnet();", after: "a\nnet(tax);", marks: ["1: tax"] },
    "in several hunks": {
      before: "one(a);\nkeep\nkeep\ntwo(a);\n",
      after: "one(b);\nkeep\nkeep\ntwo(c);\n",
      marks: ["0: b", "3: c"],
    },
    "not where lines are only new": { before: "a\nb\n", after: "a\nnew\nb\n", marks: [] },
    "not where lines are only gone": { before: "a\nold\nb\n", after: "a\nb\n", marks: [] },
  };
  for (const [name, { before, after, marks }] of Object.entries(cases)) {
    it(name, async () => assert.deepEqual(await marked(before, after), marks));
  }

  it("follow the hunk when lines come above it", async () => {
    const characters = new ChangedCharacters();
    const [before, after] = ["net();\n", "net(tax);\n"];
    const document = await vscode.workspace.openTextDocument({ content: after });
    const editor = await vscode.window.showTextDocument(document);
    assert.deepEqual(characters.of(document, hunksBetween(before, after)), [new vscode.Range(0, 4, 0, 7)]);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "above\n"));
    const hunks = hunksBetween(`above\n${before}`, document.getText());
    assert.deepEqual(characters.of(document, hunks), [new vscode.Range(1, 4, 1, 7)]);
  });
});
