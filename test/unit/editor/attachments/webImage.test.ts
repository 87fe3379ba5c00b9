import assert from "node:assert/strict";
import { createServer } from "node:http";
import { fetchWebImage, WebImageError, type WebImageOptions } from "../../../../src/editor/attachments/webImage.ts";
import type { TransportRequest } from "../../../../src/providers/http/transport/send.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const jpeg = Buffer.from("ffd8ffe000104a464946", "hex");
const webp = Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1");

type Answer = { status?: number; body?: Buffer | string; headers?: Record<string, string> };
type Web = Readonly<Record<string, Answer>>;

/** A web of answers by address; names resolve to a public address unless `hosts` says otherwise. */
function webOf(answers: Web, hosts: Readonly<Record<string, readonly string[]>> = {}) {
  const asked: { url: string; request: TransportRequest }[] = [];
  const options = (typed = true): WebImageOptions => ({
    typed,
    signal: new AbortController().signal,
    resolve: (host) => Promise.resolve(hosts[host] ?? ["93.184.215.14"]),
    transport: (url, request) => {
      asked.push({ url, request });
      const found = answers[url];
      if (!found) return Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
      const { status = 200, body = "", headers = {} } = found;
      return Promise.resolve(
        new Response(status === 302 ? null : new Uint8Array(Buffer.from(body)), { status, headers }),
      );
    },
  });
  return { asked, options };
}

const refused = (pattern: RegExp) => (error: unknown) => error instanceof WebImageError && pattern.test(error.message);

describe("an image by its web address", () => {
  it("is fetched with its type read from its bytes and a name from its path", async () => {
    const web = webOf({
      "https://a.example/cat%20one.png?size=2": { body: png, headers: { "content-type": "text/plain" } },
      "https://a.example/": { body: jpeg },
      "https://a.example/x": { body: webp },
      "https://a.example/y": { body: "GIF89a…" },
    });
    const cat = await fetchWebImage(" a.example/cat%20one.png?size=2#top ", web.options());
    assert.deepEqual(cat, { name: "cat one.png", mediaType: "image/png", data: png.toString("base64") });
    const others = ["https://a.example/", "https://a.example/x", "https://a.example/y"];
    const found = await Promise.all(others.map((address) => fetchWebImage(address, web.options())));
    assert.deepEqual(
      found.map(({ name, mediaType }) => [name, mediaType]),
      [
        ["a.example", "image/jpeg"],
        ["x", "image/webp"],
        ["y", "image/gif"],
      ],
    );
    const { headers } = web.asked[0]?.request ?? { headers: {} };
    assert.deepEqual(Object.keys(headers).sort(), ["Accept", "User-Agent"], "no cookie, key or referrer");
  });

  it("is followed through redirections, each of them checked", async () => {
    const to = (location: string): Answer => ({ status: 302, headers: { location } });
    const web = webOf(
      {
        "https://a.example/1": to("/2"),
        "https://a.example/2": to("https://cdn.example/3.png"),
        "https://cdn.example/3.png": { body: png },
        "https://a.example/near": to("https://10.0.0.7/x.png"),
        "https://a.example/plain": to("http://a.example/x.png"),
        "https://a.example/round": to("/round"),
        "https://a.example/name": to("https://intern.example/x.png"),
      },
      { "intern.example": ["192.168.1.9"] },
    );
    assert.equal((await fetchWebImage("https://a.example/1", web.options())).name, "3.png");
    for (const [path, words] of [
      ["near", /10\.0\.0\.7 leads into your own network/],
      ["plain", /plain http/],
      ["round", /again and again/],
      ["name", /intern\.example leads into your own network/],
    ] as const) {
      await assert.rejects(fetchWebImage(`https://a.example/${path}`, web.options()), refused(words), path);
    }
    assert.ok(!web.asked.some(({ url }) => /10\.0|intern|http:/.test(url)), "nothing near was asked");
  });

  it("may be in the local network if the user typed the address, not if a page gave it", async () => {
    const near = ["10.1.2.3", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "169.254.169.254", "0.0.0.0"];
    const names = ["localhost", "nas.local", "printer", "resolved.example"];
    for (const host of [...near, ...names]) {
      const address = `https://${host}/x.png`;
      const web = webOf({ [new URL(address).href]: { body: png } }, { "resolved.example": ["::1"] });
      assert.equal((await fetchWebImage(address, web.options(true))).mediaType, "image/png", host);
      await assert.rejects(fetchWebImage(address, web.options(false)), refused(/into your own network/), host);
      assert.equal(web.asked.length, 1, host);
    }
  });

  it("is refused with a message if the address can't be fetched", async () => {
    for (const [address, words] of [
      ["", /no web address/],
      ["my cat.png", /no web address/],
      ["http://a.example/x.png", /plain http/],
      ["http://10.0.0.1/x.png", /plain http/],
      ["ftp://a.example/x.png", /https address, not from “ftp:”/],
      ["file:///etc/passwd", /https address/],
      ["data:image/png;base64,AAAA", /https address/],
      ["https://me:secret@a.example/x.png", /name or password/],
    ] as const) {
      const web = webOf({});
      await assert.rejects(fetchWebImage(address, web.options()), refused(words), address);
      assert.equal(web.asked.length, 0, address);
    }
  });

  it("is refused with a message if the response is no image that models take", async () => {
    const web = webOf({
      "https://a.example/page": { body: "\n<!DOCTYPE html><html>", headers: { "content-type": "image/png" } },
      "https://a.example/svg": { body: '<?xml version="1.0"?>\n<svg xmlns="…">' },
      "https://a.example/tiff": { body: "II*\0" },
      "https://a.example/none": {},
      "https://a.example/404": { status: 404, body: "gone" },
      "https://a.example/403": { status: 403, body: png },
      "https://a.example/500": { status: 500 },
      "https://a.example/large": { body: png, headers: { "content-length": "20000001" } },
      "https://a.example/grows": { body: Buffer.concat([png, Buffer.alloc(20_000_000)]) },
    });
    for (const [path, words] of [
      ["page", /web page/],
      ["svg", /SVG/],
      ["tiff", /PNG, JPEG, WebP or GIF/],
      ["none", /sent nothing/],
      ["404", /no image at this address \(404\)/],
      ["403", /without a sign-in \(403\)/],
      ["500", /answered 500/],
      ["large", /larger than 20 MB/],
      ["grows", /larger than 20 MB/],
      ["nowhere", /can't be reached \(ENOTFOUND\)/],
    ] as const) {
      await assert.rejects(fetchWebImage(`https://a.example/${path}`, web.options()), refused(words), path);
    }
  });

  it("is fetched over plain http only on this machine, within a time limit, and can be stopped", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/x.png") response.end(png);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const stop = new AbortController();
    const options = { typed: true, signal: stop.signal };
    try {
      assert.equal((await fetchWebImage(`127.0.0.1:${port}/x.png`, options)).name, "x.png");
      await assert.rejects(
        fetchWebImage(`http://127.0.0.1:${port}/x.png`, { ...options, typed: false }),
        refused(/plain http/),
      );
      const slow = fetchWebImage(`http://127.0.0.1:${port}/slow`, { ...options, timeoutMs: 100 });
      await assert.rejects(slow, refused(/within 0\.1 s/));
      const stopped = fetchWebImage(`http://127.0.0.1:${port}/slow`, options);
      stop.abort();
      await assert.rejects(stopped, { name: "AbortError" });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
