import assert from "node:assert/strict";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { isPrivate } from "../../../../src/providers/http/transport/address.ts";
import { isProxied, type ProxySettings, readProxySettings } from "../../../../src/providers/http/transport/proxies.ts";
import { endpointOf } from "../../../../src/providers/http/transport/endpoint.ts";
import {
  fetchTransport,
  loopbackTransport,
  ownTransport,
  transportFor,
} from "../../../../src/providers/http/transport/transport.ts";
import { type PresetId, presets } from "../../../../src/providers/presets/presets.ts";
import { selfSigned } from "../support/certificate.ts";
import { collect, failed, modelAt } from "../support/collect.ts";
import { chunk, done, scriptedServer, streams } from "../support/scriptedServer.ts";

const hello = streams(chunk({ content: "Hello" }, "stop"), done);

/** Runs with another `fetch` in the editor's place. */
async function withFetch<T>(fetch: typeof globalThis.fetch, run: () => Promise<T>): Promise<T> {
  const before = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    return await run();
  } finally {
    globalThis.fetch = before;
  }
}
const noFetch = (): Promise<Response> => Promise.reject(new Error("The editor's fetch was asked."));

describe("addresses", () => {
  const near = [
    "http://127.0.0.1:8000/v1",
    "http://10.0.0.5",
    "https://192.168.178.20:8443",
    "http://172.16.0.1",
    "http://172.31.255.1",
    "http://169.254.1.1",
    "http://100.64.0.1",
    "http://100.127.1.1",
    "http://[::1]:1",
    "http://[fd12:3456::1]:8080",
    "http://[fe80::1]",
    "http://localhost:1",
    "https://localhost",
    "http://gpu-box:11434",
    "http://nas.local",
    "http://nas.fritz.lan",
    "http://llm.home.arpa",
    "http://host.docker.internal:1234",
    "http://host.docker.internal.:1234",
  ];
  const far = [
    "https://openrouter.ai/api/v1",
    "http://172.32.0.1",
    "http://172.15.0.1",
    "http://11.0.0.1",
    "http://100.128.0.1",
    "http://192.0.2.2",
    "http://[2001:db8::1]",
    "http://10.example.org",
    "http://local.example",
    "nonsense",
  ];
  for (const url of near) it(`${url} is near`, () => assert.ok(isPrivate(url)));
  for (const url of far) it(`${url} is not`, () => assert.ok(!isPrivate(url)));
});

describe("proxies before an address", () => {
  type Case = [url: string, proxied: boolean, env: Record<string, string>, settings?: Partial<ProxySettings>];
  const rows: readonly Case[] = [
    ["http://10.0.0.5:8000", false, {}],
    ["http://10.0.0.5:8000", true, {}, { proxy: "http://proxy:3128" }],
    ["http://10.0.0.5:8000", false, {}, { proxy: "http://proxy:3128", except: ["10.0.0.5"] }],
    ["http://10.0.0.5:8000", false, {}, { proxy: "http://proxy:3128", except: ["10.0.0.5:8000"] }],
    ["http://10.0.0.5:8000", true, {}, { proxy: "http://proxy:3128", except: ["10.0.0.5:9000"] }],
    ["http://a.lan", false, {}, { proxy: "http://proxy:3128", except: ["*.lan"] }],
    ["http://a.lan", false, {}, { proxy: "http://proxy:3128", except: [".lan"] }],
    ["http://a.lanes", true, {}, { proxy: "http://proxy:3128", except: ["lan"] }],
    ["http://a.lan", false, {}, { proxy: "http://proxy:3128", except: ["*"] }],
    ["http://a.lan", true, { http_proxy: "http://p" }],
    ["http://a.lan", true, { HTTP_PROXY: "http://p" }],
    ["https://a.lan", false, { HTTP_PROXY: "http://p" }],
    ["https://a.lan", true, { HTTPS_PROXY: "http://p" }],
    ["https://a.lan", true, { ALL_PROXY: "socks://p" }],
    ["http://a.lan", false, { HTTP_PROXY: "http://p", NO_PROXY: "b.org, .lan" }],
    ["http://[fd00::1]:80", false, { HTTP_PROXY: "http://p", no_proxy: "[fd00::1]" }],
  ];
  afterEach(() => readProxySettings(() => undefined));
  for (const [url, proxied, env, settings] of rows) {
    it(`${url} ${JSON.stringify({ ...env, ...settings })}: ${proxied ? "one" : "none"}`, () => {
      readProxySettings(() => settings && { proxy: "", except: [], ...settings });
      assert.equal(isProxied(url, env), proxied);
    });
  }
});

