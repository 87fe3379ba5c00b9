import assert from "node:assert/strict";
import type { Message } from "../../../../src/model/message.ts";
import { saysLeftOut } from "../../../../src/providers/media/saysLeftOut.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { refusalWords } from "../../../../src/providers/repairs/refusal.ts";
import { Repairs } from "../../../../src/providers/repairs/repairs.ts";
import { sentIn } from "../../../../src/providers/repairs/sent.ts";
import { collect } from "../support/collect.ts";
import { answers, type Script, scriptedServer } from "../support/scriptedServer.ts";
import { type Body, hello, messagesOf } from "./repairBed.ts";

type Row = [words: string, repair: "no-audio" | "no-video" | "", status?: number];

const rows: readonly Row[] = [
  ["audio input is not supported - hint: if this is unexpected, you may need to provide the mmproj", "no-audio", 500],
  ["No endpoints found that support input audio", "no-audio", 404],
  ["No endpoints found that support video input", "no-video", 404],
  ["At most 0 audio(s) may be provided in one prompt.", "no-audio"],
  ["At most 0 video(s) may be provided in one prompt.", "no-video"],
  ["Invalid value: 'input_audio'. Supported values are: 'text', 'image_url', and 'file'.", "no-audio"],
  ["unknown variant `video_url`, expected `text` or `image_url`", "no-video"],
  ["messages[1].content[0].type: unsupported content part 'input_audio'", "no-audio"],
  ["This model does not support audio", "no-audio"],
  ["google/gemma-4-31b-it is not a video model: videos are not supported", "no-video"],
  ["Unknown part type: video_url", "no-video"],
  ["The model cannot process videos", "no-video"],
  ["该模型不支持音频输入", "no-audio"],
  ["Invalid 'content': objects must have a 'type' field that is either 'text' or 'image_url'.", "no-audio"],
  ["Unsupported audio format: only mp3 is supported", ""],
  ["audio is longer than 30 seconds, which is not supported", ""],
  ["Invalid video: could not decode the file", ""],
  ["The video is too large: it must not exceed 20 MB", ""],
  ["Video download failed: the address could not be fetched", ""],
  ["temperature must be less than or equal to 1", ""],
];

const parts = [
  { type: "input_audio", input_audio: {} },
  { type: "video_url", video_url: {} },
];
const body = { messages: [{ role: "user", content: parts }], stream: true };

describe("a refusal of a recording or a video", () => {
  for (const [words, repair, status = 400] of rows) {
    it(`${repair || "something else"}: ${words}`, () => {
      const text = JSON.stringify({ error: { message: words, code: status } });
      const said = refusalWords({ at: "answer", status, headers: new Headers(), body: text }) ?? "";
      const repairs = new Repairs();
      repairs.find(said, sentIn(body));
      assert.equal(repairs.proven().join(), repair);
      const without = { ...body, messages: [{ role: "user", content: "What is it?" }] };
      assert.equal(new Repairs().find(said, sentIn(without)), false, "what was not sent is not left out");
    });
  }

  const question: Message = {
    role: "user",
    parts: [
      { type: "audio", name: "voice.wav", mediaType: "audio/wav", data: "AAAA" },
      {
        type: "video",
        name: "clip.mp4",
        mediaType: "video/mp4",
        data: "VVVV",
        frames: [{ mediaType: "image/jpeg", data: "FFFF" }],
      },
      { type: "text", text: "What is it?" },
    ],
  };
  const typesIn = (sent: Body): string[] =>
    messagesOf(sent).flatMap(({ content }) => (Array.isArray(content) ? content.map(({ type }) => String(type)) : []));

  it("is answered without it, said, and known from then on", async () => {
    const strict: Script = (exchange, count) => {
      const types = typesIn(exchange.body);
      if (types.includes("video_url"))
        return answers(400, { error: { message: "videos are not supported" } })(exchange, count);
      if (types.includes("input_audio"))
        return answers(500, { error: { message: "audio input is not supported" } })(exchange, count);
      return hello(exchange, count);
    };
    await using server = await scriptedServer(strict);
    const info = { vision: true, video: true, audio: true };
    const model = createOpenAiModel({
      preset: presets.custom,
      baseUrl: server.baseUrl,
      modelId: "gemma-4-E4B-it",
      info,
    });
    const told = await collect(saysLeftOut(model), { messages: [question], tools: [] });
    assert.equal(told.text, "Hello");
    const notices = told.events.flatMap((event) => (event.type === "notice" ? [event.message] : [])).join("\n");
    assert.match(notices, /takes no videos .* it gets their frames from now on/);
    assert.match(notices, /takes no recordings .* left out from now on/);
    assert.match(notices, /Not sent: “voice\.wav” \(a recording\)/);
    assert.deepEqual([model.info.video, model.info.audio], [false, false]);
    const before = server.exchanges.length;
    await collect(model, { messages: [question], tools: [] });
    const last = server.exchanges.slice(before);
    assert.deepEqual(
      last.map(({ body: sent }) => typesIn(sent)),
      [["image_url", "text"]],
    );
  });
});
