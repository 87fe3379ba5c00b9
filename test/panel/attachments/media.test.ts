import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../support/scriptedAnswer.ts";
import { openPanelEditor, type PanelEditor } from "../panelEditor.ts";

/**
 * Two seconds of a canvas of 320 × 240, dark and then light, as the browser's own recorder wrote them: VP8 in WebM, and, as
 * ever with recorders, without a length.
 */
const clip = readFileSync(new URL("../../fixtures/media/clip.webm", import.meta.url)).toString("base64");
/** Keeps it in the page as a file. */
const keepClip = `(() => {
  const bytes = Uint8Array.from(atob("${clip}"), (character) => character.charCodeAt(0));
  window.testClip = new File([bytes], "clip.webm", { type: "video/webm;codecs=vp8" });
})()`;

/** A tone as WAV: 44.1 kHz, two channels, so many seconds. */
const tone = (seconds: number, name = "voice.wav") => `(() => {
  const count = Math.round(${seconds} * 44100);
  const view = new DataView(new ArrayBuffer(44 + count * 4));
  const text = (at, word) => [...word].forEach((letter, by) => view.setUint8(at + by, letter.charCodeAt(0)));
  text(0, "RIFF"); view.setUint32(4, 36 + count * 4, true); text(8, "WAVEfmt "); view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); view.setUint16(22, 2, true); view.setUint32(24, 44100, true);
  view.setUint32(28, 176400, true); view.setUint16(32, 4, true); view.setUint16(34, 16, true);
  text(36, "data"); view.setUint32(40, count * 4, true);
  for (let at = 0; at < count * 2; at++) view.setInt16(44 + at * 2, Math.sin(at / 20) * 9000, true);
  return new File([view.buffer], "${name}", { type: "audio/wav" });
})()`;

type Part = {
  type: string;
  text?: string;
  image_url?: { url: string };
  video_url?: { url: string };
  input_audio?: { data: string; format: string };
};

