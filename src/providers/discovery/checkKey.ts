import * as v from "valibot";
import { ModelError, toModelError } from "../../model/modelError.ts";
import { type FreeRequests, freeRequestsField } from "./freeRequests.ts";
import type { Ask } from "../http/getJson.ts";
import { getListed, isAnthropicOnly, type ListServer } from "./listEndpoint.ts";

/**
 * `isProven`: the server tells valid keys from others; false if its model list is open to anyone. Money in US dollars,
 * if the provider states it; without a limit, `remaining` is absent.
 */
export type KeyCheck =
  | { ok: true; isProven: boolean; remaining?: number; used?: number; isFreeTier?: boolean; free?: FreeRequests }
  | { ok: false; error: ModelError };

const creditSchema = v.object({
  data: v.object({
    limit_remaining: v.fallback(v.nullish(v.number()), undefined),
    usage: v.fallback(v.nullish(v.number()), undefined),
    is_free_tier: v.fallback(v.nullish(v.boolean()), undefined),
    free_model_daily_requests: freeRequestsField,
  }),
});

/**
 * Checks a key without asking a model. OpenRouter has a path for it, which also states the credit. Elsewhere the model
 * list is requested with the key, then without it: if the second is refused, the list tells keys apart. Never throws.
 */
export async function checkKey(options: ListServer & { apiKey: string }, ask: Ask): Promise<KeyCheck> {
  try {
    if (options.apiKey.trim() === "") throw new ModelError({ kind: "auth" }, "The key is empty. Paste it again.");
    if (options.preset.id === "openrouter") {
      const parsed = v.safeParse(creditSchema, await getListed(options, "key", ask));
      return { ok: true, isProven: true, ...(parsed.success && credit(parsed.output.data)) };
    }
    await getListed(options, "models", ask);
    return { ok: true, isProven: await isListGuarded(options, ask) };
  } catch (error) {
    const failed = toModelError(error, ask.signal);
    // Some hosts have no list; its absence says nothing about the key.
    const mayLackList = options.preset.models.length > 0 || isAnthropicOnly(options);
    if (failed.fault.kind === "not-found" && mayLackList) return { ok: true, isProven: false };
    return { ok: false, error: failed };
  }
}

function credit(data: v.InferOutput<typeof creditSchema>["data"]): {
  remaining?: number;
  used?: number;
  isFreeTier?: boolean;
  free?: FreeRequests;
} {
  return {
    ...(typeof data.limit_remaining === "number" && { remaining: data.limit_remaining }),
    ...(typeof data.usage === "number" && { used: data.usage }),
    ...(typeof data.is_free_tier === "boolean" && { isFreeTier: data.is_free_tier }),
    ...(data.free_model_daily_requests !== undefined && { free: data.free_model_daily_requests }),
  };
}

async function isListGuarded({ apiKey: _, ...options }: ListServer, ask: Ask): Promise<boolean> {
  try {
    await getListed(options, "models", ask);
    return false;
  } catch (error) {
    return toModelError(error, ask.signal).fault.kind === "auth";
  }
}
