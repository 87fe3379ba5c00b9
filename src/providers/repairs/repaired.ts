import type { JsonObject } from "../../model/message.ts";
import type { Repairs } from "./repairs.ts";

/** The body without the fields that the server does not take; what the user demands by name stays. */
export function repaired(body: JsonObject, repairs: Repairs, extra: JsonObject = {}): JsonObject {
  const { without } = repairs;
  const isWhole = repairs.has("no-stream");
  const kept = Object.entries(body).flatMap(([field, value]): [string, unknown][] => {
    if (field in extra) return [[field, value]];
    if (without.has(field) || (isWhole && field === "stream_options")) return [];
    if (field === "stream" && isWhole) return [[field, false]];
    const isRenamed = repairs.has("other-max-tokens") && field in maxTokens;
    return [[isRenamed ? maxTokens[field as keyof typeof maxTokens] : field, value]];
  });
  return Object.fromEntries(kept);
}

const maxTokens = { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" } as const;
