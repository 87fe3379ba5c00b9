import { request as httpRequest } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { isLoopback } from "./endpoint.ts";

export type TransportRequest = {
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
};
/** Sends one request; resolves when the answer's head has come. Rejects with the network's own error. */
export type Transport = (url: string, request: TransportRequest) => Promise<Response>;

/**
 * The global `fetch`, looked up at each call: VS Code puts its own in place, which honours http.proxy and the system's
 * certificates. Redirections are not followed: a question would arrive as a GET without its body, and keys in headers of
 * their own would go to a server that nobody chose.
 */
export const fetchTransport: Transport = (url, request) => globalThis.fetch(url, { ...request, redirect: "manual" });

/**
 * Node's plain HTTP, for servers on this machine. `fetch` gives up when no head has come for 300 s (undici's
 * headersTimeout, which cannot be set from here), and a model on a CPU reads a long prompt for longer than that.
 */
export const loopbackTransport: Transport = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    // No kept connection: one that the server has just closed would fail a request that is fine.
    const asIs = { "Accept-Encoding": "identity", ...headers };
    const outgoing = httpRequest(url, { method, headers: asIs, signal, agent: false }, (incoming) => {
      const status = incoming.statusCode ?? 0;
      const fields = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined) fields.set(name, [value].flat().join(", "));
      }
      const hasBody = status !== 204 && status !== 205 && status !== 304;
      if (!hasBody) incoming.resume();
      const body = hasBody ? webStream(decoded(incoming, fields.get("content-encoding"))) : null;
      resolve(new Response(body, { status, headers: fields }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** Plain Node HTTP for this machine, `fetch` for the rest. */
export function transportFor(url: string): Transport {
  return isLoopback(url) ? loopbackTransport : fetchTransport;
}

/** What a proxy compressed though nobody asked it to, each piece as soon as it can be read. */
function decoded(body: Readable, encoding: string | null): Readable {
  const atOnce = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  const decoders: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
    gzip: () => createGunzip(atOnce),
    deflate: () => createInflate(atOnce),
    br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
  };
  const decoder = decoders[encoding?.toLowerCase() ?? ""]?.();
  // Its own errors reach whoever reads the stream.
  return decoder ? pipeline(body, decoder, () => undefined) : body;
}

function webStream(readable: Readable): ReadableStream<Uint8Array> {
  const reader = readable[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next: IteratorResult<Uint8Array> = await reader.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        readable.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
