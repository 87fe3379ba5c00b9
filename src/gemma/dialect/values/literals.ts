/** The text is no value that can be read with certainty. */
export class Malformed extends Error {}

/** Nesting beyond this is no sensible call; it also bounds the recursion. */
export const maxDepth = 64;

/** No number and no word of JSON is longer, white space around it included. */
export const longestLiteral = 400;

const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const literals = new Map(
  Object.entries<boolean | null>({
    true: true,
    True: true,
    false: false,
    False: false,
    null: null,
    None: null,
  }),
);

/** The value of a bare word, or undefined where it is just text. Throws on numbers that JSON cannot hold. */
export function literal(raw: string): number | boolean | null | undefined {
  const literal = literals.get(raw);
  if (literal !== undefined) return literal;
  if (!number.test(raw) || /^-?0\d/.test(raw)) return undefined;
  const value = Number(raw);
  if (!Number.isFinite(value)) throw new Malformed();
  return value;
}
