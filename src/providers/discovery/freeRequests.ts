import * as v from "valibot";
import { ModelError, type ModelFault } from "../../model/modelError.ts";
import { whatHappened } from "../../model/whatHappened.ts";
import { untilMidnight } from "../faults/reading/durations.ts";
import { tokenCount } from "../faults/reading/numbers.ts";
import { type Ask, getJson } from "../http/getJson.ts";
import { listEndpoint, type ListServer } from "./listEndpoint.ts";

/** How many requests to free models OpenRouter allows today (UTC), and how many are left. */
export type FreeRequests = { limit: number; remaining: number };

const wholeNumber = v.pipe(v.unknown(), v.transform(tokenCount), v.number());
/** The free requests in OpenRouter's answer about a key; undefined if there are none. */
export const freeRequestsField = v.fallback(
  v.optional(v.object({ limit: wholeNumber, remaining: wholeNumber })),
  undefined,
);
const keySchema = v.object({ data: v.object({ free_model_daily_requests: freeRequestsField }) });

/** "38 of 50 left today". */
export const freeWords = ({ limit, remaining }: FreeRequests): string =>
  `${Math.min(remaining, limit).toLocaleString("en-US")} of ${limit.toLocaleString("en-US")} left today`;

/**
 * The same fault with the number of free requests left today. If none is left, it becomes a daily limit, which a short
 * wait doesn't end. Returns the error itself if the provider doesn't say. Never throws.
 * @param now milliseconds since the epoch
 */
export async function withFreeRequests(
  error: ModelError,
  server: ListServer,
  ask: Ask,
  now: number = Date.now(),
): Promise<ModelError> {
  const free = await freeRequests(server, ask);
  if (free === undefined || error.fault.kind !== "rate-limit") return error;
  const isSpent = free.remaining === 0 && free.limit > 0;
  const what = whatHappened(error.message);
  const advice = error.message.slice(what.length);
  const reset = isSpent && !/\bresets? at/.test(error.message) ? "; they reset at midnight UTC" : "";
  const fault: ModelFault = isSpent
    ? { kind: "rate-limit", lasting: true, retryAfterMs: error.fault.retryAfterMs ?? untilMidnight("UTC", now) }
    : error.fault;
  return new ModelError(fault, `${what} Free requests: ${freeWords(free)}${reset}.${advice}`, {
    cause: error,
    ...(error.said !== undefined && { said: error.said }),
  });
}

async function freeRequests(server: ListServer, ask: Ask): Promise<FreeRequests | undefined> {
  try {
    const parsed = v.safeParse(keySchema, await getJson(listEndpoint(server), "key", ask));
    return parsed.success ? parsed.output.data.free_model_daily_requests : undefined;
  } catch {
    return undefined;
  }
}
