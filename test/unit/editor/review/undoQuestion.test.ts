import assert from "node:assert/strict";
import { undoQuestion } from "../../../../src/editor/review/undo/undoQuestion.ts";

const file = (path: string, more: { created?: boolean; edited?: boolean } = {}) => ({
  path,
  created: false,
  edited: false,
  ...more,
});

describe("the question before changes are undone", () => {
  it("is not asked for one file that is Gemma's change alone", () => {
    assert.equal(undoQuestion([]), undefined);
    assert.equal(undoQuestion([file("a.ts")]), undefined);
    assert.equal(undoQuestion([file("a.ts", { created: true })]), undefined);
  });

  it("is asked where the user wrote beside the change, and says that it is kept", () => {
    assert.deepEqual(undoQuestion([file("a.ts", { edited: true })]), {
      message: `Undo Gemma's changes in "a.ts"?`,
      detail: "Your own text is kept in: a.ts.",
      yes: "Undo All",
    });
  });

  it("is asked for several files, and names them and those that are deleted", () => {
    const question = undoQuestion([file("a.ts"), file("b.ts", { created: true }), file("c.ts", { edited: true })]);
    assert.deepEqual(question, {
      message: "Undo Gemma's changes in 3 files?",
      detail: "Changed: a.ts, b.ts, c.ts.\nCreated by Gemma, to be deleted: b.ts.\nYour own text is kept in: c.ts.",
      yes: "Undo All",
    });
  });

  it("names only a few of many", () => {
    const many = Array.from({ length: 20 }, (_, at) => file(`f${at}`));
    assert.match(undoQuestion(many)?.detail ?? "", /f7, 12 more\.$/);
  });
});
