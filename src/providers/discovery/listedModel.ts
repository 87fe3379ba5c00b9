import * as v from "valibot";
import { listField } from "../faults/reading/listField.ts";
import type { ModelInfo } from "../../model/model.ts";
import type { KnownModel } from "../parameters/presetRow.ts";
import { dollarsOf, windowField, windowTokens } from "../faults/reading/numbers.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";

/** A model as a server lists it. Fields that the server doesn't state are absent. */
export type ListedModel = {
  id: string;
  label: string;
  isGemma: boolean;
  /** The usable window in tokens: a hosted model's, or the one that a local server has loaded. */
  contextTokens?: number;
  /** The largest window that the model can be loaded with. */
  maxContextTokens?: number;
  vision?: boolean;
  video?: boolean;
  audio?: boolean;
  nativeTools?: boolean;
  thinking?: boolean;
  /** Loaded in the server's memory. */
  isLoaded?: boolean;
  /** US dollars per million tokens; 0: free. */
  price?: { input: number; output: number };
  /** The parameters it takes, by their names on the wire. */
  parameters?: readonly string[];
};

const optional = <S extends v.GenericSchema>(schema: S) => v.exactOptional(schema);

/** A listed model as it is kept on disk. */
export const listedModelSchema = v.object({
  id: v.string(),
  label: v.string(),
  isGemma: v.boolean(),
  contextTokens: optional(v.number()),
  maxContextTokens: optional(v.number()),
  vision: optional(v.boolean()),
  video: optional(v.boolean()),
  audio: optional(v.boolean()),
  nativeTools: optional(v.boolean()),
  thinking: optional(v.boolean()),
  price: optional(v.object({ input: v.number(), output: v.number() })),
  parameters: optional(v.array(v.string())),
});

/** The facts in a listing, in the form of `createOpenAiModel`'s `info`. */
export function infoOfListed(model: ListedModel): Partial<ModelInfo> {
  const contextTokens = windowTokens(model.contextTokens);
  return {
    label: model.label,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(model.vision !== undefined && { vision: model.vision }),
    ...(model.video !== undefined && { video: model.video }),
    ...(model.audio !== undefined && { audio: model.audio }),
    ...(model.nativeTools !== undefined && { nativeTools: model.nativeTools }),
    ...(model.thinking !== undefined && { thinking: model.thinking }),
    ...(model.price !== undefined && { price: model.price }),
  };
}

/** Sorts Gemmas first, then loaded models, otherwise in the server's order. */
export function inOrder(models: readonly ListedModel[]): ListedModel[] {
  const rank = (model: ListedModel): number => (model.isGemma ? 0 : 2) + (model.isLoaded ? 0 : 1);
  return models.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * A listed model with facts from its name: the label, unless the server states one, and whether it is a Gemma for
 * chats.
 */
export function listed(
  id: string,
  stated: Omit<ListedModel, "id" | "label" | "isGemma"> & { label?: string },
): ListedModel {
  const named = parseGemmaName(id) ?? parseGemmaName(stated.label ?? "");
  return { ...stated, id, label: stated.label ?? named?.label ?? id, isGemma: named?.chat ?? false };
}

export const fromKnown = ({
  id,
  label,
  contextTokens,
  vision,
  nativeTools,
  price,
  parameters,
}: KnownModel): ListedModel =>
  listed(id, {
    label,
    vision,
    nativeTools,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(price !== undefined && { price }),
    ...(parameters !== undefined && { parameters, thinking: parameters.includes("reasoning") }),
  });

const text = v.fallback(v.optional(v.string()), undefined);
const texts = v.fallback(v.optional(v.array(v.string())), undefined);
const amount = v.fallback(v.optional(v.union([v.string(), v.number()])), undefined);

const entrySchema = v.object({
  id: text,
  name: text,
  display_name: text,
  owned_by: text,
  context_length: windowField,
  context_window: windowField,
  /** vLLM. */
  max_model_len: windowField,
  /** OpenRouter. */
  architecture: v.fallback(v.optional(v.object({ input_modalities: texts })), undefined),
  pricing: v.fallback(v.optional(v.object({ prompt: amount, completion: amount })), undefined),
  supported_parameters: texts,
  /** llama-server as a router: whether it has loaded the model, and with which arguments. */
  status: v.fallback(v.optional(v.object({ value: text, args: texts })), undefined),
  /** llama-server: the window that the model was trained for. */
  meta: v.fallback(v.optional(v.object({ n_ctx_train: windowField })), undefined),
});
export type ListEntry = v.InferOutput<typeof entrySchema>;

/** The most models of a list, and characters of an id; the longest list of a provider has some 500 models. */
const MOST_LISTED = 5000;
const LONGEST_ID = 500;

const listSchema = v.union([
  v.pipe(
    v.object({ data: listField(v.unknown()) }),
    v.transform(({ data }) => data),
  ),
  v.pipe(
    v.object({ models: listField(v.unknown()) }),
    v.transform(({ models }) => models),
  ),
  v.array(v.unknown()),
]);

/**
 * The entries of a `/models` response: `{data}` as in OpenAI's (null in Ollama's if empty), `{models}`, or a bare list,
 * with objects or names. Undefined for anything else.
 */
export function parseModelList(json: unknown): ListEntry[] | undefined {
  const list = v.safeParse(listSchema, json);
  if (!list.success) return undefined;
  return list.output.slice(0, MOST_LISTED).flatMap((item) => {
    const entry = v.safeParse(entrySchema, typeof item === "string" ? { id: item } : item);
    const id = entry.success ? (entry.output.id ?? entry.output.name) : undefined;
    return entry.success && id !== undefined && id.length <= LONGEST_ID ? [entry.output] : [];
  });
}

/** Parses an entry as a listed model. Google prefixes ids with "models/", which its chat endpoint does not need. */
export function listedFrom(entry: ListEntry): ListedModel {
  const id = (entry.id ?? entry.name ?? "").replace(/^models\//, "");
  const label = (entry.display_name ?? (entry.id === undefined ? undefined : entry.name))?.slice(0, LONGEST_ID);
  const contextTokens = entry.max_model_len ?? entry.context_length ?? entry.context_window;
  const modalities = entry.architecture?.input_modalities;
  const parameters = entry.supported_parameters;
  const price = priceOf(entry.pricing);
  return listed(id, {
    ...(label !== undefined && { label }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(entry.meta?.n_ctx_train !== undefined && { maxContextTokens: entry.meta.n_ctx_train }),
    ...(modalities !== undefined && {
      vision: modalities.includes("image"),
      video: modalities.includes("video"),
      audio: modalities.includes("audio"),
    }),
    ...(parameters !== undefined && {
      nativeTools: parameters.includes("tools"),
      thinking: parameters.includes("reasoning"),
      parameters,
    }),
    ...(price !== undefined && { price }),
  });
}

/** OpenRouter states dollars per token, as text. */
function priceOf(pricing: ListEntry["pricing"]): ListedModel["price"] {
  const input = perMillion(pricing?.prompt);
  const output = perMillion(pricing?.completion);
  return input === undefined || output === undefined ? undefined : { input, output };
}

/** A router states -1 if the price depends on the model it chooses. */
function perMillion(perToken: string | number | undefined): number | undefined {
  if (perToken === undefined || (typeof perToken === "string" && perToken.trim() === "")) return undefined;
  const dollars = dollarsOf(Number(perToken) * 1e6);
  return dollars === undefined ? undefined : Number(dollars.toPrecision(6));
}
