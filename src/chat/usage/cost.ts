import type { Message } from "../../model/message.ts";
import type { ModelInfo, ModelPrice, Usage } from "../../model/model.ts";

/**
 * A request's usage with its cost: the provider's own bill where it states one, else the model's price times the
 * tokens, and nothing for a model on the person's own machine. Without a price it stays unknown.
 */
export function withCost(usage: Usage, { price, local }: Pick<ModelInfo, "price" | "local">): Usage {
  if (usage.cost !== undefined) return { ...usage, costBasis: "reported" };
  if (local === true) return { ...usage, cost: 0, costBasis: "local" };
  if (price === undefined) return usage;
  return { ...usage, cost: priced(usage, price), costBasis: "prices" };
}

/** US dollars by list prices. Cached tokens count in full: what a provider takes off for them is not in its list. */
export function priced(
  { inputTokens = 0, outputTokens = 0 }: Pick<Usage, "inputTokens" | "outputTokens">,
  price: ModelPrice,
): number {
  return (inputTokens * price.input + outputTokens * price.output) / 1e6;
}

/** US dollars in words, cents as cents and less with four digits: "$1.20", "$0.0093". */
export const dollars = (value: number): string => `$${value.toFixed(value > 0 && value < 0.1 ? 4 : 2)}`;

/** Tokens of an image at a Gemma's default budget (Gemma 4: 280, Gemma 3: 256; model cards). */
export const imageTokens = 280;

/** How many images a prompt holds. */
export const imagesIn = (messages: readonly Message[]): number =>
  messages.flatMap(({ parts }) => parts).filter(({ type }) => type === "image").length;
