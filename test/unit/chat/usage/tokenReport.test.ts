import assert from "node:assert/strict";
import { tokenReport } from "../../../../src/chat/usage/tokenReport.ts";

describe("the report of token probabilities", () => {
  it("has a line for each token, with its alternatives, and marks uncertain ones", () => {
    const { text, rows } = tokenReport(
      [
        { text: "The", probability: 0.98, others: [{ text: "A", probability: 0.0101 }] },
        { text: " cat\n", probability: 0.31, others: [{ text: " dog", probability: 0.3 }] },
        { text: ".", probability: 0.00001, others: [] },
        { text: "", probability: 1, others: [] },
      ],
      "Gemma 4",
    );
    assert.equal(
      text,
      `Token probabilities of Gemma 4: 4 tokens, 57.3% on average.
Each line: how likely the model took this token to be, the token, and what else it could have been.
Marked: below 50% (?) and below 20% (??).

    98.0% ██████████ "The"     "A" 1.0%
?   31.0% ███░░░░░░░ " cat\\n"  " dog" 30.0%
??  <0.1% ░░░░░░░░░░ "."
     100% ██████████ ""
`,
    );
    assert.deepEqual(rows, [
      { line: 5, is: "unsure" },
      { line: 6, is: "guessed" },
    ]);
  });

  it("has one line each, whatever a token contains", () => {
    const { text } = tokenReport([{ text: "a\r\nb\u2028c\u0000", probability: 1, others: [] }], undefined);
    assert.equal(text.split(/\r\n|[\n\u2028]/).length, 6, text);
    assert.match(text, /"a\\r\\nb\\u\{2028\}c\\u0000"/);
    assert.match(text, /^Token probabilities: 1 token, 100% on average\./);
  });
});
