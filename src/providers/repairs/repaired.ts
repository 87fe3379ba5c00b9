import type { JsonObject } from "../../model/message.ts";
import { fieldsLeftWithTools } from "./fields.ts";
import type { Repairs } from "./repairs.ts";

/**
 * The body without unsupported fields, and with the answer's limit reduced to the server's. Fields that the user
 * demands by name stay, except for that limit.
 */
export function repaired(body: JsonObject, repairs: Repairs, extra: JsonObject = {}): JsonObject {
  const { without } = repairs;
  const left = new Set([
    ...without,
    // An alternative is nothing without the probability itself.
    ...(without.has("logprobs") ? ["top_logprobs"] : []),
    ...("tools" in body ? fieldsLeftWithTools((each) => repairs.has(each)) : []),
  ]);
  const isWhole = repairs.has("no-stream");
  const { mostTokens } = repairs;
  const kept = Object.entries(body).flatMap(([field, given]): [string, unknown][] => {
    const isAbove = field in maxTokens && typeof given === "number" && given > (mostTokens ?? given);
    const value = isAbove ? mostTokens : given;
    if (field in extra) return [[field, value]];
    if (left.has(field) || (isWhole && field === "stream_options")) return [];
    if (field === "stream" && isWhole) return [[field, false]];
    const isRenamed = repairs.has("other-max-tokens") && field in maxTokens;
    return [[isRenamed ? maxTokens[field as keyof typeof maxTokens] : field, value]];
  });
  return Object.fromEntries(kept);
}

const maxTokens = { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" } as const;
