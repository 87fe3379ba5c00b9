import assert from "node:assert/strict";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { emptyTranscript, record } from "../../../../src/agent/transcript/transcript.ts";
import { turnEventSchema } from "../../../../src/agent/transcript/turnEvent.ts";
import * as v from "valibot";

const image = { mediaType: "image/png", data: "iVBORw0KGgo=" };
const asked = {
  type: "asked",
  id: "1",
  at: 1,
  mode: "ask",
  text: "What is it?",
  prompt: "What is it?",
  chips: [
    { label: "a.ts", path: "a.ts" },
    { label: "screen.png", image },
  ],
} as const;

describe("images of a question", () => {
  it("are sent before the text, and code attachments are no images", () => {
    const [, question] = messagesOf(record(emptyTranscript, asked), "system");
    assert.deepEqual(question, {
      role: "user",
      parts: [
        { type: "image", ...image },
        { type: "text", text: "What is it?" },
      ],
    });
  });

  it("are stored with the chat, and only base64 is accepted", () => {
    assert.deepEqual(v.parse(turnEventSchema, asked), asked);
    const odd = { ...asked, chips: [{ label: "x", image: { mediaType: "image/png", data: "<svg onload=…>" } }] };
    assert.equal(v.is(turnEventSchema, odd), false);
  });

  it("are followed by videos and recordings, kept with the chat whatever their size", () => {
    const video = { seconds: 2, mediaType: "video/mp4", frames: [image], data: "A".repeat(16_000_000) };
    const audio = { seconds: 1.5, mediaType: "audio/wav", data: "UklGRg==" };
    const question = {
      ...asked,
      chips: [
        { label: "clip.mp4", video },
        { label: "voice.mp3", audio },
      ],
    };
    assert.equal(v.is(turnEventSchema, question), true);
    const [, message] = messagesOf(record(emptyTranscript, question), "system");
    assert.deepEqual(message?.parts, [
      { type: "video", name: "clip.mp4", ...video },
      { type: "audio", name: "voice.mp3", ...audio },
      { type: "text", text: "What is it?" },
    ]);
    const tooMany = { ...video, frames: new Array(33).fill(image) };
    for (const chip of [
      { label: "x", video: { ...video, data: "<svg>" } },
      { label: "x", video: tooMany },
      { label: "x", audio: { ...audio, data: "AAA" } },
    ]) {
      assert.equal(v.is(turnEventSchema, { ...asked, chips: [chip] }), false);
    }
  });
});
