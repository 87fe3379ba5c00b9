import assert from "node:assert/strict";
import { EarlierTexts } from "../../../../src/edit/pending/earlierTexts.ts";

const text = (of: string, original = "") => ({ text: of, hunks: [{ start: 0, end: 1, original }], created: false });

describe("the earlier texts of documents", () => {
  it("gives the last time that a document had a text, of that document alone", () => {
    const texts = new EarlierTexts();
    texts.note("a", text("x", "first"));
    texts.note("a", text("x", "last"));
    texts.note("b", text("y"));
    assert.equal(texts.find("a", "x")?.hunks[0]?.original, "last");
    assert.equal(texts.find("a", "y"), undefined);
    assert.equal(texts.find("c", "x"), undefined);
  });

  it("forgets a document", () => {
    const texts = new EarlierTexts();
    texts.note("a", text("x"));
    texts.note("b", text("x"));
    texts.forget("a");
    assert.equal(texts.find("a", "x"), undefined);
    assert.ok(texts.find("b", "x"));
  });

  it("remembers 60 texts of a document", () => {
    const texts = new EarlierTexts();
    for (let i = 0; i < 60; i++) texts.note("a", text(`text ${i}`));
    assert.ok(texts.find("a", "text 0"));
    texts.note("a", text("text 60"));
    assert.equal(texts.find("a", "text 0"), undefined);
    assert.ok(texts.find("a", "text 1"));
    assert.ok(texts.find("a", "text 60"));
  });

  it("remembers four million characters of a document, and the last text whatever its length", () => {
    const texts = new EarlierTexts();
    const million = (sign: string): string => sign.repeat(1_000_000);
    for (const sign of ["a", "b", "c", "d"]) texts.note("x", text(million(sign)));
    assert.ok(texts.find("x", million("a")), "four are not too many");
    texts.note("x", text("e"));
    assert.equal(texts.find("x", million("a")), undefined);
    assert.ok(texts.find("x", million("b")));
    const long = "f".repeat(4_000_001);
    texts.note("x", text(long));
    assert.ok(texts.find("x", long));
    assert.equal(texts.find("x", "e"), undefined);
  });

  it("remembers 30 documents, those that were noted last", () => {
    const texts = new EarlierTexts();
    for (let i = 0; i < 30; i++) texts.note(`file ${i}`, text("x"));
    texts.note("file 0", text("y"));
    texts.note("file 30", text("x"));
    assert.ok(texts.find("file 0", "x"), "noted again");
    assert.equal(texts.find("file 1", "x"), undefined);
    assert.ok(texts.find("file 2", "x"));
  });
});
