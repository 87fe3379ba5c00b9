import * as v from "valibot";
import { ModelError } from "../../model/modelError.ts";

/*
 * The parameters that a user sets as objects, by schema. Ranges are the providers' own; package.json states the same
 * for the settings editor.
 */

const between = (least: number, most: number) => {
  const words = `takes ${least.toLocaleString("en-US").replace("-", "−")} to ${most.toLocaleString("en-US")}`;
  return v.pipe(v.number(words), v.minValue(least, words), v.maxValue(most, words));
};
const wholeFrom = (least: number, most: number) => v.pipe(between(least, most), v.integer("takes whole numbers"));
const atLeast = (least: number) => {
  const words = `takes whole numbers, ${least.toLocaleString("en-US")} or more`;
  return v.pipe(v.number(words), v.integer(words), v.minValue(least, words));
};
const flag = v.boolean("takes true or false");
const text = v.pipe(v.string("takes text"), v.nonEmpty("takes text"));
const names = v.array(text, "takes a list of texts");
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, `takes ${values.join(", ")}`);
const dollars = v.pipe(v.number("takes a number"), v.minValue(0, "takes 0 or more"));

/** The widest ranges of all wires; each wire then holds a value to its own. */
export const samplingSchema = v.strictObject({
  temperature: v.optional(between(0, 2)),
  topP: v.optional(between(0, 1)),
  topK: v.optional(wholeFrom(0, 1000)),
  minP: v.optional(between(0, 1)),
  repetitionPenalty: v.optional(between(0, 2)),
  frequencyPenalty: v.optional(between(-2, 2)),
  presencePenalty: v.optional(between(-2, 2)),
  seed: v.optional(atLeast(0)),
  maxTokens: v.optional(atLeast(1)),
  stop: v.optional(names),
  logitBias: v.optional(v.record(v.pipe(v.string(), v.digits("takes token ids as names")), between(-100, 100))),
  topLogprobs: v.optional(wholeFrom(0, 20)),
});

export const reasoningSchema = v.pipe(
  v.strictObject({
    enabled: v.exactOptional(flag),
    effort: v.exactOptional(text),
    maxTokens: v.exactOptional(atLeast(1)),
    exclude: v.exactOptional(flag),
  }),
  v.check(
    ({ effort, maxTokens }) => effort === undefined || maxTokens === undefined,
    "takes an effort or a number of tokens, not both",
  ),
);

export const responseFormatSchema = v.variant(
  "type",
  [
    v.strictObject({ type: v.literal("text") }),
    v.strictObject({ type: v.literal("json") }),
    v.strictObject({
      type: v.literal("json-schema"),
      name: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, "takes letters, digits, - and _")), "answer"),
      schema: v.record(v.string(), v.unknown(), "takes a JSON schema"),
    }),
  ],
  "takes “text”, “json” or “json-schema” as its type",
);

/** OpenRouter's routing and fallbacks, by its own names. */
export const openRouterSchema = v.strictObject({
  models: v.optional(names),
  provider: v.optional(
    v.strictObject({
      order: v.optional(names),
      only: v.optional(names),
      ignore: v.optional(names),
      allow_fallbacks: v.optional(flag),
      require_parameters: v.optional(flag),
      data_collection: v.optional(oneOf(["allow", "deny"])),
      zdr: v.optional(flag),
      quantizations: v.optional(names),
      sort: v.optional(oneOf(["price", "throughput", "latency"])),
      max_price: v.optional(
        v.strictObject({
          prompt: v.optional(dollars),
          completion: v.optional(dollars),
          request: v.optional(dollars),
          image: v.optional(dollars),
        }),
      ),
    }),
  ),
});

export const extraBodySchema = v.record(v.string(), v.unknown(), "takes fields by their names");

/** Headers that carry a key, whatever they are called: those belong into the editor's secrets. */
const secretName =
  /auth(?!ors?\b)|key(?!boards?\b|words?\b)|token|secret|password|passwd|credential|cookie|signature|session|jwt/i;
/** Headers that the connection and the wire set by themselves. */
const ownName =
  /^(?:accept|accept-encoding|anthropic-version|connection|content-.*|expect|host|keep-alive|proxy-.*|sec-.*|te|trailer|transfer-encoding|upgrade)$/i;
/** What looks like a key, under whatever name. */
const secretValue =
  /^\s*(?:bearer|basic|token)\s|\b(?:sk|pk|rk|gh[pousr]|hf|xox[abp]|AIza|eyJ)[-_]?[A-Za-z0-9_-]{12,}/i;
const mostHeaders = 32;

/** Further headers of a request. Never a key: those are set by the command, kept as secrets and sent to one server alone. */
export const headersSchema = v.pipe(
  v.custom<object>((value) => typeof value === "object" && !Array.isArray(value), "takes headers by their names"),
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "takes names of headers"),
      v.check((name) => !secretName.test(name), "takes no key or password: use the command “Gemma: Set API Key…”"),
      v.check((name) => !ownName.test(name), "takes no header that the connection sets by itself"),
    ),
    v.pipe(
      v.string("takes texts"),
      v.regex(/^[\t\x20-\x7e]{0,2000}$/, "takes texts of plain characters on one line"),
      v.check((value) => !secretValue.test(value), "takes no key or password: use the command “Gemma: Set API Key…”"),
    ),
    "takes headers by their names",
  ),
  v.check((headers) => Object.keys(headers).length <= mostHeaders, `takes ${mostHeaders} headers at most`),
);

/**
 * A setting's value by its schema. Throws ModelError "settings" that names the value and what is taken in its place.
 * @param name as in settings.json; absent where the keys of `value` are settings themselves
 */
export function parseWanted<const S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  name?: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = ["gemma", name, v.getDotPath(issue)].filter(Boolean).join(".");
  const words = issue.type === "strict_object" ? "is not known" : issue.message;
  throw new ModelError({ kind: "settings" }, `The setting “${path}” ${words}. Change it in the settings.`);
}
