import type { JsonObject } from "../../model/message.ts";
import type { Reasoning } from "../../model/model.ts";
import { type Placed, refused } from "./place.ts";

/**
 * How a server is told how much to think.
 * - object: OpenRouter's `reasoning`. - effort: OpenAI's `reasoning_effort`. - template: the switch of Gemma's own
 *   template (llama-server, vLLM). - google: Google's thinking level, of which Gemma 4 knows two. - none: not at all.
 */
export type ReasoningStyle = "object" | "effort" | "template" | "google" | "none";

/**
 * Puts the wanted reasoning where the wire has it. The parts without a place are named as "reasoning.<part>".
 * @throws ModelError "settings" for an effort that Google does not know
 */
export function placeReasoning(reasoning: Reasoning, style: ReasoningStyle, who: string): Placed {
  switch (style) {
    case "object":
      return placed(reasoning, ["enabled", "effort", "maxTokens", "exclude"], {
        reasoning: {
          ...(reasoning.enabled !== undefined && { enabled: reasoning.enabled }),
          ...(reasoning.effort !== undefined && { effort: reasoning.effort }),
          ...(reasoning.maxTokens !== undefined && { max_tokens: reasoning.maxTokens }),
          ...(reasoning.exclude !== undefined && { exclude: reasoning.exclude }),
        },
      });
    case "effort": {
      const effort = reasoning.enabled === false ? "none" : (reasoning.effort ?? "medium");
      return placed(reasoning, ["enabled", "effort"], { reasoning_effort: effort });
    }
    case "template":
      return placed(reasoning, ["enabled", "effort"], { chat_template_kwargs: { enable_thinking: isOn(reasoning) } });
    case "google":
      return placed(reasoning, ["enabled", "effort", "exclude"], { extra_body: { google: thinkingConfig() } });
    case "none":
      return placed(reasoning, [], {});
  }

  function thinkingConfig(): JsonObject {
    const { effort, exclude } = reasoning;
    if (effort !== undefined && !["high", "minimal"].includes(effort))
      throw refused("gemma.reasoning.effort", effort, who, "“high” or “minimal”");
    const level = reasoning.enabled === false ? "minimal" : (effort ?? "high");
    return { thinking_config: { thinking_level: level, ...(exclude !== undefined && { include_thoughts: !exclude }) } };
  }
}

/** Whether the model should think at all: an effort other than "none" and a budget mean that it should. */
export const isOn = ({ enabled, effort }: Reasoning): boolean => enabled ?? effort !== "none";

/** Fields only where one of the parts that the wire knows is wanted; the other parts are dropped. */
export function placed(reasoning: Reasoning, known: readonly (keyof Reasoning)[], fields: JsonObject): Placed {
  const wanted = (Object.keys(reasoning) as (keyof Reasoning)[]).filter((part) => reasoning[part] !== undefined);
  const has = wanted.some((part) => known.includes(part));
  return {
    fields: has ? fields : {},
    dropped: wanted.filter((part) => !known.includes(part)).map((part) => `reasoning.${part}`),
  };
}
