import { type Transport, transportFor } from "../http/transport.ts";

/** `json` is undefined where the answer is something else. */
export type Found = { status: number; json: unknown };
/** Asks one address; undefined where nothing answers in time. Never throws. */
export type Probe = (url: string, post?: object) => Promise<Found | undefined>;

/** The JSON of an answer in good order; undefined for any other: the body of an error is no statement. */
export const answered = (found: Found | undefined): unknown =>
  found !== undefined && found.status >= 200 && found.status < 300 ? found.json : undefined;

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
      return { status: answer.status, json: parsed(await answer.text()) };
    } catch {
      return undefined;
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
