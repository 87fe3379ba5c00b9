import assert from "node:assert/strict";
import { meant } from "../../../../../src/editor/refactor/instruction/meant.ts";

describe("what a user means by Enter in a list of earlier instructions", () => {
  const earlier = ["Add the tax", "Shout"];
  const cases: [typed: string, row: string | undefined, wanted: string | undefined, why: string][] = [
    ["", undefined, undefined, "nothing typed, nothing there"],
    ["", "Shout", "Shout", "the first of the earlier"],
    ["Whisper", "Whisper", "Whisper", "what is typed is the first row"],
    ["Sh", "Shout", "Shout", "the row they went to"],
    ["TAX", "Add the tax", "Add the tax", "found in any case"],
    ["Shout louder", "Shout", "Shout louder", "typed on before the rows followed"],
    ["Shout louder", "Shout lou", "Shout louder", "so here"],
    ["Whisper", undefined, "Whisper", "before there is any row"],
  ];
  for (const [typed, row, wanted, why] of cases) {
    it(why, () => assert.equal(meant(typed, row, earlier), wanted));
  }
});
