import { parseBounded } from "../../model/boundedJson.ts";
import { ModelError } from "../../model/modelError.ts";
import { TooMuch } from "../../model/tooMuch.ts";
import { faultOf, type StreamFault } from "../faults/faultOf.ts";
import { askServer, mostBytes } from "./ask.ts";
import { type Endpoint, urlOf } from "./transport/endpoint.ts";
import { StreamFaultError } from "./streamFaultError.ts";
import type { TransportRequest } from "./transport/send.ts";
import { type Transport, transportFor } from "./transport/transport.ts";

export type Ask = {
  signal: AbortSignal;
  transport?: Transport;
  timeoutMs?: number;
  /** Sent as JSON with POST; without it the request is a GET. */
  body?: unknown;
};

/** Time limit: hosted lists are large and some servers slow, but the user is waiting. */
const TIMEOUT_MS = 15_000;

/** The JSON at a path of an endpoint. Throws ModelError, "aborted" when the signal fires. */
export async function getJson(endpoint: Endpoint, path: string, ask: Ask): Promise<unknown> {
  try {
    return await requestJson(endpoint, path, ask);
  } catch (error) {
    throw error instanceof StreamFaultError ? faultOf(error.fault, endpoint.target) : error;
  }
}

/**
 * The same for a caller that may change the request and send it again. Throws StreamFaultError, or ModelError
 * "aborted".
 */
export async function requestJson(endpoint: Endpoint, path: string, ask: Ask): Promise<unknown> {
  const timeoutMs = ask.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const transport = ask.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
  const fail = (streamFault: StreamFault): Error => {
    if (ask.signal.aborted) return new ModelError({ kind: "aborted" }, "Stopped.");
    return new StreamFaultError(timeout.aborted ? { at: "silent", seconds: timeoutMs / 1000 } : streamFault, false);
  };
  const request: TransportRequest = {
    ...(ask.body === undefined
      ? { method: "GET", headers: endpoint.headers }
      : {
          method: "POST",
          headers: { "Content-Type": "application/json", ...endpoint.headers },
          body: JSON.stringify(ask.body),
        }),
    signal: AbortSignal.any([ask.signal, timeout]),
  };
  const answer = await askServer(transport, urlOf(endpoint, path), request, mostBytes.whole).catch((error: unknown) => {
    throw fail({ at: "connect", error });
  });
  const body = await answer.text().catch((error: unknown) => {
    throw fail(error instanceof TooMuch ? { at: "too-much", what: error.what } : { at: "cut" });
  });
  const streamFault: StreamFault = { at: "answer", status: answer.status, headers: answer.headers, body };
  if (!answer.ok) throw fail(streamFault);
  try {
    return parseBounded(body);
  } catch (error) {
    throw fail(error instanceof TooMuch ? { at: "too-much", what: error.what } : streamFault);
  }
}
