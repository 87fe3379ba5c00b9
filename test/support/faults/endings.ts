import type { Fault } from "./fault.ts";
import type { Play } from "./wirePlay.ts";

const text = (...texts: string[]): Play => ({ pieces: texts.map((each) => ({ text: each })) });

/** Answers that are empty, cut off or interrupted. */
export const endings: readonly Fault[] = [
  {
    name: "An empty turn",
    where: "LM Studio #2339, Ollama",
    plays: [{ pieces: [] }],
    lasts: true,
    expect: { outcome: "failed: empty" },
  },
  {
    name: "A few blanks, then a silent end",
    where: "Ollama #15539",
    plays: [text("\n", " ")],
    lasts: true,
    expect: { outcome: "failed: empty" },
  },
  {
    name: "The token limit in mid-sentence",
    where: "everywhere",
    plays: [{ pieces: [{ text: "The first half" }], finish: "length" }],
    expect: { outcome: "cut", text: /^The first half$/ },
  },
  {
    name: "An error in the middle of the stream",
    where: "OpenRouter, Ollama, Runware",
    plays: [{ pieces: [{ text: "The first half" }], end: { error: "upstream worker died" } }],
    lasts: true,
    expect: { outcome: "failed: unavailable", ofEngine: "failed: engine", text: /^The first half$/ },
  },
  {
    name: "A reason for the end that nobody knows, in mid-answer",
    where: "OpenRouter, Z.ai, DeepSeek",
    plays: [{ pieces: [{ text: "First, open the file and" }], finish: "broken" }],
    lasts: true,
    expect: { outcome: "failed: unavailable", text: /^First, open the file and$/ },
  },
  {
    name: "A reason for the end that nobody knows, before any answer",
    where: "OpenRouter, Z.ai, DeepSeek",
    plays: [{ pieces: [], finish: "broken" }],
    expect: { outcome: "answered", text: /^Done\.$/ },
  },
  {
    name: "An error within the choice, after some text",
    where: "OpenRouter and routers like it",
    plays: [
      {
        pieces: [{ text: "The first half" }],
        end: { inChoice: { code: 502, message: "Provider disconnected mid-stream" } },
      },
    ],
    lasts: true,
    expect: { outcome: "failed: unavailable", text: /^The first half$/ },
  },
  {
    name: "An error within the choice, with a wait",
    where: "OpenRouter and routers like it",
    plays: [
      { pieces: [], end: { inChoice: { code: 429, message: "Rate limit of the upstream reached, retry in 12 s" } } },
    ],
    lasts: true,
    expect: { outcome: "failed: rate-limit" },
  },
  {
    name: "A connection that ends in mid-answer",
    where: "everywhere",
    plays: [{ pieces: [{ text: "The first half" }], end: "cut" }],
    lasts: true,
    expect: { outcome: "failed: unavailable", ofEngine: "failed: engine", text: /^The first half$/ },
  },
  {
    name: "A server that falls silent",
    where: "everywhere",
    plays: [{ pieces: [{ text: "The first half" }], end: "silent" }],
    lasts: true,
    silentMs: 300,
    expect: { outcome: "failed: unavailable", ofEngine: "failed: engine", text: /^The first half$/ },
  },
];
