import assert from "node:assert/strict";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fetchPage } from "../../../../src/editor/agent/web/fetchPage.ts";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";

const signal = new AbortController().signal;
const publicPlace = async () => [{ address: "93.184.215.14", family: 4 }];

describe("fetching a page", function () {
  this.timeout(10_000);
  let server: Server;
  let base: string;
  let answer: RequestListener = () => undefined;
  const seen: string[] = [];
  before(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
      answer(request, response);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const send = (type: string | undefined, body: string | Uint8Array, status = 200): void => {
    answer = (_request, response) => {
      response.writeHead(status, type === undefined ? {} : { "content-type": type });
      response.end(body);
    };
  };

  it("returns text and its type, without cookies or keys", async () => {
    send("application/json; charset=utf-8", '{"a": 1}');
    assert.deepEqual(await fetchPage(`${base}/x?y=1`, { signal }), {
      url: `${base}/x?y=1`,
      type: "application/json",
      text: '{"a": 1}',
      isCut: false,
    });
    assert.match(seen.at(-1)!, /^GET \/x\?y=1 /);
    assert.doesNotMatch(seen.at(-1)!, /cookie|authorization|referer/i);
  });

  const charsets: readonly (readonly [string | undefined, Uint8Array, string, string])[] = [
    ["text/plain; charset=iso-8859-1", Buffer.from("gr\u00fc\u00df", "latin1"), "grüß", "text/plain"],
    [
      "text/html",
      Buffer.from('<meta charset="windows-1252">gr\u00fc\u00df', "latin1"),
      '<meta charset="windows-1252">grüß',
      "text/html",
    ],
    ["text/plain", Buffer.from("\ufeffgrüß"), "grüß", "text/plain"],
    ["text/plain", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("grüß", "utf16le")]), "grüß", "text/plain"],
    ["text/plain; charset=klingon", Buffer.from("grüß"), "grüß", "text/plain"],
    [undefined, Buffer.from("<!DOCTYPE html><p>a"), "<!DOCTYPE html><p>a", "text/html"],
    [undefined, Buffer.from("plain"), "plain", "text/plain"],
    ["application/octet-stream", Buffer.from("key: value\n"), "key: value\n", "application/octet-stream"],
  ];
  for (const [type, bytes, text, kind] of charsets)
    it(`reads ${type ?? "no type"} as ${text}`, async () => {
      send(type, bytes);
      const page = await fetchPage(base, { signal });
      assert.deepEqual([page.text, page.type], [text, kind]);
    });

  const refused: readonly (readonly [string | undefined, string | Uint8Array, number, RegExp])[] = [
    ["application/pdf", "%PDF-1.7", 200, /is a PDF, which can't be read as text/],
    ["image/png", "x", 200, /is an image/],
    ["application/zip", "PK", 200, /is an archive/],
    [undefined, Uint8Array.from([1, 0, 2, 0]), 200, /is a binary file/],
    ["text/plain", "%PDF-1.7\n", 200, /is a binary file/],
    ["text/html", "gone", 404, /answers 404: there is no such page/],
    ["text/html", "", 403, /answers 403: it wants a sign-in/],
    ["text/html", "", 500, /answers 500\./],
  ];
  for (const [type, body, status, words] of refused)
    it(`refuses ${status} ${type ?? "no type"} in words`, async () => {
      send(type, body, status);
      await assert.rejects(fetchPage(base, { signal }), words);
    });

  it("reads the beginning of an endless page", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      const more = (): void => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    };
    const page = await fetchPage(base, { signal });
    assert.equal(page.isCut, true);
    assert.equal(page.text.length, 5_000_000);
  });

  it("stops at its time limit, and at once when stopped", async () => {
    answer = () => undefined;
    await assert.rejects(fetchPage(base, { signal, timeoutMs: 100 }), /did not answer within 0.1 s/);
    const stop = new AbortController();
    answer = () => stop.abort(new Error("stopped by the user"));
    await assert.rejects(fetchPage(base, { signal: stop.signal }), /stopped by the user/);
  });

  it("follows a redirect within the host, not to another", async () => {
    answer = (request, response) => {
      if (request.url === "/new") return void response.end("moved");
      response.writeHead(302, { location: request.url === "/old" ? "/new" : "https://other.example/x" });
      response.end();
    };
    assert.equal((await fetchPage(`${base}/old`, { signal })).url, `${base}/new`);
    await assert.rejects(
      fetchPage(`${base}/away`, { signal }),
      /redirects to https:\/\/other\.example\/x\. Fetch that/,
    );
    answer = (_request, response) => response.writeHead(302, { location: "/loop" }).end();
    await assert.rejects(fetchPage(`${base}/loop`, { signal }), /redirects again and again/);
  });

  it("tells a server that is not there", async () => {
    await assert.rejects(
      fetchPage("http://127.0.0.1:1/", { signal }),
      /127\.0\.0\.1:1 can't be reached \(ECONNREFUSED\)/,
    );
  });

  const near: readonly string[] = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "fe80::1%eth0",
  ];
  for (const address of near)
    it(`does not follow a public name to ${address}`, async () => {
      let sent = 0;
      const transport: Transport = async () => (sent++, new Response("secret"));
      const resolve = async () => [
        { address: "93.184.215.14", family: 4 },
        { address, family: address.includes(":") ? 6 : 4 },
      ];
      await assert.rejects(fetchPage("https://rebind.example/", { signal, resolve, transport }), /own network/);
      assert.equal(sent, 0);
    });

  it("connects to the addresses that were judged, whatever the name says later", async () => {
    send("text/plain", "secret");
    const { port } = new URL(base);
    // The name would lead to this machine; the judged address is one where nothing answers.
    const resolve = async () => [{ address: "192.0.2.1", family: 4 }];
    const options = { signal, resolve, timeoutMs: 300 };
    const before = seen.length;
    await assert.rejects(fetchPage(`http://localtest.example:${port}/`, options), /did not answer|can't be reached/);
    assert.equal(seen.length, before);
  });

  it("does not redirect a public name into the network", async () => {
    const transport: Transport = async () =>
      new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
    await assert.rejects(
      fetchPage("https://x.example/", { signal, resolve: publicPlace, transport }),
      /redirects to http:\/\/169/,
    );
  });

  for (const address of ["file:///etc/passwd", "ftp://x.example/", "data:text/plain,x", "https://user:pass@x.example/"])
    it(`refuses ${address}`, () => assert.rejects(fetchPage(address, { signal }), /Only http|name or password/));
});
