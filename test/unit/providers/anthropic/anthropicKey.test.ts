import assert from "node:assert/strict";
import { anthropicEndpoint, withBearer } from "../../../../src/providers/anthropic/anthropicEndpoint.ts";
import {
  type AnthropicModelOptions,
  createAnthropicModel,
} from "../../../../src/providers/anthropic/anthropicModel.ts";
import { checkKey } from "../../../../src/providers/discovery/checkKey.ts";
import { listModels } from "../../../../src/providers/discovery/listModels.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { collect, failed } from "../support/collect.ts";
import { answers, data, type Script, scriptedServer, streams } from "../support/scriptedServer.ts";

const modelAt = (baseUrl: string, options: Partial<AnthropicModelOptions> = {}) =>
  createAnthropicModel({ preset: presets.custom, baseUrl, modelId: "gemma-4-31b-it", ...options });
const run = async (script: Script, options: Partial<AnthropicModelOptions> = {}) => {
  await using server = await scriptedServer(script);
  return { ...(await collect(modelAt(server.baseUrl, options))), exchanges: server.exchanges };
};
const hello = streams(
  data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } }),
  data({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: {} }),
  data({ type: "message_stop" }),
);

describe("the key of an Anthropic-compatible server", () => {
  const refusals: readonly [status: number, body: unknown][] = [
    [401, { error: "Unauthorized" }],
    [401, ""],
    [403, { error: { message: "Not authenticated: missing Authorization header" } }],
    [400, { error: { message: "No api key passed in." } }],
  ];
  for (const [status, body] of refusals) {
    it(`goes the other way where it is refused: ${status} ${JSON.stringify(body)}`, async () => {
      await using server = await scriptedServer((exchange, count) =>
        (exchange.headers.authorization === "Bearer sk-test" ? hello : answers(status, body))(exchange, count),
      );
      const model = modelAt(server.baseUrl, { apiKey: "sk-test" });
      assert.equal((await collect(model)).text, "Hello");
      assert.equal((await collect(model)).text, "Hello");
      const keys = server.exchanges.map(({ headers }) => [headers["x-api-key"], headers.authorization]);
      const bearer = [undefined, "Bearer sk-test"];
      assert.deepEqual(keys, [["sk-test", undefined], bearer, bearer], "and stays there");
    });
  }

  it("is refused when both ways are, and asked for when there is none", async () => {
    const wrong = await run(answers(401, { error: "Unauthorized" }), { apiKey: "sk-test" });
    assert.match(failed(wrong, "auth"), /refused the key/);
    assert.equal(wrong.exchanges.length, 2);
    const none = await run(answers(401, { error: "Unauthorized" }));
    assert.match(failed(none, "auth"), /needs a key/);
    assert.equal(none.exchanges.length, 1);
    const other = await run(answers(400, { error: { message: "max_tokens is required" } }), { apiKey: "sk-test" });
    assert.equal(other.exchanges.length, 1);
  });

  it("goes to Anthropic's own address as it says, and beside other credentials", () => {
    const at = (baseUrl: string) =>
      withBearer(anthropicEndpoint({ preset: presets.custom, baseUrl, apiKey: "sk-test" }));
    assert.equal(at("https://api.anthropic.com"), undefined);
    assert.ok(at("https://api.anthropic.com.example.org"));
    const headers = { Authorization: "Basic eA==" };
    const proxied = anthropicEndpoint({ preset: presets.custom, baseUrl: "https://a.example", apiKey: "k", headers });
    assert.equal(withBearer(proxied), undefined);
  });

  it("is shown the other way to its list too", async () => {
    await using server = await scriptedServer((exchange, count) =>
      (exchange.headers.authorization === "Bearer sk-test"
        ? answers(200, { data: [{ id: "gemma-4-31b-it" }] })
        : answers(401, { error: "Unauthorized" }))(exchange, count),
    );
    const asked = {
      preset: presets.custom,
      protocol: "anthropic",
      baseUrl: server.baseUrl,
      apiKey: "sk-test",
    } as const;
    const ask = { signal: new AbortController().signal };
    assert.deepEqual(
      (await listModels(asked, ask)).map(({ id }) => id),
      ["gemma-4-31b-it"],
    );
    assert.deepEqual(await checkKey(asked, ask), { ok: true, isProven: true });
  });
});
