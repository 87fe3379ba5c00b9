import assert from "node:assert/strict";
import { pastedFiles } from "../../../../src/webview/compose/paste.ts";

const picture = new File(["x"], "image.png", { type: "image/png" });
const photo = new File(["x"], "IMG_1.jpg", { type: "image/jpeg" });
const spaced = new File(["x"], "my photo.png", { type: "image/png" });

/** What programs put into the clipboard: [what was copied, text, html, files, whether the files are attached]. */
const copies: [copied: string, text: string, html: string, files: File[], attached: boolean][] = [
  ["a screenshot", "", "", [picture], true],
  ["an image of a page", "", '<img src="https://example.com/a.png">', [picture], true],
  ["an image of a page beside a blank", " \n", '<meta charset="utf-8"><img src="a.png">', [picture], true],
  ["cells of a spreadsheet", "a\tb\nc\td\n", "<table><tr><td>a</td></tr></table>", [picture], false],
  [
    "one cell that holds the picture's name",
    "image.png",
    "<table><tr><td>image.png</td></tr></table>",
    [picture],
    false,
  ],
  ["one cell that holds a path", "src/image.png", "<td>src/image.png</td>", [picture], false],
  ["a sentence of a word processor", "One sentence.", "<p>One sentence.</p>", [picture], false],
  ["a sentence without its layout", "One sentence.", "", [picture], false],
  ["a sentence that names the picture", "see image.png below", "", [picture], false],
  ["a sentence that ends with the picture's name", "The logo is in image.png", "", [picture], false],
  ["a note with a picture in it", "Before\nAfter", "<p>Before</p><img><p>After</p>", [picture], false],
  ["a file of a file manager, by its name", "image.png", "", [picture], true],
  ["a file of a file manager, by its path", "/tmp/image.png", "", [picture], true],
  ["a file of Windows, by its path", "C:\\Users\\me\\image.png", "", [picture], true],
  ["a file by its address", "file:///tmp/my%20photo.png", "", [spaced], true],
  ["files of a file manager", "/tmp/image.png\n/tmp/IMG_1.jpg\n", "", [picture, photo], true],
  ["files and a word", "/tmp/image.png\nhello", "", [picture, photo], false],
  ["text", "hello", "", [], false],
  ["text with its layout", "hello", "<b>hello</b>", [], false],
  ["nothing", "", "", [], false],
];

describe("a paste into the composer", () => {
  for (const [copied, text, html, files, attached] of copies) {
    it(`${attached ? "attaches" : "is the text of"} ${copied}`, () => {
      assert.deepEqual(pastedFiles({ text, html, files }), attached ? files : []);
    });
  }
});
