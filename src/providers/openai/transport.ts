import { request as httpRequest } from "node:http";
import type { Readable } from "node:stream";
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
 * certificates.
 */
export const fetchTransport: Transport = (url, request) => globalThis.fetch(url, request);

/**
 * Node's plain HTTP, for servers on this machine. `fetch` gives up when no head has come for 300 s (undici's
 * headersTimeout, which cannot be set from here), and a model on a CPU reads a long prompt for longer than that.
 */
export const loopbackTransport: Transport = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    // No kept connection: one that the server has just closed would fail a request that is fine.
    const outgoing = httpRequest(url, { method, headers, signal, agent: false }, (incoming) => {
      const status = incoming.statusCode ?? 0;
      const fields = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (value !== undefined) fields.set(name, [value].flat().join(", "));
      }
      const hasBody = status !== 204 && status !== 205 && status !== 304;
      if (!hasBody) incoming.resume();
      resolve(new Response(hasBody ? webStream(incoming) : null, { status, headers: fields }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** Plain Node HTTP for this machine, `fetch` for the rest. */
export function transportFor(url: string): Transport {
  return isLoopback(url) ? loopbackTransport : fetchTransport;
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
