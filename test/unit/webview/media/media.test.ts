import assert from "node:assert/strict";
import { frameTimes } from "../../../../src/webview/media/frameTimes.ts";
import { wavOf } from "../../../../src/webview/media/wav.ts";
import { attachmentWords } from "../../../../src/webview/parts/chipWords.ts";

describe("a video's frames", () => {
  it("are taken from the middles of equal stretches", () => {
    assert.deepEqual(frameTimes(3, 3), [0.5, 1.5, 2.5]);
    assert.deepEqual(frameTimes(0.4, 1), [0.2]);
    const times = frameTimes(60, 32);
    assert.equal(times.length, 32);
    assert.ok(times.every((time) => time > 0 && time < 60));
  });

  it("are named on its attachment, or its length if sent whole", () => {
    const frame = { mediaType: "image/jpeg", data: "AAAA" };
    const clip = (frames: number, more = {}) =>
      attachmentWords({
        label: "clip.webm",
        video: { mediaType: "video/webm", frames: new Array(frames).fill(frame), seconds: 12.3, ...more },
      });
    assert.deepEqual(
      [clip(12), clip(1), clip(12, { data: "AAAA" })],
      ["12 frames of clip.webm", "A frame of clip.webm", "clip.webm (12 s)"],
    );
    const audio = { mediaType: "audio/wav", data: "AAAA" };
    assert.equal(attachmentWords({ label: "a.mp3", audio: { ...audio, seconds: 0.2 } }), "a.mp3 (1 s)");
    assert.equal(attachmentWords({ label: "a.mp3", audio }), "a.mp3");
    assert.equal(attachmentWords({ label: "a.ts:3" }), "a.ts:3");
  });
});

describe("a recording", () => {
  it("becomes a WAV file of one channel, 16 bits", () => {
    const wav = Buffer.from(wavOf([new Float32Array([0, 1, -1, 2]), new Float32Array([0, 1, 0, 2])], 16_000));
    assert.equal(wav.toString("latin1", 0, 4) + wav.toString("latin1", 8, 16), "RIFFWAVEfmt ");
    assert.equal(wav.length, 44 + 8);
    assert.deepEqual([wav.readUInt32LE(4), wav.readUInt32LE(24), wav.readUInt32LE(40)], [44, 16_000, 8]);
    assert.deepEqual([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt16LE(34)], [1, 1, 16]);
    assert.deepEqual(
      [0, 1, 2, 3].map((at) => wav.readInt16LE(44 + at * 2)),
      [0, 32_767, -16_383, 32_767],
    );
  });
});
