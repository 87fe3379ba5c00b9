import assert from "node:assert/strict";
import { ModelError } from "../../../../src/model/modelError.ts";
import { createOpenAiModel } from "../../../../src/providers/openai/openAiModel.ts";
import { headersSchema, parseWanted } from "../../../../src/providers/parameters/wantedSchema.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { collect } from "../support/collect.ts";
import { chunk, done, scriptedServer, streams } from "../support/scriptedServer.ts";

const read = (headers: unknown) => parseWanted(headersSchema, headers, "headers");

describe("further headers", () => {
  const taken: Record<string, string>[] = [
    {},
    { "HTTP-Referer": "https://example.org", "X-Title": "Team blue" },
    { "X-Author": "ann", "X-Keyboard": "qwerty", "X-Tenant": "7", traceparent: "00-ab-cd-01" },
    { "User-Agent": "gemma" },
  ];
  for (const headers of taken)
    it(`are taken: ${JSON.stringify(headers)}`, () => assert.deepEqual(read(headers), headers));

  const keys = [
    ...["Authorization", "authorization", "Proxy-Authorization", "x-api-key", "api-key", "X-Goog-Api-Key", "Cookie"],
    ...[
      "X-Auth-Token",
      "X-Access-Token",
      "Ocp-Apim-Subscription-Key",
      "X-Secret",
      "X-Password",
      "x-amz-security-token",
    ],
    ...["X-JWT-Assertion", "X-Session", "X-Credential"],
  ];
  const refused: unknown[] = [
    ...keys.map((name) => ({ [name]: "abc" })),
    { "X-Title": "Bearer abcdef" },
    { "X-Title": "sk-or-v1-0123456789abcdef" },
    { "X-Title": "eyJhbGciOiJIUzI1NiJ9" },
    { Host: "a" },
    { "Content-Type": "text/plain" },
    { "Content-Length": "1" },
    { "Transfer-Encoding": "chunked" },
    { Connection: "close" },
    { "bad name": "a" },
    { "": "a" },
    { "X-A": "a\r\nX-B: b" },
    { "X-A": "ä" },
    { "X-A": 7 },
    ["X-A"],
    "X-A: b",
    Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`X-${at}`, "a"])),
  ];
  for (const headers of refused) {
    it(`are refused: ${JSON.stringify(headers).slice(0, 60)}`, () => {
      assert.throws(
        () => read(headers),
        (error) => {
          assert.ok(error instanceof ModelError);
          assert.equal(error.fault.kind, "settings");
          assert.match(error.message, /gemma\.headers/);
          assert.doesNotMatch(error.message, /abcdef|0123456789/, "what may be a key is not shown");
          return true;
        },
      );
    });
  }

  it("go with a question beside the key, and nowhere that the server points", async () => {
    await using other = await scriptedServer(streams(chunk({ content: "x" }, "stop"), done));
    await using server = await scriptedServer(({ response }) => {
      response.writeHead(307, { Location: `${other.baseUrl}/chat/completions` }).end();
    });
    const headers = { "HTTP-Referer": "https://example.org" };
    const { baseUrl } = server;
    await collect(createOpenAiModel({ preset: presets.custom, baseUrl, modelId: "m", apiKey: "k", headers }));
    const [asked] = server.exchanges;
    assert.deepEqual(
      [asked?.headers["http-referer"], asked?.headers.authorization],
      ["https://example.org", "Bearer k"],
    );
    assert.equal(other.exchanges.length, 0);
  });
});
