import type { ModelInfo, ModelPrice, Usage } from "../../model/model.ts";

/** The inputs to a request's cost. */
type Priced = Pick<ModelInfo, "price" | "local" | "otherPrices"> & { id?: string };

/**
 * A request's usage with its cost. The cost is the provider's bill if stated, otherwise tokens times the price of the
 * model that answered. It is zero on the user's own machine, and unknown without a price.
 * @param served the server's name of the model that answered, if stated
 */
export function withCost(stated: Usage, info: Priced, served?: string): Usage {
  const usage = withoutNonsense(stated);
  if (usage.cost !== undefined) return { ...usage, costBasis: "reported" };
  if (info.local === true) return { ...usage, cost: 0, costBasis: "local" };
  const price = priceOf(info, served);
  if (price === undefined) return usage;
  return { ...usage, cost: priced(usage, price), costBasis: "prices" };
}

/** A count or a cost that is negative or no number would take from what was spent: it is as good as not stated. */
function withoutNonsense(usage: Usage): Usage {
  const isSane = (value: unknown): boolean => typeof value !== "number" || (Number.isFinite(value) && value >= 0);
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => isSane(value)));
}

/** The price of the model that answered; another model's if the provider fell back. */
function priceOf({ id, price, otherPrices }: Priced, served: string | undefined): ModelPrice | undefined {
  if (served === undefined || otherPrices === undefined || served === id) return price;
  if (Object.hasOwn(otherPrices, served)) return otherPrices[served];
  if (id !== undefined && bareName(served) === bareName(id)) return price;
  return Object.entries(otherPrices).find(([other]) => bareName(other) === bareName(served))?.[1];
}

/** A model's name without author, variant and date, which servers add and omit. */
const bareName = (id: string): string =>
  id
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/:[\w-]+$/, "")
    .replace(/-(?:\d{6,8}|\d{4}-\d\d-\d\d)$/, "");

/** US dollars by list prices. Cached tokens count in full: list prices state no discount. */
export function priced(
  { inputTokens = 0, outputTokens = 0 }: Pick<Usage, "inputTokens" | "outputTokens">,
  price: ModelPrice,
): number {
  return (inputTokens * price.input + outputTokens * price.output) / 1e6;
}

/** US dollars in words: two digits, or four below ten cents: "$1.20", "$0.0093". */
export const dollars = (value: number): string => `$${value.toFixed(value > 0 && value < 0.1 ? 4 : 2)}`;
