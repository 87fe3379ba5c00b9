import assert from "node:assert/strict";
import { type Inputs, type Media, mediaPlan } from "../../../../src/editor/attachments/mediaPlan.ts";
import { takesOf } from "../../../../src/editor/models/modelInputs.ts";
import { chooseModel, nameOf } from "../../../../src/editor/models/choice/modelChoice.ts";

const images: Inputs = { label: "Gemma 4 31B", vision: true, video: false, audio: false };
const all: Inputs = { label: "Gemma", vision: true, video: true, audio: true };
const unknown: Inputs = { label: "Gemma" };
const clip = (more: Partial<Media> = {}): Media => {
  return { kind: "video", name: "clip.webm", bytes: 1_000_000, seconds: 12, ...more };
};
const voice = (more: Partial<Media> = {}): Media => clip({ kind: "audio", name: "voice.mp3", ...more });

describe("how a video or a recording is sent", () => {
  it("a frame a second, at most 32, and the file itself where the model takes it and it is small", () => {
    for (const [media, inputs, frames, whole] of [
      [clip(), images, 12, false],
      [clip(), unknown, 12, false],
      [clip({ seconds: 0.3 }), images, 1, false],
      [clip({ seconds: 60.4 }), images, 32, false],
      [clip(), all, 12, true],
      [clip({ bytes: 10_000_001 }), all, 12, false],
      [clip(), { ...all, vision: false }, 12, true],
      [clip(), { ...images, contextTokens: 4096 }, 7, false],
      [clip(), { ...images, contextTokens: 262_144 }, 12, false],
      [clip(), { ...images, contextTokens: 300 }, 1, false],
    ] as const) {
      assert.deepEqual(mediaPlan(media, inputs), { type: "video", frames, whole });
    }
    const { seconds: _, ...undecoded } = clip();
    assert.deepEqual(mediaPlan(undecoded, all), { type: "video", frames: 0, whole: true });
    assert.deepEqual(mediaPlan(voice(), all), { type: "audio" });
    assert.deepEqual(mediaPlan(voice({ seconds: 30.2 }), unknown), { type: "audio" });
  });

  it("or a refusal in words", () => {
    const { seconds: _, ...undecoded } = clip();
    const { seconds: __, ...unheard } = voice();
    for (const [media, inputs, words] of [
      [clip({ seconds: 95 }), images, /^clip\.webm is 95 s long; Gemma takes up to 60 s\./],
      [voice({ seconds: 31 }), all, /31 s long; Gemma takes up to 30 s/],
      [clip({ bytes: 100_000_001 }), all, /larger than 100 MB/],
      [undecoded, images, /can't be read here\. The editor reads MP4 with H\.264/],
      [unheard, all, /can't be read here\. The editor reads WAV/],
      [clip(), { ...images, vision: false }, /^Gemma 4 31B reads text only: clip\.webm is not attached\./],
      [voice(), images, /^Gemma 4 31B takes no recordings: voice\.mp3 is not attached\./],
    ] as const) {
      const plan = mediaPlan(media, inputs);
      assert.ok(plan.type === "refused");
      assert.match(plan.words, words);
    }
  });
});

describe("inputs that a chosen model takes", () => {
  const settings = {
    provider: "auto",
    model: "",
    baseUrl: "",
    protocol: "auto",
    ollamaContextTokens: 8192,
    ollamaKeepAlive: "",
  };
  const choose = (more: Partial<typeof settings>) =>
    chooseModel({ settings: { ...settings, ...more }, keys: new Map(), engine: { available: false, files: [] } });
  const takes = (more: Partial<typeof settings>) => {
    const { vision, video, audio } = takesOf(choose(more), undefined, undefined);
    return [vision, video, audio];
  };

  it("are known of hosted models before a request, and of local ones by their name", () => {
    assert.deepEqual(takes({ provider: "openrouter", model: "google/gemma-4-26b-a4b-it" }), [true, true, false]);
    assert.deepEqual(takes({ provider: "keeprouter" }), [false, false, false]);
    assert.deepEqual(takes({ provider: "runware" }), [true, false, false]);
    assert.deepEqual(takes({ provider: "runware", protocol: "runware" }), [true, true, false]);
    assert.deepEqual(takes({ provider: "ollama", model: "gemma4:e4b" }), [undefined, false, undefined]);
    assert.deepEqual(takes({ provider: "ollama", model: "gemma4:31b" }), [undefined, false, false]);
    assert.deepEqual(takes({ provider: "llama-server" }), [undefined, false, undefined]);
  });

  it("are what the model or the provider's list states", () => {
    const choice = choose({ provider: "ollama", model: "gemma4:e4b" });
    const info = { id: "gemma4:e4b", label: "Gemma 4 E4B", provider: "Ollama", nativeTools: true, vision: true };
    const asked = takesOf(
      choice,
      { choice: nameOf(choice), info: { ...info, audio: true, contextTokens: 4096 } },
      undefined,
    );
    assert.deepEqual(asked, { label: "Gemma 4 E4B", vision: true, video: false, audio: true, contextTokens: 4096 });
    const other = choose({ provider: "openrouter", model: "google/gemma-4-e4b-it" });
    const listed = { id: "google/gemma-4-e4b-it", label: "E4B", isGemma: true, vision: true, audio: true };
    assert.deepEqual(takesOf(other, undefined, listed).audio, true);
  });
});
