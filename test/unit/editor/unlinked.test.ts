import assert from "node:assert/strict";
import { unlinked } from "../../../src/editor/core/unlinked.ts";

describe("words for a notification", () => {
  for (const words of ["[x](command:gemma.newChat).webm", "a [b](https://c.example) [d](command:e)", "plain [x] (y)"]) {
    it(`hold no link: ${words}`, () => {
      assert.doesNotMatch(unlinked(words), /\]\(/);
      assert.equal(unlinked(words).replaceAll(" ", ""), words.replaceAll(" ", ""));
    });
  }
});
