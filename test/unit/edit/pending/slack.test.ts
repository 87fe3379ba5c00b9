import assert from "node:assert/strict";
import { isFormatted, placesIn, slackBetween, type Slack } from "../../../../src/edit/pending/slack.ts";

describe("the difference between two texts", () => {
  const rows: [string, string, ReturnType<typeof slackBetween>][] = [
    ["a b", "a  b\r\n", "blank"],
    ["ab", "ab", "blank"],
    ["f(a)", "f(b)", undefined],
    ["grün", "grÃ¼n", "encoding"],
    ["grün a", "gr\ufffdn b", undefined],
    ["a;", "a", undefined],
  ];
  for (const [a, b, expected] of rows)
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => assert.equal(slackBetween(a, b), expected));

  it("may be only a formatter's punctuation", () => {
    assert.ok(isFormatted("f(a, 'b')", 'f(\n  a,\n  "b",\n);'));
    assert.ok(!isFormatted("f(a, b)", "f(a b)"));
    assert.ok(!isFormatted("f(a)", "f(b)"));
  });
});

describe("places in a reformatted text", () => {
  const rows: [name: string, a: string, b: string, place: number, start: number, end: number, slack?: Slack][] = [
    ["keep the start of the text", "ab", "ab", 0, 0, 0],
    ["keep the place between words", "a b", "a  b", 1, 1, 1],
    ["go to the start of the word after a gap", "a b", "a    b", 2, 5, 5],
    ["go to the end of the text", "a\n", "a", 2, 1, 1],
    ["keep the line's start if lines are indented", "a\nb", "a\n  b", 2, 2, 2],
    ["keep the depth in the indentation", "a\n  b", "a\n      b", 3, 3, 3],
    ["keep no more depth than there is", "a\n    b", "a\n b", 6, 3, 3],
    ["keep the number of line breaks", "a\n\n\nb", "a\r\n\r\n\r\nb", 3, 5, 5],
    ["keep to the last break that is left", "a\n\n\nb", "a\nb", 4, 2, 2],
    ["split where lines were joined", "a\nb", "a b", 2, 2, 1],
    ["stay after spaces at the end of a line", "a\nb", "a  \nb", 1, 3, 3],
    ["keep the place before a line break in a gap", "a \n b", "a\n b", 1, 1, 1],
    ["skip characters in another encoding", "ü = 1", "Ã¼ = 1", 2, 3, 3, "encoding"],
  ];
  for (const [name, a, b, place, start, end, slack = "blank"] of rows)
    it(name, () => assert.deepEqual(placesIn(a, b, [place], slack).get(place), { start, end }));

  it("are found for several at once", () => {
    const found = placesIn("a\nb\nc\n", "a \r\nb\r\n\r\nc", [0, 2, 4, 6], "blank");
    const inOrder = [0, 2, 4, 6].map((at) => found.get(at)?.start);
    assert.deepEqual(inOrder, [0, 4, 7, 10]);
  });
});
