import assert from "node:assert/strict";
import {
  type HostedList,
  type ModelRow,
  modelRows,
  type RowFacts,
} from "../../../../../src/editor/models/picker/modelRows.ts";
import type { LocalServer } from "../../../../../src/providers/discovery/discover.ts";
import type { ListedModel } from "../../../../../src/providers/discovery/listedModel.ts";

const gemma: ListedModel = {
  id: "google/gemma-4-26b-a4b-it",
  label: "Gemma 4 26B-A4B",
  isGemma: true,
  contextTokens: 262_144,
  vision: true,
  nativeTools: true,
  thinking: true,
  price: { input: 0.06, output: 0.33 },
};
const free: ListedModel = { id: "g:free", label: "Gemma free", isGemma: true, price: { input: 0, output: 0 } };
const other: ListedModel = { id: "x/other", label: "Other", isGemma: false };
const openrouter: HostedList = { preset: "openrouter", label: "OpenRouter", models: [gemma, free, other] };
const ollama: LocalServer = {
  preset: "ollama",
  label: "Ollama",
  baseUrl: "http://127.0.0.1:11434/v1",
  state: "ready",
  models: [
    { id: "gemma3:4b", label: "Gemma 3 4B", isGemma: true, isLoaded: true, contextTokens: 8192 },
    { id: "gemma4:e4b", label: "Gemma 4 E4B", isGemma: true, maxContextTokens: 131_072 },
  ],
};
const offer = {
  id: "270m",
  label: "Gemma 3 270M",
  bytes: 292_000_000,
  memoryBytes: 1,
  licence: "",
  licenceUrl: "",
  recommended: true,
  present: true,
  tooLarge: false,
};
const nothing: RowFacts = { servers: [], offers: [], hosted: [], current: "", showAll: false, now: 10_000_000 };
const told = (facts: Partial<RowFacts>): string[] => modelRows({ ...nothing, ...facts }).rows.map(words);
const words = (row: ModelRow): string =>
  row.type === "group" ? `# ${row.label}` : `${row.label} | ${row.description}`;

describe("the rows of the model picker", () => {
  it("what runs here, then the engine's models, then the hosted, each with what is known of it", () => {
    assert.deepEqual(told({ servers: [ollama], offers: [offer], hosted: [openrouter] }), [
      "# Ollama (running)",
      "Gemma 3 4B | Ollama · loaded · 8K",
      "Gemma 4 E4B | Ollama · up to 128K",
      "Get another Gemma… | Ollama downloads it",
      "# On this machine",
      "Gemma 3 270M | 0.3 GB · on this machine",
      "# OpenRouter",
      "Gemma 4 26B-A4B | OpenRouter · 256K · $0.06 / $0.33 per M · vision, tools, thinking",
      "Gemma free | OpenRouter · free",
    ]);
  });

  it("other models on request, and how many there are", () => {
    assert.equal(modelRows({ ...nothing, hosted: [openrouter] }).hidden, 1);
    const all = { hosted: [openrouter], showAll: true };
    assert.equal(modelRows({ ...nothing, ...all }).hidden, 0);
    assert.deepEqual(told(all).at(-1), "Other | OpenRouter");
    assert.deepEqual(told({ hosted: [{ ...openrouter, models: [other] }] }), [], "a group without rows is left out");
  });

  it("a list that could not be fetched says its age", () => {
    const offline = { ...openrouter, models: [free], problem: "No network." };
    assert.equal(
      told({ hosted: [{ ...offline, at: 10_000_000 - 7_200_000 }] })[0],
      "# OpenRouter: list of 2 hours ago, offline",
    );
    assert.equal(told({ hosted: [offline] })[0], "# OpenRouter: its list could not be fetched");
  });

  it("a server that has no list yet can be chosen all the same", () => {
    const loading: LocalServer = {
      ...ollama,
      preset: "llama-server",
      label: "llama-server",
      state: "loading",
      models: [],
    };
    const [, row] = modelRows({ ...nothing, servers: [loading] }).rows;
    assert.deepEqual(row?.type === "model" && row.choice, {
      type: "server",
      preset: "llama-server",
      model: "",
      baseUrl: loading.baseUrl,
    });
  });

  it("a user's own server is listed once", () => {
    const own: HostedList = { preset: "custom", label: "Own", baseUrl: ollama.baseUrl, models: [gemma, other] };
    assert.equal(modelRows({ ...nothing, servers: [ollama], hosted: [own] }).hidden, 0);
    assert.deepEqual(told({ servers: [ollama], hosted: [own] }), told({ servers: [ollama] }));
  });

  it("marks the model in use, and keeps a user's own address", () => {
    const hosted = [{ ...openrouter, baseUrl: "https://proxy.example/v1" }];
    const { rows } = modelRows({ ...nothing, hosted, current: `openrouter ${gemma.id}` });
    const marked = rows.filter((row) => row.type === "model" && row.isCurrent);
    assert.deepEqual(marked.map(words), [words(rows[1] ?? assert.fail())]);
    assert.deepEqual(
      marked.map((row) => row.type === "model" && row.choice),
      [{ type: "server", preset: "openrouter", model: gemma.id, baseUrl: "https://proxy.example/v1" }],
    );
  });
});
