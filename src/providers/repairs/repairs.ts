import { refusesTools } from "../../gemma/model/toolRefusals.ts";
import { certainShapes, type ShapeRepair, shapeRepairFor, shapeRepairs } from "./shapes.ts";
import { type BesideTools, refusedBesideTools, refusedFields } from "./fields.ts";
import type { Sent } from "./sent.ts";

/** `max_tokens` has two names; a server that refuses one takes the other. `at most`: a limit on the answer's tokens. */
export type Repair = ShapeRepair | BesideTools | "other-max-tokens" | `without ${string}` | `at most ${number}`;

const mostIn = (repair: Repair): number => (repair.startsWith("at most ") ? Number(repair.slice(8)) : Infinity);

/** The repairs that the requests to one server and model need. */
export class Repairs {
  readonly #applied = new Set<Repair>();
  /** Tried without success; not tried again. */
  readonly #vain = new Set<Repair>();
  #unproven: Repair[] = [];

  has(repair: Repair): boolean {
    return this.#applied.has(repair);
  }

  /** The omitted fields. */
  get without(): ReadonlySet<string> {
    return new Set([...this.#applied].flatMap((each) => (each.startsWith("without ") ? [each.slice(8)] : [])));
  }

  /** The most tokens of an answer that the server takes; undefined if unknown. */
  get mostTokens(): number | undefined {
    const most = Math.min(...[...this.#applied].map(mostIn));
    return Number.isFinite(most) ? most : undefined;
  }

  /** Records the largest answer limit that the server takes, in tokens. */
  limit(most: number): void {
    const repair = `at most ${most}` as const;
    if (this.#applied.has(repair)) return;
    // The last limit named for a request counts.
    this.#unproven = this.#unproven.filter((each) => mostIn(each) === Infinity);
    this.#applied.add(repair);
    this.#unproven.push(repair);
  }

  /**
   * Adds the repair that a refusal asks for; returns whether there is an untried one.
   * @param named optional fields that the refusal mentions
   */
  find(words: string, sent: Sent, named: readonly string[] = []): boolean {
    const found = this.#wanted(words, sent, named);
    for (const repair of found) this.#applied.add(repair);
    this.#unproven.push(...found);
    return found.length > 0;
  }

  /** An answer came: returns the repairs that made it possible, each once. */
  proven(): readonly Repair[] {
    return this.#unproven.splice(0);
  }

  /** The server still refused the request; `isVain`: nothing else is known to be wrong with it. */
  failed(isVain: boolean): void {
    for (const repair of this.#unproven.splice(0)) {
      this.#applied.delete(repair);
      if (isVain) this.#vain.add(repair);
    }
  }

  #wanted(words: string, sent: Sent, named: readonly string[]): Repair[] {
    const isTried = (repair: Repair): boolean => this.#applied.has(repair) || this.#vain.has(repair);
    const isNew = (fields: readonly string[]) =>
      fields.map((field) => `without ${field}` as const).filter((each) => !isTried(each));
    const beside = sent.tools ? refusedBesideTools(words, sent.fields) : undefined;
    if (beside !== undefined && !isTried(beside)) return [beside];
    const shape = shapeRepairFor(words, sent, isTried);
    // A name the server doesn't know says more than its place. Tool choice goes together with the tools.
    const isAboutTools = refusesTools(words.replace(/\b(?:tool_choice|parallel_tool_calls)\b/g, ""));
    const fields = isAboutTools ? sent.fields.filter((field) => !field.includes("tool")) : sent.fields;
    const refused =
      shape === undefined || !shapeRepairs.slice(0, certainShapes).includes(shape)
        ? isNew(refusedFields(words, fields))
        : [];
    if (refused.length > 0) return refused;
    if (shape !== undefined) return [shape];
    const isRenamed = /\bmax_completion_tokens\b/.test(words) && /\bmax_tokens\b/.test(words);
    if (isRenamed && !isTried("other-max-tokens")) return ["other-max-tokens"];
    return isNew(named.filter((field) => fields.includes(field)));
  }
}

/** The repairs of each server and model, until the window is closed. */
export class RepairBook {
  readonly #all = new Map<string, Repairs>();

  /** @param who a name of server, protocol and model */
  of(who: string): Repairs {
    const known = this.#all.get(who) ?? new Repairs();
    this.#all.set(who, known);
    return known;
  }
}

/** What a repair means, for the user; `model` and `provider` are display names. */
export function repairWords(repair: Repair, model: string, provider: string): string {
  return `${provider} ${told(repair, model)}`;
}

function told(repair: Repair, model: string): string {
  switch (repair) {
    case "fold-system":
      return `takes no system message for ${model}: its words stand at the head of the first question from now on.`;
    case "empty-content":
    case "no-content":
      return `takes no empty message beside the tool calls of ${model}: it gets another form of it from now on.`;
    case "no-name":
      return `takes no names beside the tool results for ${model}: they are left out from now on.`;
    case "no-thoughts":
      return `does not take ${model}'s thoughts back: they are left out from now on.`;
    case "object-arguments":
      return `wants the arguments of earlier tool calls as objects for ${model}: it gets them so from now on.`;
    case "short-ids":
      return `wants other ids of tool calls for ${model}: it gets them from now on.`;
    case "single-calls":
      return `takes one tool call at a time for ${model}: it is asked for one, and earlier ones are sent one by one from now on.`;
    case "no-logprobs-with-tools":
      return `gives no probabilities of tokens together with tools for ${model}: they are not asked for in Agent mode from now on.`;
    case "no-format-with-tools":
      return `takes no format of answers together with tools for ${model}: it is left out in Agent mode from now on.`;
    case "plain-past":
      return `wants user and model to take turns for ${model}: tool calls of earlier questions are told in words from now on.`;
    case "no-stream":
      return `does not stream this for ${model}: its answers come whole from now on.`;
    case "no-audio":
      return `takes no recordings for ${model}: they are left out from now on.`;
    case "no-video":
      return `takes no videos for ${model}: it gets their frames from now on.`;
    case "other-max-tokens":
      return `knows the limit of an answer by its other name for ${model}: it gets that from now on.`;
    default:
      if (mostIn(repair) < Infinity)
        return `takes no limit above ${mostIn(repair).toLocaleString("en-US")} tokens for an answer of ${model}: a higher one is lowered to that from now on.`;
      return `does not take “${repair.slice(8)}” for ${model}: it is left out from now on.`;
  }
}
