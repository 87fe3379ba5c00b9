import assert from "node:assert/strict";
import { EarlierTexts } from "../../../../src/edit/pending/earlierTexts.ts";
import { type PendingText, takeText } from "../../../../src/edit/pending/takeText.ts";
import { hunksBetween } from "../../../../src/edit/pending/pendingHunks.ts";

describe("user typing in a text", () => {
  it("counts until it is undone", () => {
    const [before, made] = ["a\nb\nc\n", "a\nB\nc\n"];
    const earlier = new EarlierTexts();
    const expected = { text: made, hunks: hunksBetween(before, made) };
    const file: PendingText = { text: before, hunks: [], created: false, expected };
    takeText(file, made, { changes: [], by: "model" }, earlier, "x");
    delete file.expected;
    assert.equal(file.edited ?? false, false);
    const typed = { offset: 6, length: 0, text: "mine\n" };
    assert.equal(takeText(file, `${made}mine\n`, { changes: [typed], by: "user" }, earlier, "x"), "changed");
    assert.equal(file.edited, true);
    const gone = { offset: 6, length: 5, text: "" };
    assert.equal(takeText(file, made, { changes: [gone], by: "user", isUndone: true }, earlier, "x"), "changed");
    assert.deepEqual([file.edited, file.hunks.length], [false, 1]);
  });
});
