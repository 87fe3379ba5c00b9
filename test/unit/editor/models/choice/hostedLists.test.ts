import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HostedLists, hostedProviders } from "../../../../../src/editor/models/choice/hostedLists.ts";
import type { HostedList } from "../../../../../src/editor/models/picker/modelRows.ts";
import { presets } from "../../../../../src/providers/presets/presets.ts";
import { answers, scriptedServer } from "../../../providers/support/scriptedServer.ts";

const preset = presets.openrouter;
const today = { data: [{ id: "google/gemma-5-9b-it", supported_parameters: ["top_k"] }] };

describe("the lists of hosted providers", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gemma-lists-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** All that a load tells: the names of the models, and what went wrong. */
  async function told(lists: HostedLists, baseUrl: string): Promise<{ ids: string[]; problem: boolean }[]> {
    const found: HostedList[] = [];
    await lists.load([{ preset, baseUrl }], ([list]) => list && found.push(list));
    return found.map(({ models, problem }) => ({ ids: models.map(({ id }) => id), problem: problem !== undefined }));
  }
  const known = { ids: preset.models.map(({ id }) => id), problem: false };
  const fetched = { ids: ["google/gemma-5-9b-it"], problem: false };

  it("show the preset's rows at once, then the provider's own", async () => {
    await using server = await scriptedServer(answers(200, today));
    const lists = new HostedLists(folder);
    assert.deepEqual(await told(lists, server.baseUrl), [known, fetched]);
    assert.deepEqual(await told(lists, server.baseUrl), [fetched]);
    assert.deepEqual(await told(new HostedLists(folder), server.baseUrl), [fetched], "after a restart too");
    assert.equal(server.exchanges.length, 1);
    const model = await lists.find({ preset, baseUrl: server.baseUrl }, "google/gemma-5-9b-it");
    assert.deepEqual(model?.parameters, ["top_k"]);
    assert.equal(await lists.find({ preset }, "google/gemma-5-9b-it"), undefined, "another address, another list");
  });

  it("fetch an old list again, and keep it if nobody answers", async () => {
    await using server = await scriptedServer((exchange, count) =>
      answers(count === 0 ? 200 : 500, count === 0 ? today : "")(exchange, count),
    );
    await told(new HostedLists(folder), server.baseUrl);
    const file = join(folder, readdirSync(folder)[0] ?? assert.fail("no list was kept"));
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), at: Date.now() - 3_600_000 }));
    assert.deepEqual(await told(new HostedLists(folder), server.baseUrl), [fetched, { ...fetched, problem: true }]);
  });

  it("fall back to the preset's rows if there never was a list", async () => {
    await using server = await scriptedServer(answers(500, ""));
    assert.deepEqual(await told(new HostedLists(folder), server.baseUrl), [known, { ...known, problem: true }]);
  });
});

describe("which providers are asked for their lists", () => {
  it("those with a key, and the user's own server with the protocol it is said to speak", () => {
    const keys = new Map([
      ["keeprouter", "k"],
      ["llama-server", "l"],
      ["custom", "c"],
    ] as const);
    const asked = (provider: string, baseUrl: string) =>
      hostedProviders({ provider, baseUrl, protocol: "anthropic" }, keys).map(
        (each) => `${each.preset.id} ${each.protocol} ${each.baseUrl ?? ""} ${each.apiKey}`,
      );
    const own = "https://llm.example/v1";
    assert.deepEqual(asked("openrouter", ""), ["keeprouter anthropic  k"]);
    assert.deepEqual(asked("custom", own), ["keeprouter anthropic  k", `custom anthropic ${own} c`]);
    assert.deepEqual(asked("auto", own), ["keeprouter anthropic  k", `custom anthropic ${own} c`]);
    assert.deepEqual(asked("keeprouter", own), [`keeprouter anthropic ${own} k`]);
  });
});
