import assert from "node:assert/strict";
import { chooseLane } from "../../../../src/providers/embedded/child/lanes.ts";

/** Plays questions as lists of tokens through lanes, each of which then holds its question; how much was found of each. */
function play(lanes: number, questions: readonly (readonly string[])[]): number[] {
  const held: string[][] = Array.from({ length: lanes }, () => []);
  let ages = held.map(() => 0);
  return questions.map((question) => {
    const found = held.map((tokens, at) => {
      const first = tokens.findIndex((token, index) => token !== question[index]);
      return { common: first < 0 ? tokens.length : first, age: ages[at] ?? 0 };
    });
    const chosen = chooseLane(found);
    held[chosen] = [...question];
    ages = ages.map((age, at) => (at === chosen ? 0 : age + 1));
    return found[chosen]?.common ?? 0;
  });
}

const tokens = (length: number, name: string): string[] => Array.from({ length }, (_, at) => `${name} ${at}`);
/** The opening of a turn, which all prompts share. */
const opening = tokens(4, "open");
const chat = (length: number, name = "a"): string[] => [
  ...opening,
  ...tokens(100, "chat rules"),
  ...tokens(length, name),
];
const refactor = (n: number): string[] => [...opening, ...tokens(60, "refactor rules"), ...tokens(300, `code ${n}`)];
const other = (n: number): string[] => [...opening, ...tokens(50, `other ${n}`)];

describe("the engine's lanes", () => {
  it("a chat and the refactors beside it never push each other's prompt out", () => {
    const found = play(2, [chat(500), refactor(1), chat(600), refactor(2), refactor(3), refactor(4), chat(700)]);
    assert.deepEqual(found, [0, 0, 604, 64, 64, 64, 704]);
  });

  it("with one lane everything is read again each time", () => {
    assert.deepEqual(play(1, [chat(500), refactor(1), chat(600)]), [0, 4, 4]);
  });

  it("a new chat takes the earlier one's place, since they share their rules", () => {
    assert.deepEqual(
      play(2, [chat(500), refactor(1), chat(30, "b"), refactor(2), chat(60, "b")]),
      [0, 0, 104, 64, 134],
    );
  });

  it("a question of another kind takes the lane that was not used for longest", () => {
    assert.deepEqual(play(2, [chat(500), refactor(1), other(1), refactor(2)]), [0, 0, 4, 64]);
    assert.deepEqual(play(2, [refactor(1), chat(500), other(1), chat(600)]), [0, 0, 4, 604]);
  });
});
