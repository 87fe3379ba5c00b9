import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { isPrivate } from "./address.ts";
import { isProxied } from "./proxies.ts";
import { isLoopback } from "./endpoint.ts";

export type TransportRequest = {
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
};
/** Sends a request; resolves with the response headers. Rejects with the network's own error. */
export type Transport = (url: string, request: TransportRequest) => Promise<Response>;

/**
 * The global `fetch`, looked up on each call: VS Code replaces it by one that uses http.proxy and the system's
 * certificates. Redirects are not followed: a question would arrive as a GET without its body, and custom key headers
 * would go to an unknown server.
 */
export const fetchTransport: Transport = (url, request) => globalThis.fetch(url, { ...request, redirect: "manual" });

/**
 * Node's own HTTP, for servers of the user's own. `fetch` gives up after 300 s without headers (undici's
 * headersTimeout, which can't be set here), and a model on a CPU may read a long prompt for longer.
 */
export const loopbackTransport: Transport = (url, request) => send(url, request);

/** Time limit for a connection to another machine, in milliseconds; the same as `fetch`. */
const connectTimeoutMs = 10_000;

/**
 * The same for servers elsewhere. If there is no connection (a proxy or certificate that only the editor knows),
 * `fetch` tries; nothing was sent before. Its timeout is reported as such.
 */
export const ownTransport: Transport = async (url, request) => {
  try {
    if (!isProxied(url)) return await send(url, request, connectTimeoutMs);
  } catch (error) {
    if (request.signal.aborted || !(error instanceof NotConnected)) throw error;
  }
  return fetchTransport(url, request).catch((error: unknown) => {
    throw isHeadersTimeout(error)
      ? Object.assign(new Error("no head", { cause: error }), { code: headTooLate })
      : error;
  });
};

/** The error code for headers later than the editor's `fetch` waits. */
export const headTooLate = "GEMMA_HEAD_TOO_LATE";

const isHeadersTimeout = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === "UND_ERR_HEADERS_TIMEOUT") || isHeadersTimeout(error.cause));

/** Nothing was sent: there was no connection. */
class NotConnected extends Error {}

/** @param connectMs time limit for the connection; absent: the system's */
function send(url: string, { method, headers, body, signal }: TransportRequest, connectMs?: number): Promise<Response> {
  const isSecure = url.startsWith("https:");
  return new Promise((resolve, reject) => {
    let isConnected = connectMs === undefined;
    // A kept connection that the server has just closed would fail a valid request.
    const asIs = { "Accept-Encoding": "identity", ...headers };
    const begin = isSecure ? httpsRequest : httpRequest;
    const outgoing = begin(url, { method, headers: asIs, signal, agent: false }, (incoming) => {
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
    const timer = isConnected ? undefined : setTimeout(() => outgoing.destroy(new Error("no connection")), connectMs);
    outgoing.on("socket", (socket) => {
      socket.once(isSecure ? "secureConnect" : "connect", () => {
        isConnected = true;
        clearTimeout(timer);
      });
    });
    outgoing.on("error", (error) => {
      clearTimeout(timer);
      reject(isConnected ? error : new NotConnected("not connected", { cause: error }));
    });
    outgoing.end(body);
  });
}

/**
 * Node's own HTTP for this machine and the user's own servers, `fetch` for the rest.
 * @param isOwn the user set this address
 */
export function transportFor(url: string, isOwn = false): Transport {
  if (isLoopback(url)) return loopbackTransport;
  return isOwn || isPrivate(url) ? ownTransport : fetchTransport;
}

/** Decompresses what a proxy compressed unasked, piece by piece. */
function decoded(body: Readable, encoding: string | null): Readable {
  const atOnce = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  const decoders: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
    gzip: () => createGunzip(atOnce),
    deflate: () => createInflate(atOnce),
    br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
  };
  const decoder = decoders[encoding?.toLowerCase() ?? ""]?.();
  // Its errors reach the stream's reader.
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