describe("a video or a recording in the composer", function () {
  this.timeout(60_000);
  let editor: PanelEditor;
  before(async function () {
    this.timeout(120_000);
    editor = await openPanelEditor();
    await editor.panel.frame.evaluate(keepClip);
  });
  after(async () => {
    await editor?.close();
    assert.deepEqual(editor?.problems, []);
  });

  /** Pastes or drops a file, given as an expression of the page. */
  const hand = (file: string, by: "paste" | "drop" = "paste") =>
    editor.panel.frame.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(${file});
      const about = { bubbles: true, cancelable: true };
      const event = "${by}" === "paste"
        ? new ClipboardEvent("paste", { clipboardData: data, ...about })
        : new DragEvent("drop", { dataTransfer: data, ...about });
      document.querySelector(".composer textarea").dispatchEvent(event);
    })()`);
  const chipOf = (words: string) => editor.panel.frame.locator(".composer .chip", { hasText: words });

  function lastParts(): Part[] {
    const body = editor.server.requests.at(-1)?.body as { messages: { role: string; content: unknown }[] };
    const content = body.messages.findLast(({ role }) => role === "user")?.content;
    return Array.isArray(content) ? content : [{ type: "text", text: String(content) }];
  }

  it("is sent as one frame a second to a model that takes images", async () => {
    const { panel, server } = editor;
    server.setScript([[say("Dark, then light.")], [say("Still so.")]]);
    await hand("window.testClip");
    await chipOf("2 frames of clip.webm").waitFor();
    assert.match(await panel.answerTo("What happens?"), /Dark, then light\./);
    await panel.lastTurn.locator(".question .chip", { hasText: "2 frames of clip.webm" }).waitFor();
    const [dark, light, text, ...more] = lastParts();
    assert.deepEqual(more, []);
    assert.equal(text?.text, "[2 images are frames, in order, of the video “clip.webm”, 2 s long.]\n\nWhat happens?");
    // How bright the middle of each frame is.
    const brightness = (part?: Part) =>
      panel.frame.evaluate(`(async () => {
        const image = new Image();
        image.src = ${JSON.stringify(part?.image_url?.url)};
        await image.decode();
        const canvas = document.createElement("canvas");
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        return [image.width, image.height, context.getImageData(100, 100, 1, 1).data[0]];
      })()`) as Promise<number[]>;
    const [width, height, black = 255] = await brightness(dark);
    assert.deepEqual([width, height], [320, 240]);
    assert.ok(black < 40, `${black}`);
    assert.ok(((await brightness(light))[2] ?? 0) > 215);
    await panel.answerTo("And now?");
    const { messages } = server.requests.at(-1)?.body as { messages: { content: Part[] }[] };
    const shown = messages.flatMap(({ content }) => content).filter(({ type }) => type === "image_url");
    assert.equal(shown.length, 2, "it stays part of the conversation");
  });

  it("is accepted from the editor's lists, and its name makes no link", async () => {
    const { panel, host, folder } = editor;
    const names = ["film.webm", "[now](command:x).mp4"];
    writeFileSync(join(folder, "film.webm"), Buffer.from(clip, "base64"));
    writeFileSync(join(folder, "[now](command:x).mp4"), "no video");
    const uris = await host.inEditor(
      (vscode, paths) => paths.map((path) => vscode.Uri.file(path).toString()),
      names.map((name) => join(folder, name)),
    );
    await panel.frame.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("application/vnd.code.uri-list", ${JSON.stringify(uris.join("\r\n"))});
      const field = document.querySelector(".composer textarea");
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await chipOf("2 frames of film.webm").getByRole("button", { name: "Remove film.webm" }).click();
    await host.page.getByText("[now] (command:x).mp4 can't be read here.").first().waitFor();
    await chipOf("").first().waitFor({ state: "detached" });
  });

  it("delays the question while it is read, and reading can be stopped", async () => {
    const { panel, server } = editor;
    const asked = server.requests.length;
    // A file that never opens.
    await panel.frame.evaluate(`(() => {
      const media = HTMLMediaElement.prototype;
      const whole = Object.getOwnPropertyDescriptor(media, "src");
      Object.defineProperty(media, "src", { ...whole, set() {} });
      window.openAgain = () => Object.defineProperty(media, "src", whole);
    })()`);
    await hand("window.testClip");
    await chipOf("Reading clip.webm…").waitFor();
    await panel.composer.fill("What is it?");
    assert.equal(await panel.button("Send").isDisabled(), true);
    await panel.composer.press("Enter");
    assert.equal(await panel.composer.inputValue(), "What is it?");
    await panel.button("Stop reading clip.webm").click();
    await chipOf("").first().waitFor({ state: "detached" });
    await panel.frame.evaluate("window.openAgain()");
    server.setScript([[say("Nothing.")]]);
    assert.match(await panel.answerTo("What is it?"), /Nothing\./);
    assert.equal(server.requests.length, asked + 1);
    assert.equal(lastParts().length, 1);
  });

  it("is refused with a message if it can't be read or the model doesn't take it", async () => {
    const { panel, host, server } = editor;
    server.setScript([[say("No.")]]);
    // The editor shows three at a time.
    await host.inEditor((vscode) => vscode.commands.executeCommand("notifications.clearAll"));
    await hand('new File(["no video"], "broken.mp4", { type: "video/mp4" })', "drop");
    await host.page.getByText("broken.mp4 can't be read here. The editor reads MP4 with H.264").first().waitFor();
    await hand(tone(1));
    await host.page.getByText("takes no recordings: voice.wav is not attached.").first().waitFor();
    await chipOf("").first().waitFor({ state: "detached" });
    await panel.answerTo("Is there anything?");
    assert.equal(lastParts().length, 1);
  });

  it("is sent as mono sound to a model with audio input, up to its limit", async () => {
    const { panel, host, server } = editor;
    await host.setSettings({ "gemma.model": "gemma-4-E4B-it" });
    await panel.frame.locator(".model-label", { hasText: "E4B" }).waitFor();
    server.setScript([[say("A tone.")]]);
    await hand(tone(31, "long.wav"));
    await host.page.getByText("long.wav is 31 s long; Gemma takes up to 30 s.").first().waitFor();
    await hand(tone(1.5));
    await chipOf("voice.wav (2 s)").waitFor();
    assert.match(await panel.answerTo("What do you hear?"), /A tone\./);
    const [sound, text] = lastParts();
    assert.deepEqual(
      [sound?.type, sound?.input_audio?.format, text?.text],
      ["input_audio", "wav", "What do you hear?"],
    );
    const wav = Buffer.from(sound?.input_audio?.data ?? "", "base64");
    assert.equal(wav.toString("latin1", 0, 4), "RIFF");
    // Channels and samples a second; 16 bits each.
    assert.deepEqual([wav.readUInt16LE(22), wav.readUInt32LE(24)], [1, 16_000]);
    assert.equal(wav.length, 44 + 1.5 * 16_000 * 2);
  });

  it("is sent whole to a model that takes videos; the previous model's limits are named", async () => {
    const { panel, host, server } = editor;
    const { baseUrl } = server;
    const settings = { "gemma.provider": "openrouter", "gemma.model": "google/gemma-4-26b-a4b-it" };
    // Spelled otherwise, it is set anew and belongs to this provider.
    await host.setSettings({ ...settings, "gemma.baseUrl": `${baseUrl}/` });
    await panel.frame.locator(".model-label", { hasText: "26B" }).waitFor();
    server.setScript([[say("A clip.")]]);
    await hand("window.testClip", "drop");
    await chipOf("clip.webm (2 s)").waitFor();
    assert.match(await panel.answerTo("What is in it?"), /A clip\./);
    const [film, text] = lastParts();
    assert.match(film?.video_url?.url ?? "", /^data:video\/webm;base64,GkXf/, "the file itself, a WebM");
    assert.equal(text?.text, "What is in it?");
    const told = JSON.stringify(server.requests.at(-1)?.body);
    assert.match(told, /A recording, left out: this model takes no audio/);
  });
});
