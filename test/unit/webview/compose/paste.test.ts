import assert from "node:assert/strict";
import { pastedFiles } from "../../../../src/webview/compose/paste.ts";

const picture = new File(["x"], "image.png", { type: "image/png" });
const photo = new File(["x"], "IMG_1.jpg", { type: "image/jpeg" });

describe("a paste into the composer", () => {
  it("attaches a picture that comes without text", () => {
    assert.deepEqual(pastedFiles({ text: "", files: [picture] }), [picture]);
    assert.deepEqual(pastedFiles({ text: " \n", files: [picture] }), [picture]);
  });

  it("is the text where a program puts a picture of it beside it", () => {
    for (const text of ["a\tb\nc\td\n", "One sentence.", "see image.png below"]) {
      assert.deepEqual(pastedFiles({ text, files: [picture] }), [], text);
    }
  });

  it("attaches files whose names a file manager puts beside them", () => {
    assert.deepEqual(pastedFiles({ text: "image.png", files: [picture] }), [picture]);
    assert.deepEqual(pastedFiles({ text: "/tmp/image.png\n/tmp/IMG_1.jpg", files: [picture, photo] }), [
      picture,
      photo,
    ]);
  });

  it("is plain text where there is no file", () => {
    assert.deepEqual(pastedFiles({ text: "hello", files: [] }), []);
  });
});
