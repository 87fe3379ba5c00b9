import * as v from "valibot";
import { dollarsField } from "../faults/reading/numbers.ts";

/** The upstream provider's bill behind a router; in parts if the router states no sum. */
export const upstreamCostSchema = v.object({
  upstream_inference_cost: dollarsField,
  upstream_inference_prompt_cost: dollarsField,
  upstream_inference_completions_cost: dollarsField,
});

/** A router's bill, as stated in its usage. */
export type Bill = {
  cost?: number | null | undefined;
  is_byok?: boolean | null | undefined;
  cost_details?: v.InferOutput<typeof upstreamCostSchema> | null | undefined;
};

/**
 * The cost of a request in US dollars. With the user's own provider key, the router bills only its fee and the provider
 * the rest. Then the cost is the sum, and unknown if the rest is not stated (a fee of 0 would look like a free
 * request).
 */
export function billedCost({ cost, is_byok: isOwnKey, cost_details: details }: Bill): number | undefined {
  if (isOwnKey !== true) return cost ?? undefined;
  const parts = [details?.upstream_inference_prompt_cost, details?.upstream_inference_completions_cost];
  const known = parts.filter((part) => typeof part === "number");
  const sum = known.length > 0 ? known.reduce((all, part) => all + part, 0) : undefined;
  const upstream = details?.upstream_inference_cost ?? sum;
  return upstream === undefined ? undefined : (cost ?? 0) + upstream;
}
