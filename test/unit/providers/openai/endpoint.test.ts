import assert from "node:assert/strict";
import { endpointOf, isLoopback, urlOf } from "../../../../src/providers/http/transport/endpoint.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";

const at = (baseUrl: string, rest = {}) => endpointOf({ preset: presets.custom, baseUrl, ...rest });

describe("endpoint", () => {
  const bases: readonly [typed: string, used: string][] = [
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"],
    [" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080/v1"],
    ["https://llm.example/v1/", "https://llm.example/v1"],
    ["https://llm.example/api/v1/chat/completions", "https://llm.example/api/v1"],
    ["https://llm.example/v1beta/openai", "https://llm.example/v1beta/openai"],
  ];
  for (const [typed, used] of bases) {
    it(`“${typed}” becomes ${used}`, () => assert.equal(at(typed).baseUrl, used));
  }

  it("takes the preset's address and headers unless others are given", () => {
    const endpoint = endpointOf({ preset: presets.openrouter, apiKey: "k", headers: { "X-OpenRouter-Title": "Mine" } });
    assert.equal(endpoint.baseUrl, "https://openrouter.ai/api/v1");
    assert.deepEqual(endpoint.headers, {
      "User-Agent": "gemma-code",
      "X-OpenRouter-Title": "Mine",
      "X-OpenRouter-Categories": "ide-extension",
      Authorization: "Bearer k",
    });
  });

  it("takes the place of a header by its name, whatever its case", () => {
    const headers = { "x-openrouter-title": "Mine", "HTTP-Referer": "https://a.example", "user-agent": "other" };
    assert.deepEqual(endpointOf({ preset: presets.openrouter, headers }).headers, {
      "X-OpenRouter-Categories": "ide-extension",
      ...headers,
    });
  });

  it("keeps a query, and sends name and password as a header", () => {
    const endpoint = at("https://ann:p%40ss@llm.example/v1?api-version=2026-01-01");
    assert.equal(urlOf(endpoint, "models"), "https://llm.example/v1/models?api-version=2026-01-01");
    assert.equal(endpoint.headers["Authorization"], `Basic ${Buffer.from("ann:p@ss").toString("base64")}`);
    const odd = at("http://ann:100%safe@127.0.0.1/v1").headers["Authorization"];
    assert.equal(odd, `Basic ${Buffer.from("ann:100%safe").toString("base64")}`);
  });

  it("refuses what cannot be called, and a key that cannot be sent, without showing it", () => {
    for (const typed of ["", "llm.example", "ftp://llm.example", "file:///etc"]) {
      assert.throws(
        () => at(typed),
        (error: { fault?: object }) => assert.deepEqual(error.fault, { kind: "not-found" }) === undefined,
      );
    }
    assert.throws(
      () => at("https://llm.example", { apiKey: "sk-…cut" }),
      (error: Error) => /copy it again/i.test(error.message) && !error.message.includes("cut"),
    );
  });

  it("recognises this machine", () => {
    for (const url of ["http://localhost:1", "http://127.0.0.1:1", "http://127.1.2.3", "http://[::1]:1"])
      assert.ok(isLoopback(url));
    for (const url of ["https://localhost", "http://192.168.0.2", "http://localhost.example", "nonsense"])
      assert.ok(!isLoopback(url));
  });
});
