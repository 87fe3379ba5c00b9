import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModelError } from "../../../../src/model/modelError.ts";
import { ageText, ListCache } from "../../../../src/providers/discovery/listCache.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { answers, scriptedServer } from "../support/scriptedServer.ts";

const preset = presets.openrouter;
const signal = new AbortController().signal;
const list = {
  data: [
    { id: "openai/gpt-x", name: "GPT X" },
    {
      id: "google/gemma-3-4b-it",
      context_length: 131_072,
      pricing: { prompt: "0.00000002", completion: "0.00000004" },
    },
  ],
};

describe("cached lists", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "gemma-lists-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("keep all models with the time of the fetch, for the next start too", async () => {
    await using server = await scriptedServer(answers(200, list));
    const provider = { preset, baseUrl: server.baseUrl };
    assert.equal(await new ListCache(folder).read(provider), undefined);
    const fetched = await new ListCache(folder, () => 1000).refresh(provider, { signal });
    assert.deepEqual(
      fetched.models.map(({ id }) => id),
      ["google/gemma-3-4b-it", "openai/gpt-x"],
    );
    assert.deepEqual(await new ListCache(folder).read(provider), fetched);
    assert.equal(fetched.at, 1000);
    assert.equal(await new ListCache(folder).read({ preset }), undefined, "another address is another list");
    assert.equal(readdirSync(folder).length, 1, "no draft is left behind");
  });

  it("are fetched once for all who ask at the same time", async () => {
    await using server = await scriptedServer(answers(200, list));
    const cache = new ListCache(folder);
    const provider = { preset, baseUrl: server.baseUrl };
    await Promise.all([cache.refresh(provider, { signal }), cache.refresh(provider, { signal })]);
    assert.equal(server.exchanges.length, 1);
    await cache.refresh(provider, { signal });
    assert.equal(server.exchanges.length, 2);
  });

  it("outlive a provider that does not answer", async () => {
    const cache = new ListCache(folder);
    await using server = await scriptedServer((exchange, count) =>
      (count === 0 ? answers(200, list) : answers(500, ""))(exchange, count),
    );
    const provider = { preset, baseUrl: server.baseUrl };
    const first = await cache.refresh(provider, { signal });
    await assert.rejects(cache.refresh(provider, { signal }), ModelError);
    assert.deepEqual(await cache.read(provider), first);
  });

  it("that cannot be read are none", async () => {
    for (const text of ["", "{", '{"at":1}', '{"at":1,"models":[{"id":5}]}', "[]"]) {
      writeFileSync(join(folder, "openrouter.json"), text);
      assert.equal(await new ListCache(folder).read({ preset }), undefined, text);
    }
  });

  it("that cannot be written are given all the same", async () => {
    await using server = await scriptedServer(answers(200, list));
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const fetched = await new ListCache(file).refresh({ preset, baseUrl: server.baseUrl }, { signal });
    assert.equal(fetched.models.length, 2);
  });

  it("say their age", () => {
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
    const ages = [0, minute, 59 * minute, hour, 23 * hour, day, 40 * day].map(ageText);
    assert.deepEqual(ages, [
      "now",
      "1 minute ago",
      "59 minutes ago",
      "1 hour ago",
      "23 hours ago",
      "1 day ago",
      "40 days ago",
    ]);
  });
});
