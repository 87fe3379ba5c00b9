import assert from "node:assert/strict";
import fc from "fast-check";
import { joinDetails } from "../../../src/model/thoughtDetails.ts";

const said = (text: string, more: object = {}) => ({ type: "reasoning.text", text, index: 0, ...more });

describe("the details of a thought, joined to blocks", () => {
  const rows: readonly [name: string, pieces: object[], blocks: object[]][] = [
    ["words of one block", [said("a"), said(" b"), said(" c")], [said("a b c")]],
    [
      "a signature that comes last, alone",
      [said("a"), said("b", { id: "r", signature: null }), said("", { signature: "s", format: "v1" })],
      [said("ab", { id: "r", signature: "s", format: "v1" })],
    ],
    [
      "the last id and format stay",
      [said("a", { id: "1", format: "x" }), said("b", { id: "2", format: "y" })],
      [said("ab", { id: "2", format: "y" })],
    ],
    [
      "a summary and what is encrypted under one index",
      [
        { type: "reasoning.summary", summary: "Look", index: 0 },
        { type: "reasoning.summary", summary: "ed.", index: 0 },
        { type: "reasoning.encrypted", data: "ab", index: 0 },
        { type: "reasoning.encrypted", data: "cd", index: 0 },
      ],
      [
        { type: "reasoning.summary", summary: "Looked.", index: 0 },
        { type: "reasoning.encrypted", data: "abcd", index: 0 },
      ],
    ],
    [
      "two indices that take turns",
      [said("a"), said("x", { index: 1 }), said("b"), said("y", { index: 1 })],
      [said("ab"), said("xy", { index: 1 })],
    ],
    [
      "no index: neighbours of one type",
      [
        { type: "reasoning.text", text: "a" },
        { type: "reasoning.text", text: "b" },
        { type: "reasoning.encrypted", data: "d" },
        { type: "reasoning.text", text: "c" },
      ],
      [
        { type: "reasoning.text", text: "ab" },
        { type: "reasoning.encrypted", data: "d" },
        { type: "reasoning.text", text: "c" },
      ],
    ],
    [
      "two signed blocks to which a server gives the same number",
      [said("a", { signature: "s" }), said("b", { signature: "t" })],
      [said("a", { signature: "s" }), said("b", { signature: "t" })],
    ],
    [
      "two encrypted blocks, told apart by id",
      [
        { type: "reasoning.encrypted", data: "a", id: "1", index: 0 },
        { type: "reasoning.encrypted", data: "b", id: "2", index: 0 },
      ],
      [
        { type: "reasoning.encrypted", data: "a", id: "1", index: 0 },
        { type: "reasoning.encrypted", data: "b", id: "2", index: 0 },
      ],
    ],
    [
      "an encrypted block told twice",
      [
        { type: "reasoning.encrypted", data: "a", id: "1", index: 0 },
        { type: "reasoning.encrypted", data: "a", id: "1", index: 0 },
      ],
      [{ type: "reasoning.encrypted", data: "a", id: "1", index: 0 }],
    ],
    ["nothing said", [said("a"), said("", { text: null })], [said("a")]],
    [
      "blocks of other protocols",
      [
        { type: "thinking", thinking: "a", signature: "s" },
        { type: "thinking", thinking: "b", signature: "t" },
      ],
      [
        { type: "thinking", thinking: "a", signature: "s" },
        { type: "thinking", thinking: "b", signature: "t" },
      ],
    ],
  ];
  for (const [name, pieces, blocks] of rows) it(name, () => assert.deepEqual(joinDetails([], pieces), blocks));

  it("what is no piece stays as it is", () => {
    const odd = [7, null, "x", { id: 1 }, { type: 3 }];
    assert.deepEqual(joinDetails([], odd), odd);
  });

  const piece = fc.record({
    type: fc.constantFrom("reasoning.text", "reasoning.summary", "reasoning.encrypted"),
    index: fc.nat(2),
    text: fc.string(),
    id: fc.constantFrom(undefined, "1", "2"),
  });
  const detail = piece.map(({ type, index, text, id }) => {
    const field = { "reasoning.text": "text", "reasoning.summary": "summary", "reasoning.encrypted": "data" }[type];
    return { type, index, [field ?? ""]: text, ...(id !== undefined && { id }) };
  });
  it("gives the same blocks however many come at once", () => {
    fc.assert(
      fc.property(fc.array(detail), fc.nat(), (pieces, at) => {
        const cut = at % (pieces.length + 1);
        const inTwo = joinDetails(joinDetails([], pieces.slice(0, cut)), pieces.slice(cut));
        assert.deepEqual(inTwo, joinDetails([], pieces));
      }),
    );
  });
});
