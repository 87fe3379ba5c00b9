import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { say } from "../../support/scriptedAnswer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

/** Pastes a picture of that size into the composer, as from a screen. */
const paste = (width: number, height: number, name = "screen.png") => `(async () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [${width}, ${height}];
  canvas.getContext("2d").fillRect(0, 0, ${width / 2}, ${height});
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([blob], "${name}", { type: "image/png" }));
  const field = document.querySelector(".composer textarea");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
})()`;

type Part = { type: string; text?: string; image_url?: { url: string } };

/** A picture of one light and one dark half, as a file. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGP4zwAAAgEBADK6K5IAAAAASUVORK5CYII=",
  "base64",
);

describe("an image in the composer", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  let web: Server;
  before(async function () {
    this.timeout(120_000);
    web = createServer((request, response) => {
      response.end(request.url === "/half.png" ? png : "<!doctype html><title>No image</title>");
    });
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    editor = await openPanelEditor({ files: { "notes.txt": "dark" } });
    for (const name of ["half.png", "other.png"]) writeFileSync(join(editor.folder, name), png);
  });
  after(async () => {
    web.close();
    await editor?.close();
  });

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
    const isDrawn = await panel.frame.evaluate(
      'document.querySelector(".composer .chip-picture").decode().then(() => true)',
    );
    assert.equal(isDrawn, true);
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

  it("is rejected if it is no image", async () => {
    const { panel, server, host } = editor;
    server.setScript([[say("No image.")]]);
    await panel.frame.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["no image"], "broken.png", { type: "image/png" }));
      const field = document.querySelector(".composer textarea");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    await host.page.getByText("broken.png is no image that can be read.").first().waitFor();
    assert.match(await panel.answerTo("Is there an image?"), /No image\./);
    assert.deepEqual(lastParts(), [{ type: "text", text: "Is there an image?" }]);
  });

  /** The composer's chips by their words; each is taken out again. */
  async function takeChips(count: number): Promise<string[]> {
    const chips = editor.panel.frame.locator(".composer .chip");
    await chips.nth(count - 1).waitFor();
    const words = await chips.allInnerTexts();
    for (let left = words.length; left > 0; left--) {
      await chips
        .first()
        .getByRole("button", { name: /^Remove/ })
        .click();
      await chips.nth(left - 1).waitFor({ state: "detached" });
    }
    return words.map((text) => text.trim());
  }

  it("is picked with a button, by keyboard", async () => {
    const { panel, host } = editor;
    await panel.button("Add an image").focus();
    await host.page.keyboard.press("Enter");
    // Until it lists the folder, the dialog writes over what is typed and does not hear Enter.
    const row = host.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: "half.png" });
    await row.waitFor();
    for (const _ of ["..", "half.png"]) await host.page.keyboard.press("ArrowDown");
    await row.and(host.page.locator(".focused")).waitFor();
    await host.page.keyboard.press("Enter");
    await panel.frame.locator("textarea:focus").waitFor();
    await host.page.keyboard.type("What is it?");
    assert.equal(await panel.composer.inputValue(), "What is it?");
    await panel.composer.fill("");
    assert.deepEqual(await takeChips(1), ["half.png"]);
  });

  it("is dropped from the system's file manager, without a key held", async () => {
    const { panel, host, folder } = editor;
    const box = await panel.frame.locator(".composer-box").boundingBox();
    assert.ok(box);
    const cdp = await host.page.context().newCDPSession(host.page);
    const files = [join(folder, "half.png"), join(folder, "other.png")];
    const drag = async (type: "dragEnter" | "dragOver" | "drop", lift: number) =>
      cdp.send("Input.dispatchDragEvent", {
        type,
        x: box.x + box.width / 2,
        y: box.y + box.height / 2 - lift,
        data: { items: files.map(() => ({ mimeType: "image/png", data: "" })), files, dragOperationsMask: 1 },
      });
    // Over the transcript first, as a hand comes.
    await drag("dragEnter", 200);
    await drag("dragOver", 200);
    await drag("dragOver", 0);
    await panel.frame.locator(".dropping").waitFor();
    await drag("drop", 0);
    assert.deepEqual((await takeChips(2)).sort(), ["half.png", "other.png"]);
    assert.equal(await panel.frame.locator(".dropping").count(), 0);
  });

  it("is dropped from the editor's own lists, and so is a file as context", async () => {
    const { panel, host, folder } = editor;
    const uris = await host.inEditor(
      (vscode, paths) => paths.map((path) => vscode.Uri.file(path).toString()),
      [join(folder, "half.png"), join(folder, "notes.txt")],
    );
    await panel.frame.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("application/vnd.code.uri-list", ${JSON.stringify(uris.join("\r\n"))});
      const field = document.querySelector(".composer textarea");
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    assert.deepEqual((await takeChips(2)).sort(), ["half.png", "notes.txt"]);
  });

  /** Writes an address into the box that asks for it. */
  async function writeAddress(path: string): Promise<void> {
    const { page } = editor.host;
    await page.locator(".quick-input-widget:visible", { hasText: "The image is fetched by this editor" }).waitFor();
    await page.keyboard.type(`http://127.0.0.1:${(web.address() as { port: number }).port}${path}`);
    await page.keyboard.press("Enter");
  }

  it("is fetched from its web address, by the menu or the command, or says why not", async () => {
    const { panel, host } = editor;
    await panel.button("Attach code").click();
    await host.page.locator(".quick-input-widget:visible").getByText("Image from Web Address…").click();
    await writeAddress("/half.png");
    assert.deepEqual(await takeChips(1), ["half.png"]);
    await host.palette("Gemma: Image from Web Address…");
    await writeAddress("/page");
    await host.page.getByText("This address leads to a web page, not to an image.").first().waitFor();
    assert.equal(await panel.frame.locator(".composer .chips").count(), 0);
  });

  /** Drops what a page hands over onto the composer; whether the panel took it. */
  const dropLink = (offered: Record<string, string>) =>
    editor.panel.frame.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      for (const [type, text] of Object.entries(${JSON.stringify(offered)})) dataTransfer.setData(type, text);
      const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector(".composer textarea").dispatchEvent(event);
      return event.defaultPrevented;
    })()`);

  it("is fetched when its link is dropped, but not from the local network; other links stay text", async () => {
    const { host, panel } = editor;
    const near = "https://127.0.0.1:9/cat.png";
    assert.equal(await dropLink({ "text/uri-list": near, "text/plain": near }), true);
    await host.page.getByText("127.0.0.1:9 leads into your own network.").first().waitFor();
    const shown = { "text/uri-list": "https://a.example/page", "text/html": '<img src="https://10.0.0.9/cat">' };
    assert.equal(await dropLink(shown), true);
    await host.page.getByText("10.0.0.9 leads into your own network.").first().waitFor();
    for (const link of ["https://a.example/page", "mailto:cat@a.example"]) await dropLink({ "text/uri-list": link });
    assert.equal(await panel.composer.inputValue(), "https://a.example/page\nmailto:cat@a.example");
    await panel.composer.fill("");
  });

  it("with a long name stays within the panel", async () => {
    const { panel, server } = editor;
    server.setScript([[say("Dark.")]]);
    await panel.frame.evaluate(paste(20, 10, `${"long-".repeat(40)}.png`));
    await panel.frame.locator(".composer .chip").waitFor();
    await panel.answerTo("What is it now?");
    const left = await panel.lastTurn.locator(".question .chip").evaluate((chip) => chip.getBoundingClientRect().left);
    assert.ok(left >= 0, `${left}`);
  });

  it("is ignored if a spreadsheet adds a picture to the copied text", async () => {
    const { panel } = editor;
    const isPrevented = await panel.frame.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "a\tb");
      clipboardData.setData("text/html", "<table><tr><td>a<td>b</table>");
      clipboardData.items.add(new File([new Uint8Array(8)], "image.png", { type: "image/png" }));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.querySelector(".composer textarea").dispatchEvent(event);
      return event.defaultPrevented;
    })()`);
    assert.equal(isPrevented, false, "the field takes the text as ever");
    assert.equal(await panel.frame.locator(".composer .chips").count(), 0);
  });

  it("has no button if the model reads text only; pasting one says so, and so does the answer", async () => {
    const { panel, host, server } = editor;
    await host.setSettings({ "gemma.model": "gemma-3-1b-it" });
    await panel.button("Add an image").waitFor({ state: "detached" });
    await panel.frame.evaluate(paste(20, 10));
    await host.page.getByText("reads text only. It is told that there was an image").first().waitFor();
    const note = panel.frame.locator(".composer .chips-note", { hasText: "images and videos are not sent" });
    await note.waitFor();
    assert.deepEqual(await takeChips(1), ["screen.png"]);
    await note.waitFor({ state: "detached" });
    await panel.frame.evaluate(paste(20, 10));
    await note.waitFor();
    server.setScript([[say("I see none.")]]);
    assert.match(await panel.answerTo("What is it?"), /Not sent: an image\. Gemma 3 1B does not take it\./);
  });
});
