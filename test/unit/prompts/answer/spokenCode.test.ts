import assert from "node:assert/strict";
import { readAnswer } from "../../../../src/prompts/answer/readAnswer.ts";

const regions: Record<string, string> = {
  ts: "export function total(prices: number[]): number {\n  let sum = 0;\n  for (const price of prices) sum += price;\n  return sum;\n}\n",
  py: "def load(path):\n    with open(path) as f:\n        return json.load(f)\n",
};

/** What a model says about code, with a place for the code that it names. */
const sayings = [
  "Which kind of rounding do you want? I can use {}.",
  "I would use {} here; shall I?",
  "Do you want {} to be used in place of it?",
  "Should I replace the loop by {}, or keep it?",
  "The call of {} already does what you ask for.",
  "I can't see where {} is defined, so I changed nothing.",
  "Is {} allowed to fail?",
  "Before I go on: is {} what you mean?",
  "It is not clear to me what {} should return.",
  "Please tell me whether {} may be empty.",
  "Nothing has to change, since {} is called only once.",
  "Could you show me {} first?",
];

/** Code as models name it without any mark. */
const fragments = [
  "Math.round",
  "toFixed(2)",
  "Math.round or toFixed(2)",
  "prices.reduce((a, b) => a + b, 0)",
  "open(path)",
  "json.load(f)",
  "total(prices)",
  "total([])",
  "sum += price",
  "encoding=utf8",
  "prices[0]",
  "std::move(x)",
  "this.total()",
  "fs.promises.readFile(path)",
];

/** Code that has the form of words: [region, answer]. */
const code: [string, string][] = [
  [
    regions["py"] ?? "",
    "import json\nfrom pathlib import Path\n\n\ndef load(path):\n    return json.loads(Path(path).read_text())",
  ],
  [regions["py"] ?? "", "import ujson as json\n\n\ndef load(path):\n    return json.loads(Path(path).read_text())"],
  ["def walk(items):\n    for x in items:\n        yield x\n", "def walk(items):\n    yield from items"],
  ["print(total(1))\n", 'print(f"Total {total(1)} is what we have.")'],
  ["assert total([]) == 0\n", 'assert total([]) == 0, "The total of nothing is nothing."'],
  ["x = f(a)\n", "x = f(a) if a is not None else f(b)"],
  ["Total(a)\n", "Total(a, b)."],
  ["Foo.bar(a);\n", "Foo.bar(a, b);"],
  ["ADD A TO B GIVING C.\n", "MOVE A TO C.\nADD B TO C."],
];

describe("words that name code without a mark", () => {
  for (const [language, region] of Object.entries(regions)) {
    for (const saying of sayings) {
      it(`stay words (${language}): ${saying}`, () => {
        const taken = fragments.filter(
          (fragment) => readAnswer(saying.replace("{}", fragment), region).type !== "words",
        );
        assert.deepEqual(taken, []);
      });
    }
  }

  for (const [region, answer] of code) {
    it(`are not seen in ${JSON.stringify(answer)}`, () => {
      assert.deepEqual(readAnswer(answer, region), { type: "code", code: answer });
    });
  }
});
