import assert from "node:assert/strict";
import { readAnswer } from "../../../../src/prompts/answer/readAnswer.ts";

const python = 'def load(path):\n    # Done by hand\n    if path is None:\n        print("Done")\n    return None\n';
const script =
  'export function total(items) {\n  // Yes, sure\n  if (!items) return null;\n  log("OK", "No changes");\n  return items.length;\n}\n';
const shell = "while read line; do\n  echo done\ndone\n";
const prose = "This is the guide of our house.\nRead it before you have done anything else, and ask us.\n";

/** Answers of a few words: to which region they answer, and whether they are its new code. */
const rows: [name: string, region: string, answers: string[], type: "code" | "words"][] = [
  [
    "replies to several lines",
    python,
    [
      "Done.",
      "Done",
      "done",
      "**Done**",
      "Sure",
      "Sure!",
      "None",
      "none",
      "None.",
      "yes",
      "Yes",
      "YES",
      "no",
      "OK",
      "ok.",
    ],
    "words",
  ],
  [
    "replies of more words",
    script,
    [
      "No changes",
      "No changes needed",
      "No changes needed.",
      "All done",
      "Looks good",
      "N/A",
      "Not applicable",
      "no issues",
      "Nothing to change",
      "LGTM",
      "Same code",
    ],
    "words",
  ],
  ["replies with pictures", script, ["✅ Done", "👍", "Done ✅", "OK 👍", "…", "...", "---"], "words"],
  ["replies in other languages", script, ["Fertig", "Oui", "Готово", "完成", "はい"], "words"],
  ["values alone for several lines", script, ["null", "true", "undefined", "42", "None"], "words"],
  ["names that several lines do not have", script, ["pass", "result", "Refactored", "loading"], "words"],
  ["words that several lines only quote or mention", python, ["hand", "by", "Done", "OK"], "words"],
  ["names of several lines", script, ["items", "total"], "code"],
  ["replies to lines that have them as words", shell, ["done", "Done", "Done."], "words"],
  ["replies to prose", prose, ["Done.", "done", "Sure", "OK", "None", "yes"], "words"],
  ["replies to a line", "const total = sum(items);\n", ["Done", "Sure", "None", "yes", "OK", "No changes"], "words"],
  ["replies to a line that quotes them", 'print("Done")\n', ["Done", "done", "Done."], "words"],
  ["a line's own values and names", "return None if x is None else None\n", ["None", "x"], "code"],
  ["a line's own value", "done = yes\n", ["done", "yes"], "code"],
  ["a name for a name", "counter\n", ["total", "i", "_count", "$count", "done", "ready"], "code"],
  ["replies to a name", "counter\n", ["Done.", "Sure", "None", "yes", "No", "Done", "OK", "total.", "N/A"], "words"],
  ["a type for a type", "Foo", ["Bar", "FooBar"], "code"],
  ["a value for a value", "false", ["true", "0"], "code"],
  ["a value for a value", "None", ["True", "Yes"], "code"],
  ["a value for a value", "yes", ["no", "ok"], "code"],
  ["a value for a value", '"Sure"', ['"OK"', '"Done"'], "code"],
  ["a number for a number", "41", ["42"], "code"],
  ["one word with signs of code", script, ["items;", "items,", "(items)", "total()"], "code"],
];

describe("an answer of a few words", () => {
  for (const [name, region, answers, type] of rows) {
    for (const answer of answers) {
      it(`is ${type}: ${name}, ${JSON.stringify(answer)}`, () => {
        assert.equal(readAnswer(answer, region).type, type);
        assert.equal(readAnswer(`\n${answer}\n`, region).type, type);
      });
    }
  }

  const fenced: [region: string, answer: string, type: "code" | "words"][] = [
    [script, "Done.", "words"],
    [script, "Done", "words"],
    [python, "Sure", "words"],
    [script, "No changes needed", "words"],
    [script, "null", "code"],
    [python, "None", "code"],
    [python, "pass", "code"],
    [script, "items", "code"],
    ["counter\n", "total", "code"],
    ["yes", "no", "code"],
    [prose, "Done.", "words"],
  ];
  for (const [region, answer, type] of fenced) {
    it(`is ${type} in a fence: ${JSON.stringify(answer)}`, () => {
      assert.equal(readAnswer(`\`\`\`\n${answer}\n\`\`\``, region).type, type);
    });
  }
});
