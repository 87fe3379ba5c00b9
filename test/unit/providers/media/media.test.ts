import assert from "node:assert/strict";
import type { AudioPart, Message, VideoPart } from "../../../../src/model/message.ts";
import type { Model, ModelInfo, ModelRequest } from "../../../../src/model/model.ts";
import { toAnthropicBody } from "../../../../src/providers/anthropic/anthropicBody.ts";
import { infoOfListed, listedFrom, parseModelList } from "../../../../src/providers/discovery/listedModel.ts";
import { renderPrompt } from "../../../../src/providers/embedded/format/template.ts";
import { saysLeftOut } from "../../../../src/providers/media/saysLeftOut.ts";
import { toOllamaBody } from "../../../../src/providers/ollama/ollamaBody.ts";
import { toWireBody } from "../../../../src/providers/openai/wireBody.ts";
import { modelInfo } from "../../../../src/providers/parameters/modelInfo.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { toRunwareTask } from "../../../../src/providers/runware/runwareTask.ts";
import { mediaTokens } from "../../../../src/model/mediaTokens.ts";

const frames = [
  { mediaType: "image/jpeg", data: "AAAA" },
  { mediaType: "image/jpeg", data: "BBBB" },
];
const video: VideoPart = {
  type: "video",
  name: "clip.webm",
  seconds: 2.1,
  mediaType: "video/webm",
  frames,
  data: "VVVV",
};
const sound: AudioPart = { type: "audio", name: "voice.mp3", seconds: 3, mediaType: "audio/wav", data: "WWWW" };
const asks = (...parts: Message["parts"]): ModelRequest => ({
  messages: [{ role: "user", parts: [...parts, { type: "text", text: "What is it?" }] }],
  tools: [],
});
const info = (more: Partial<ModelInfo> = {}): ModelInfo => {
  return { id: "m", label: "Gemma", provider: "test", nativeTools: true, vision: true, ...more };
};
const frameNote = "[2 images are frames, in order, of the video “clip.webm”, 2 s long.]";
const openAi = (request: ModelRequest, more: Partial<ModelInfo> = {}): unknown =>
  (toWireBody(request, presets.openrouter, info(more)) as { messages: { content: unknown }[] }).messages[0]?.content;

describe("a video on the wire", () => {
  it("goes whole where the model takes videos: OpenRouter's video_url, Runware's inputs", () => {
    assert.deepEqual(openAi(asks(video), { video: true }), [
      { type: "video_url", video_url: { url: "data:video/webm;base64,VVVV" } },
      { type: "text", text: "What is it?" },
    ]);
    const task = toRunwareTask(asks(video), info({ video: true }), {}, crypto.randomUUID());
    assert.deepEqual(task.inputs, { videos: ["data:video/webm;base64,VVVV"] });
    assert.deepEqual(task.messages, [{ role: "user", content: "What is it?" }]);
  });

  it("goes as its frames where images alone are taken, on every wire", () => {
    const images = frames.map(({ data }) => `data:image/jpeg;base64,${data}`);
    assert.deepEqual(openAi(asks(video)), [
      ...images.map((url) => ({ type: "image_url", image_url: { url } })),
      { type: "text", text: `${frameNote}\n\nWhat is it?` },
    ]);
    // Too large to be sent whole.
    const { data: _, ...large } = video;
    assert.deepEqual(openAi(asks(large), { video: true }), openAi(asks(video)));
    const task = toRunwareTask(asks(video), info(), {}, crypto.randomUUID());
    assert.deepEqual(task.inputs, { images });
    const anthropic = toAnthropicBody(asks(video), info({ video: true })) as { messages: { content: unknown[] }[] };
    assert.deepEqual(anthropic.messages[0]?.content, [
      ...frames.map(({ mediaType, data }) => ({
        type: "image",
        source: { type: "base64", media_type: mediaType, data },
      })),
      { type: "text", text: `${frameNote}\n\nWhat is it?` },
    ]);
    const ollama = toOllamaBody(asks(video), info({ video: true }), { canThink: false }) as { messages: unknown[] };
    assert.deepEqual(ollama.messages, [
      { role: "user", content: `${frameNote}\n\nWhat is it?`, images: ["AAAA", "BBBB"] },
    ]);
  });

  it("is told of in words where the model takes neither", () => {
    const told = "[A video, left out: this model reads text only.]\n\nWhat is it?";
    assert.equal(openAi(asks(video), { vision: false }), told);
    const undecoded = { ...video, frames: [] };
    assert.match(String(openAi(asks(undecoded))), /A video, left out: this model takes no videos/);
    const task = toRunwareTask(asks(video), info({ vision: false }), {}, crypto.randomUUID());
    assert.deepEqual([task.inputs, task.messages[0]?.content], [undefined, told]);
    const here = JSON.stringify(
      renderPrompt(asks(video).messages, { family: "gemma4", thinking: false, emptyThought: false }),
    );
    assert.match(here, /A video was attached\. This engine reads text only/);
  });
});

