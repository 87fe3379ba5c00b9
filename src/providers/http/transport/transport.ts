import { isPrivate } from "./address.ts";
import { isProxied } from "./proxies.ts";
import { isLoopback } from "./endpoint.ts";
import { NotConnected, send, type TransportRequest } from "./send.ts";

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

/**
 * Node's own HTTP for this machine and the user's own servers, `fetch` for the rest.
 * @param isOwn the user set this address
 */
export function transportFor(url: string, isOwn = false): Transport {
  if (isLoopback(url)) return loopbackTransport;
  return isOwn || isPrivate(url) ? ownTransport : fetchTransport;
}
