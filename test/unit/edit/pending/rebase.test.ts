import assert from "node:assert/strict";
import { rebased } from "../../../../src/edit/pending/rebase.ts";

describe("a proposal whose lines were reformatted", () => {
  const rows: [name: string, text: string, was: string, is: string, result: string][] = [
    ["stays as it is where nothing changed", "a \nB\n", "a \nb\n", "a \nb\n", "a \nB\n"],
    ["loses the trailing spaces that its old lines lost", "a \nB \n", "a \nb \n", "a\nb\n", "a\nB \n"],
    ["gets the new line ends of its lines", "a\nB\n", "a\nb\n", "a\r\nb\r\n", "a\r\nB\r\n"],
    [
      "gets the new indentation of its old lines",
      "\ta\n\tB\n\tc\n",
      "\ta\n\tb\n\tc\n",
      "  a\n  b\n  c\n",
      "  a\n\tB\n  c\n",
    ],
    ["gets a formatter's punctuation in its old lines", "a\nB\n", "a\nb\n", "a;\nb;\n", "a;\nB\n"],
    ["stays if a tool wrote more than punctuation", "a\nB\n", "a\nb\n", "a()\nb;\n", "a\nB\n"],
    ["stays if lines were added or removed", "a\nB\n", "a\nb\n", "a\n\nb\n", "a\nB\n"],
    ["stays if lines differ in words", "a\nB\n", "a\nb\n", "x\nb\n", "a\nB\n"],
    ["keeps new lines in their places", "a\nx\ny\nb\n", "a\nb\n", "a \nb \n", "a \nx\ny\nb \n"],
  ];
  for (const [name, text, was, is, result] of rows) it(name, () => assert.equal(rebased(text, was, is), result));
});