describe("how a request is sent", () => {
  const sends = (id: PresetId, baseUrl?: string) => {
    const { baseUrl: url, isOwn } = endpointOf({ preset: presets[id], ...(baseUrl !== undefined && { baseUrl }) });
    return transportFor(url, isOwn);
  };

  it("by the editor's fetch to the providers' own addresses alone", () => {
    for (const id of ["openrouter", "keeprouter", "runware", "google"] as const)
      assert.equal(sends(id), fetchTransport);
    assert.equal(sends("openrouter", "https://openrouter.ai/api/v1/"), fetchTransport);
    for (const id of ["ollama", "lmstudio", "llama-server", "vllm"] as const)
      assert.equal(sends(id), loopbackTransport);
  });

  it("with long timeouts to whatever address the user gives", () => {
    assert.equal(sends("vllm", "http://192.0.2.2:8000/v1"), ownTransport);
    assert.equal(sends("ollama", "https://ollama.example.org"), ownTransport);
    assert.equal(sends("custom", "http://host.docker.internal:8080"), ownTransport);
    assert.equal(sends("custom", "https://llm.example.org/v1"), ownTransport);
    assert.equal(sends("openrouter", "https://router.example.org/v1"), ownTransport);
  });

  it("waits for a server of the user's own without a limit, wherever it is", () => {
    for (const baseUrl of ["http://192.168.1.2:8000", "http://gpu-box:8000", "https://llm.example.org"])
      assert.ok(endpointOf({ preset: presets.custom, baseUrl }).isOwn, baseUrl);
    assert.ok(!endpointOf({ preset: presets.openrouter }).isOwn);
  });

  it("without the editor's fetch if the server can be reached", async () => {
    await using server = await scriptedServer(hello);
    const got = await withFetch(noFetch, () => collect(modelAt(server.baseUrl, { transport: ownTransport })));
    assert.equal(got.text, "Hello");
  });

  it("by the editor's fetch if no connection was made, so nothing had been sent", async () => {
    await using server = await scriptedServer(hello, selfSigned());
    const asked: string[] = [];
    const fetch = async (url: unknown): Promise<Response> => {
      asked.push(String(url));
      return new Response(chunk({ content: "Through" }, "stop") + done);
    };
    for (const baseUrl of [server.baseUrl, "http://gemma.invalid/v1", "http://127.0.0.1:1/v1"]) {
      const got = await withFetch(fetch, () => collect(modelAt(baseUrl, { transport: ownTransport })));
      assert.equal(got.text, "Through", baseUrl);
    }
    assert.equal(asked.length, 3);
    assert.equal(server.exchanges.length, 0);
  });

  it("never twice: a connection that breaks later is not tried again", async () => {
    await using server = await scriptedServer(({ response }) => void response.socket?.destroy());
    const got = await withFetch(noFetch, () => collect(modelAt(server.baseUrl, { transport: ownTransport })));
    assert.match(failed(got, "unavailable"), /closed the connection before it answered/);
    assert.equal(server.exchanges.length, 1);
  });

  it("by the editor's fetch if a proxy is set, and its time limit is named", async () => {
    await using server = await scriptedServer(hello);
    readProxySettings(() => ({ proxy: "http://proxy:3128", except: [] }));
    try {
      const late = new TypeError("fetch failed", {
        cause: Object.assign(new Error("Headers Timeout Error"), { code: "UND_ERR_HEADERS_TIMEOUT" }),
      });
      const got = await withFetch(
        () => Promise.reject(late),
        () => collect(modelAt(server.baseUrl, { transport: ownTransport })),
      );
      assert.match(failed(got, "unavailable"), /within 300 s.*proxy or certificates.*http\.noProxy/);
      assert.deepEqual(got.error?.fault, { kind: "unavailable", lasting: true });
      assert.equal(server.exchanges.length, 0);
    } finally {
      readProxySettings(() => undefined);
    }
  });

  it("stops while it connects", async () => {
    // A server that never answers the handshake.
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const stop = new AbortController();
    silent.once("connection", (socket) => {
      socket.on("error", () => undefined);
      stop.abort();
    });
    try {
      const { port } = silent.address() as AddressInfo;
      const model = modelAt(`https://127.0.0.1:${port}/v1`, { transport: ownTransport });
      failed(await withFetch(noFetch, () => collect(model, undefined, stop.signal)), "aborted");
    } finally {
      silent.close();
    }
  });
});
