import assert from "node:assert/strict";
import { scrubber, scrubFixture } from "../../live/scrub.ts";
import type { WireFixture } from "../../support/wireFixture.ts";

const key = "planted+key/0123456789";
const fixture = (body: string, events = ""): WireFixture => ({
  origin: "recorded",
  from: "a test",
  exchanges: [
    {
      method: "POST",
      path: "/v1/chat/completions",
      wants: ['{"model":"gemma"}'],
      status: 200,
      headers: { "content-type": "text/event-stream", "x-request-id": "req_abcdefgh1", "set-cookie": `k=${key}` },
      body: Buffer.from(body),
    },
  ],
  events,
});

describe("what is recorded is scrubbed", () => {
  const rows: readonly [name: string, text: string, leaves: RegExp][] = [
    ["the key itself", `Incorrect API key provided: ${key}.`, /provided: \{key\}\./],
    ["the key URL-encoded", `https://x/?k=${encodeURIComponent(key)}&n=1`, /k=\{key\}&n=1/],
    ["the key in base64", `Basic says ${Buffer.from(key).toString("base64")}`, /says \{key\}/],
    ["another key by its shape", '"key":"sk-or-v1-0123456789abcdef0123456789"', /"key":"\{key\}"/],
    ["a bearer token", "Authorization: Bearer abcdefghijkl.mnop", /Bearer \{key\}/],
    ["Google's keys", "AIzaSyA0123456789abcdefghijklmnop", /^\{key\}$/],
    ["an address", '"email":"jane.doe@mail.example.org"', /user@example\.com/],
    ["a user's id", '"user_id":"user_2abcDEFghiJKL"', /"user_id":"account-0"/],
    ["an account in the text", "org-AbCdEfGh1234 is over its limit", /^account-0 is over/],
    ["a home folder", "at /home/jane/projects/secret.ts", /\/home\/user\/projects/],
    ["an address on the network", "from 203.0.113.77", /192\.0\.2\.1/],
    ["a time", '"created":1765432100', /"created":1790000000/],
  ];
  for (const [name, text, leaves] of rows) {
    it(name, () => {
      const clean = scrubber([key])(text);
      assert.match(clean, leaves);
      assert.doesNotMatch(clean, /planted|0123456789abcdef|jane|203\.0/);
    });
  }

  it("the same id stays the same and others stay others", () => {
    const clean = scrubber([])(
      '"id":"gen-1765432100-AbCdEf","of":"gen-1765432100-AbCdEf","next":"gen-1765432101-XyZxYz"',
    );
    const [id, of, next] = [...clean.matchAll(/:"([^"]+)"/g)].map(([, found]) => found);
    assert.equal(id, of);
    assert.notEqual(id, next);
    assert.doesNotMatch(clean, /AbCdEf|XyZxYz/);
  });

  it("headers that tell of an account go", () => {
    const { exchanges } = scrubFixture(fixture("data: [DONE]\n\n"), [key]);
    assert.deepEqual(exchanges[0]?.headers, { "content-type": "text/event-stream" });
  });

  it("a key that comes in pieces is found, and nothing is kept", () => {
    const halves = [key.slice(0, 8), key.slice(8)];
    const events = halves.map((delta) => JSON.stringify({ type: "text", delta })).join("\n");
    assert.throws(() => scrubFixture(fixture("", events), [key]), /A key is left/);
    const body = halves.map((content) => `data: ${JSON.stringify({ content })}\n\n`).join("");
    assert.throws(() => scrubFixture(fixture(body.replaceAll('"content":', "")), [key]), /A key is left/);
  });
});
