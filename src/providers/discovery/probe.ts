import { parsedBounded } from "../../model/boundedJson.ts";
import { askServer, mostBytes } from "../http/ask.ts";
import type { TransportRequest } from "../http/transport/send.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";

/** `json` is undefined if the response is not JSON. */
export type Found = { status: number; json: unknown };
/** Requests one address; undefined if nothing answers in time. Never throws. */
export type Probe = (url: string, post?: object) => Promise<Found | undefined>;

/** The JSON of a successful response; undefined for any other, because an error's body is not a statement. */
export const answered = (found: Found | undefined): unknown =>
  found !== undefined && found.status >= 200 && found.status < 300 ? found.json : undefined;

/**
 * @param timeoutMs time limit for each request, including its body
 * @param headers additional headers, such as a key
 */
export function probeWith(
  signal: AbortSignal,
  timeoutMs: number,
  transport?: Transport,
  headers: Readonly<Record<string, string>> = {},
): Probe {
  return async (url, post) => {
    try {
      const request: TransportRequest = {
        method: post === undefined ? "GET" : "POST",
        headers: {
          "User-Agent": "gemma-code",
          ...(post !== undefined && { "Content-Type": "application/json" }),
          ...headers,
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(post !== undefined && { body: JSON.stringify(post) }),
      };
      const answer = await askServer(transport ?? transportFor(url), url, request, mostBytes.whole);
      return { status: answer.status, json: parsedBounded(await answer.text()) };
    } catch {
      return undefined;
    }
  };
}
