import { type Transport, transportFor } from "../openai/transport.ts";

export type Found = { status: number; json: unknown };
/** Asks one address; undefined where nothing answers in time or the answer is not JSON. Never throws. */
export type Probe = (url: string, post?: object) => Promise<Found | undefined>;

/**
 * @param timeoutMs for each question, its body included
 * @param headers further ones, such as a key
 */
export function probeWith(
  signal: AbortSignal,
  timeoutMs: number,
  transport?: Transport,
  headers: Readonly<Record<string, string>> = {},
): Probe {
  return async (url, post) => {
    try {
      const answer = await (transport ?? transportFor(url))(url, {
        method: post === undefined ? "GET" : "POST",
        headers: {
          "User-Agent": "gemma-code",
          ...(post !== undefined && { "Content-Type": "application/json" }),
          ...headers,
        },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(post !== undefined && { body: JSON.stringify(post) }),
      });
      return { status: answer.status, json: await answer.json() };
    } catch {
      return undefined;
    }
  };
}
