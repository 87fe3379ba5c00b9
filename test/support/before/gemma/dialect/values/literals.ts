import { endsInLoneQuote } from "./foreignMarks.ts";
import { schemaTypes, type LooseSchema } from "./toolIndex.ts";

/** The text is no value that can be read with certainty. */
export class Malformed extends Error {}

/** No number and no word of JSON is longer, white space around it included. */
export const longestLiteral = 400;

const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const literals: Record<string, boolean | null> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};

/** The value of a bare word, or undefined where it is just text. Throws on numbers that JSON cannot hold. */
export function literal(raw: string): number | boolean | null | undefined {
  if (Object.hasOwn(literals, raw)) return literals[raw];
  if (!number.test(raw) || /^-?0\d/.test(raw)) return undefined;
  const value = Number(raw);
  if (!Number.isFinite(value)) throw new Malformed();
  return value;
}

export const wantsText = (schema: LooseSchema | undefined): boolean => {
  const types = schemaTypes(schema);
  return types.length === 1 && types[0] === "string";
};

/**
 * A string without the key that a model wrote into it where it closed it by a quote, and then wrote anew behind it:
 * `a:<|"|>text",b:<|"|>,b:<|"|>…`. Without a lone quote the text may end so by itself: all marks are where they belong.
 */
export function withoutNextKey(value: unknown, key: string): unknown {
  if (typeof value !== "string") return value;
  const taken = /\s*,\s*([\p{L}\p{N}_.-]+)\s*[:=]\s*$/u.exec(value.slice(-200));
  if (taken?.[1] !== key) return value;
  const before = value.slice(0, value.length - taken[0].length);
  return endsInLoneQuote(before) ? before.slice(0, -1) : value;
}
