import type { LookupAddress } from "node:dns";
import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { decoded } from "./decoded.ts";
import { OddAnswer } from "./oddAnswer.ts";

export type TransportRequest = {
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
  /** The addresses to connect to, in place of those that the host's name has now. */
  addresses?: readonly LookupAddress[];
};

/** Nothing was sent: there was no connection. */
export class NotConnected extends Error {}

/** The most interim answers (100 to 199) to one request; servers send one or two. */
const MOST_INTERIM = 32;

/**
 * Sends a request with Node's own HTTP. Resolves with the response headers; rejects with the network's own error,
 * OddAnswer for an answer that HTTP doesn't know, or NotConnected. Settles in every case once the signal fires.
 * @param connectMs time limit for the connection in milliseconds; absent: the system's
 */
export function send(url: string, request: TransportRequest, connectMs?: number): Promise<Response> {
  const { method, headers, body, signal, addresses } = request;
  const isSecure = url.startsWith("https:");
  return new Promise((resolve, reject) => {
    let isConnected = connectMs === undefined;
    let interim = 0;
    // A kept connection that the server has just closed would fail a valid request.
    const asIs = { "Accept-Encoding": "identity", ...headers };
    const begin = isSecure ? httpsRequest : httpRequest;
    const outgoing = begin(url, {
      method,
      headers: asIs,
      signal,
      agent: false,
      ...(addresses && { lookup: to(addresses) }),
    });
    const timer = isConnected ? undefined : setTimeout(() => outgoing.destroy(new Error("no connection")), connectMs);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      reject(isConnected ? error : new NotConnected("not connected", { cause: error }));
    };
    const odd = (what: string): void => {
      failed(new OddAnswer(what));
      outgoing.destroy();
    };
    outgoing.on("response", (incoming) => {
      // What is read after an error of the connection is told to the body's reader.
      incoming.on("error", () => undefined);
      try {
        resolve(responseOf(incoming));
      } catch {
        odd("a status or headers that HTTP does not have");
      }
    });
    // Without a listener, Node closes the connection and tells nobody.
    outgoing.on("upgrade", (_, socket) => {
      socket.destroy();
      odd("a switch to another protocol");
    });
    outgoing.on("information", () => {
      if (++interim > MOST_INTERIM) odd("interim answers without end");
    });
    onConnected(outgoing, isSecure, () => {
      isConnected = true;
      clearTimeout(timer);
    });
    outgoing.on("error", failed);
    outgoing.on("close", () => failed(new Error("socket hang up")));
    outgoing.end(body);
  });
}

/** Answers every name with these addresses. */
const to =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, answer) => {
    const [first] = addresses;
    if (!first) answer(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 0);
    else if (options.all) answer(null, [...addresses]);
    else answer(null, first.address, first.family);
  };

function onConnected(outgoing: ClientRequest, isSecure: boolean, connected: () => void): void {
  outgoing.on("socket", (socket) => socket.once(isSecure ? "secureConnect" : "connect", connected));
}

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 0;
  const fields = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) fields.set(name, [value].flat().join(", "));
  }
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  if (!hasBody) incoming.resume();
  const body = hasBody ? decoded(incoming, fields.get("content-encoding")) : null;
  return new Response(body, { status, headers: fields });
}