describe("a recording on the wire", () => {
  it("goes as input_audio, and among Ollama's images, where the model hears", () => {
    assert.deepEqual(openAi(asks(sound), { audio: true }), [
      { type: "input_audio", input_audio: { data: "WWWW", format: "wav" } },
      { type: "text", text: "What is it?" },
    ]);
    const mp3 = asks({ ...sound, mediaType: "audio/mpeg" });
    assert.match(JSON.stringify(openAi(mp3, { audio: true })), /"format":"mp3"/);
    const picture = { type: "image", mediaType: "image/png", data: "PPPP" } as const;
    const ollama = toOllamaBody(asks(sound, picture), info({ audio: true }), { canThink: false }) as {
      messages: unknown[];
    };
    assert.deepEqual(ollama.messages, [{ role: "user", content: "What is it?", images: ["PPPP", "WWWW"] }]);
  });

  it("is told of in words where it does not", () => {
    const told = "[A recording, left out: this model takes no audio.]\n\nWhat is it?";
    assert.equal(openAi(asks(sound)), told);
    const task = toRunwareTask(asks(sound), info({ audio: true }), {}, crypto.randomUUID());
    assert.equal(task.messages[0]?.content, told);
    const anthropic = JSON.stringify(toAnthropicBody(asks(sound), info({ audio: true })));
    assert.match(anthropic, /A recording, left out/);
    const ollama = toOllamaBody(asks(sound), info(), { canThink: false });
    assert.deepEqual(ollama["messages"], [{ role: "user", content: told }]);
  });
});

describe("what was left out of a question", () => {
  const model = (more: Partial<ModelInfo>): Model => ({
    info: info(more),
    async *stream() {
      yield { type: "text", delta: "Yes." };
      yield { type: "done", reason: "stop" };
    },
  });
  async function notices(request: ModelRequest, more: Partial<ModelInfo>): Promise<string[]> {
    const found: string[] = [];
    for await (const event of saysLeftOut(model(more)).stream(request, new AbortController().signal))
      if (event.type === "notice") found.push(event.message);
    return found;
  }

  it("is said once with its answer", async () => {
    const said = "Not sent: “clip.webm” (a video), “voice.mp3” (a recording). Gemma does not take them.";
    assert.deepEqual(await notices(asks(video, sound), { vision: false }), [said]);
    assert.deepEqual(await notices(asks(sound), {}), ["Not sent: “voice.mp3” (a recording). Gemma does not take it."]);
    assert.deepEqual(await notices(asks(video, sound), { video: true, audio: true }), []);
    assert.deepEqual(await notices(asks(video), {}), [], "its frames went");
    const image = { type: "image", mediaType: "image/png", data: "PPPP" } as const;
    const blind = { vision: false };
    assert.deepEqual(await notices(asks(image), blind), ["Not sent: an image. Gemma does not take it."]);
    assert.deepEqual(await notices(asks(image, sound, image), blind), [
      "Not sent: 2 images, “voice.mp3” (a recording). Gemma does not take them.",
    ]);
    assert.deepEqual(await notices(asks(image), {}), []);
  });

  it("is not said again of earlier questions, nor with each step of an agent", async () => {
    const later = { ...asks(), messages: [...asks(sound).messages, ...asks().messages] };
    assert.deepEqual(await notices(later, {}), []);
    const step: ModelRequest = { ...asks(sound), messages: [...asks(sound).messages, { role: "tool", parts: [] }] };
    assert.deepEqual(await notices(step, {}), []);
  });
});

describe("what a model takes", () => {
  it("is what its list says, then the preset's row over its own protocol, then its name", () => {
    const of = (id: string) => [
      modelInfo(presets.openrouter, id, "").video,
      modelInfo(presets.openrouter, id, "").audio,
    ];
    assert.deepEqual(of("google/gemma-4-26b-a4b-it"), [true, undefined]);
    assert.deepEqual(of("google/gemma-4-31b-it:free"), [undefined, undefined]);
    const runware = presets.runware.defaultModel ?? "";
    assert.equal(modelInfo(presets.runware, runware, "", {}, "runware").video, true);
    assert.equal(modelInfo(presets.runware, runware, "").video, undefined, "its chat endpoint documents no video");
    const stated = (modalities: string[]) => {
      const [entry] =
        parseModelList({
          data: [{ id: "google/gemma-4-26b-a4b-it", architecture: { input_modalities: modalities } }],
        }) ?? [];
      assert.ok(entry);
      const known = modelInfo(presets.openrouter, entry.id ?? "", "", infoOfListed(listedFrom(entry)));
      return [known.vision, known.video, known.audio];
    };
    assert.deepEqual(stated(["text", "image"]), [true, false, false], "the list comes before the row");
    assert.deepEqual(stated(["text", "image", "video", "audio"]), [true, true, true]);
    for (const [id, hears] of [
      ["gemma-4-E4B-it", true],
      ["google/gemma-4-12B-it", true],
      ["gemma-3n-E2B-it", true],
      ["gemma-4-31b-it", undefined],
      ["gemma-3-12b-it", undefined],
      ["my-model", undefined],
    ] as const) {
      assert.equal(modelInfo(presets.vllm, id, "").audio, hears, id);
      assert.equal(modelInfo(presets.google, id, "").audio, undefined, id);
      assert.equal(modelInfo(presets.custom, id, "https://a.example", {}, "anthropic").audio, false, id);
    }
  });

  it("counts for the window: a frame as an image, sound by its length", () => {
    assert.equal(mediaTokens(asks(video).messages), 2 * 280);
    assert.equal(mediaTokens(asks({ ...video, frames: [] }).messages), 3 * 280);
    assert.equal(mediaTokens(asks(sound).messages), 75);
  });
});
