/** A regular expression of a rule, read so that matching it takes a bounded number of steps. */
export type Expression = { match: Matcher; ignoresCase: boolean };

/** Tries to match from a place on, and to go on behind it; undefined if neither way leads to an end. */
type Next = (at: number) => number | undefined;
type Matcher = (run: Run, at: number, next: Next) => number | undefined;
type Run = { text: string; steps: number };

const MOST_SOURCE = 500;
const MOST_TEXT = 4000;
const MOST_STEPS = 100_000;
const MOST_REPEATS = 1000;

class TooLong extends Error {}

/**
 * Parses a regular expression of JavaScript; undefined if it is none, or has what is not understood here: references,
 * looking behind, properties of Unicode.
 */
export function parseExpression(source: string, flags: string): Expression | undefined {
  const kept = flags.replace(/[gyu]/g, "");
  if (source.length > MOST_SOURCE || /[^ims]/.test(kept)) return undefined;
  try {
    new RegExp(source, kept);
    const parser = { source, at: 0, flags: kept };
    const match = alternatives(parser);
    return parser.at === source.length ? { match, ignoresCase: kept.includes("i") } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How much of the text a pattern matches from its beginning, up to the end of a word; undefined if it doesn't, "slow"
 * if that takes too long to tell. So `/^git diff/` covers `git diff --stat`, not `git difftool`, and `/npm test/` no
 * text before it.
 * @param anywhere finds a match wherever it is
 */
export function matchedLength({ match }: Expression, text: string, anywhere = false): number | "slow" | undefined {
  if (text.length > MOST_TEXT) return "slow";
  const run: Run = { text, steps: 0 };
  // Half a word names another program or option.
  const isEnd: Next = (at) =>
    anywhere || at === text.length || /\s/.test(text[at]!) || (at > 0 && /[^\w-]/.test(text[at - 1]!)) ? at : undefined;
  try {
    for (let start = 0; start <= (anywhere ? text.length : 0); start++) {
      const end = match(run, start, isEnd);
      if (end !== undefined) return end - start;
    }
    return undefined;
  } catch (error) {
    if (error instanceof TooLong || error instanceof RangeError) return "slow";
    throw error;
  }
}

type Parser = { source: string; at: number; flags: string };

function alternatives(parser: Parser): Matcher {
  const ways = [sequence(parser)];
  while (parser.source[parser.at] === "|") {
    parser.at++;
    ways.push(sequence(parser));
  }
  if (ways.length === 1) return ways[0]!;
  return (run, at, next) => {
    for (const way of ways) {
      const end = way(run, at, next);
      if (end !== undefined) return end;
    }
    return undefined;
  };
}

function sequence(parser: Parser): Matcher {
  const parts: Matcher[] = [];
  while (parser.at < parser.source.length && !/[|)]/.test(parser.source[parser.at]!)) parts.push(repeated(parser));
  return parts.reduceRight<Matcher>(
    (rest, part) => (run, at, next) => part(run, at, (end) => rest(run, end, next)),
    (_run, at, next) => next(at),
  );
}

function repeated(parser: Parser): Matcher {
  const atom = atomOf(parser);
  const sign = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(parser.source.slice(parser.at));
  if (!sign) return atom;
  parser.at += sign[0].length;
  const isLazy = sign[0].length > 1 && sign[0].endsWith("?");
  const first = sign[0][0];
  const least = first === "+" ? 1 : first === "{" ? Number(sign[1]) : 0;
  const most =
    first === "?"
      ? 1
      : first !== "{"
        ? MOST_REPEATS * 4
        : sign[2] === undefined
          ? least
          : sign[3] === ""
            ? MOST_REPEATS * 4
            : Number(sign[3]);
  const again = (run: Run, at: number, next: Next, count: number): number | undefined => {
    step(run);
    const more = (): number | undefined =>
      count < most
        ? atom(run, at, (end) => (end === at && count >= least ? undefined : again(run, end, next, count + 1)))
        : undefined;
    if (count < least) return more();
    return isLazy ? (next(at) ?? more()) : (more() ?? next(at));
  };
  return (run, at, next) => again(run, at, next, 0);
}

function atomOf(parser: Parser): Matcher {
  const rest = parser.source.slice(parser.at);
  if (rest.startsWith("(")) return group(parser);
  const edge = /^(?:[$^]|\\[bB])/.exec(rest)?.[0];
  if (edge !== undefined) {
    parser.at += edge.length;
    const pattern = new RegExp(edge, `${parser.flags}y`);
    return (run, at, next) => {
      pattern.lastIndex = at;
      return pattern.test(run.text) ? next(at) : undefined;
    };
  }
  const one = /^(?:\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|[^1-9kpPxuc])|\[(?:\\[^]|[^\]\\])*\]|[^\\[*+?])/.exec(
    rest,
  )?.[0];
  if (one === undefined) throw new SyntaxError("not understood");
  parser.at += one.length;
  const pattern = new RegExp(`^(?:${one})$`, parser.flags.replace("m", ""));
  return (run, at, next) => {
    step(run);
    return at < run.text.length && pattern.test(run.text[at]!) ? next(at + 1) : undefined;
  };
}

function group(parser: Parser): Matcher {
  const opening = /^\((?:\?(?::|=|!|<\w+>))?(?!\?)/.exec(parser.source.slice(parser.at))?.[0];
  if (opening === undefined) throw new SyntaxError("not understood");
  parser.at += opening.length;
  const inner = alternatives(parser);
  parser.at++;
  if (opening === "(?=") return (run, at, next) => (inner(run, at, (end) => end) === undefined ? undefined : next(at));
  if (opening === "(?!") return (run, at, next) => (inner(run, at, (end) => end) === undefined ? next(at) : undefined);
  return inner;
}

function step(run: Run): void {
  if (++run.steps > MOST_STEPS) throw new TooLong("The pattern takes too many steps.");
}
