import { refusesTools } from "../../gemma/model/toolRefusals.ts";
import { type ShapeRepair, shapeRepairFor, shapeRepairs } from "./shapes.ts";
import { refusedFields } from "./fields.ts";
import type { Sent } from "./sent.ts";

/** `max_tokens` has two names; a server that refuses one takes the other. `at most`: so many tokens of an answer. */
export type Repair = ShapeRepair | "other-max-tokens" | `without ${string}` | `at most ${number}`;

const mostIn = (repair: Repair): number => (repair.startsWith("at most ") ? Number(repair.slice(8)) : Infinity);

/** What is known of one server and model: which repairs its requests need. */
export class Repairs {
  readonly #applied = new Set<Repair>();
  /** Tried without an answer coming of it: not tried again. */
  readonly #vain = new Set<Repair>();
  #unproven: Repair[] = [];

  has(repair: Repair): boolean {
    return this.#applied.has(repair);
  }

  /** The fields that are left out. */
  get without(): ReadonlySet<string> {
    return new Set([...this.#applied].flatMap((each) => (each.startsWith("without ") ? [each.slice(8)] : [])));
  }

  /** The most tokens of an answer that the server takes, as far as it told; else undefined. */
  get mostTokens(): number | undefined {
    const most = Math.min(...[...this.#applied].map(mostIn));
    return Number.isFinite(most) ? most : undefined;
  }

  /** The server refused an answer's limit for its size and named the largest that it takes, in tokens. */
  limit(most: number): void {
    const repair = `at most ${most}` as const;
    if (this.#applied.has(repair)) return;
    // Of several that were named for one request the last one is what holds.
    this.#unproven = this.#unproven.filter((each) => mostIn(each) === Infinity);
    this.#applied.add(repair);
    this.#unproven.push(repair);
  }

  /**
   * Takes in what a refusal asks for; whether there is anything that was not tried.
   * @param named fields that an answer can do without and that the refusal names, whatever it says of them
   */
  find(words: string, sent: Sent, named: readonly string[] = []): boolean {
    const found = this.#wanted(words, sent, named);
    for (const repair of found) this.#applied.add(repair);
    this.#unproven.push(...found);
    return found.length > 0;
  }

  /** An answer came. The repairs that made it come, each told once. */
  proven(): readonly Repair[] {
    return this.#unproven.splice(0);
  }

  /** The server refused the request all the same; `isVain`: though nothing else is known to be wrong with it. */
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
    const shape = shapeRepairFor(words, sent, isTried);
    // What the server names as unknown to it says more than where it stands.
    // The choice among tools goes with the tools themselves.
    const isAboutTools = refusesTools(words.replace(/\b(?:tool_choice|parallel_tool_calls)\b/g, ""));
    const fields = isAboutTools ? sent.fields.filter((field) => !field.includes("tool")) : sent.fields;
    const refused =
      shape === undefined || !shapeRepairs.slice(0, 4).includes(shape) ? isNew(refusedFields(words, fields)) : [];
    if (refused.length > 0) return refused;
    if (shape !== undefined) return [shape];
    const isRenamed = /\bmax_completion_tokens\b/.test(words) && /\bmax_tokens\b/.test(words);
    if (isRenamed && !isTried("other-max-tokens")) return ["other-max-tokens"];
    return isNew(named.filter((field) => fields.includes(field)));
  }
}

/** The repairs of each server and model, as long as the editor's window is open. */
export class RepairBook {
  readonly #all = new Map<string, Repairs>();

  /** @param who a name of server, protocol and model */
  of(who: string): Repairs {
    const known = this.#all.get(who) ?? new Repairs();
    this.#all.set(who, known);
    return known;
  }
}

/** What a repair means, for the user: `model` as they call it, `provider` who serves it. */
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
