import { TooMuch } from "./tooMuch.ts";

/**
 * The deepest nesting and the most values (members of objects and lists) of a JSON text. A deeper one overflows the
 * stack of what reads it; checking more values by a schema takes over 100 ms. The largest list of a provider has some
 * 40,000 values, and no answer nests deeper than 20.
 */
export const jsonLimits = { depth: 128, values: 200_000 } as const;

/**
 * Parses JSON of others. Throws SyntaxError for a text that is none, TooMuch for one beyond the limits; the limits are
 * checked before anything is built.
 */
export function parseBounded(text: string): unknown {
  checkSize(text);
  return JSON.parse(text);
}

/** The same, but undefined for a text that is no JSON or beyond the limits. */
export function parsedBounded(text: string): unknown {
  try {
    return parseBounded(text);
  } catch {
    return undefined;
  }
}

function checkSize(text: string): void {
  if (text.length <= jsonLimits.depth) return;
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COMMA:
        values++;
        break;
      case BRACE:
      case BRACKET:
        values++;
        if (++depth > jsonLimits.depth) throw new TooMuch(`${jsonLimits.depth} levels of JSON in each other`);
        break;
      case BRACE_END:
      case BRACKET_END:
        depth--;
        break;
    }
    if (values > jsonLimits.values)
      throw new TooMuch(`${jsonLimits.values.toLocaleString("en-US")} values in one piece`);
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** The offset of a string's closing quote; the text's end if there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let slash = at;
    while (text.charCodeAt(slash - 1) === BACKSLASH) slash--;
    if ((at - slash) % 2 === 0) return at;
  }
}
