import assert from "node:assert/strict";
import { say } from "../support/scriptedAnswer.ts";
import { openPanelEditor, type PanelEditor } from "./panelEditor.ts";

/** Pastes a picture of that size into the composer, as from a screen. */
const paste = (width: number, height: number) => `(async () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [${width}, ${height}];
  canvas.getContext("2d").fillRect(0, 0, ${width / 2}, ${height});
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "screen.png", { type: "image/png" }));
  const field = document.querySelector(".composer textarea");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
})()`;

type Part = { type: string; text?: string; image_url?: { url: string } };

describe("an image in the composer", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor();
  });
  after(() => editor?.close());

  /** The parts of the last question that the server got. */
  function lastParts(): Part[] {
    const body = editor.server.requests.at(-1)?.body as { messages: { role: string; content: unknown }[] };
    const content = body.messages.findLast(({ role }) => role === "user")?.content;
    return Array.isArray(content) ? content : [{ type: "text", text: String(content) }];
  }

  it("is drawn as large as the model sees it, shown, and sent before the text", async () => {
    const { panel, server } = editor;
    server.setScript([[say("A dark half.")]]);
    await panel.frame.evaluate(paste(2000, 1000));
    await panel.frame.locator(".composer .chips", { hasText: "screen.png" }).waitFor();
    assert.match(await panel.answerTo("What is it?"), /A dark half\./);
    const [image, text] = lastParts();
    assert.equal(text?.text, "What is it?");
    const [head, data = ""] = (image?.image_url?.url ?? "").split(",");
    assert.equal(head, "data:image/png;base64");
    const png = Buffer.from(data, "base64");
    // The width and height of a PNG stand at bytes 16 and 20. 280 tokens of 48 × 48 pixels: 23 × 11 of them fit.
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [23 * 48, 11 * 48]);
    await panel.lastTurn.locator(".question .chips", { hasText: "screen.png" }).waitFor();
  });

  it("is still there for the next question, and after a reload", async () => {
    const { panel, server, host } = editor;
    await host.reload();
    await panel.open();
    server.setScript([[say("Still dark.")]]);
    assert.match(await panel.answerTo("And the other half?"), /Still dark\./);
    const { messages } = server.requests.at(-1)?.body as { messages: { content: Part[] }[] };
    assert.equal(
      messages.filter(({ content }) => Array.isArray(content) && content[0]?.type === "image_url").length,
      1,
    );
    assert.deepEqual(lastParts(), [{ type: "text", text: "And the other half?" }]);
  });

  it("that is none is not taken", async () => {
    const { panel, server } = editor;
    server.setScript([[say("No image.")]]);
    await panel.frame.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["no image"], "broken.png", { type: "image/png" }));
      const field = document.querySelector(".composer textarea");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    assert.match(await panel.answerTo("Is there an image?"), /No image\./);
    assert.deepEqual(lastParts(), [{ type: "text", text: "Is there an image?" }]);
  });
});
