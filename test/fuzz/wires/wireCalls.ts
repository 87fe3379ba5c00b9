import fc from "fast-check";

/** One call as a model means it. */
export type MeantCall = { name: string; arguments: Record<string, unknown> };

/** How a server writes the calls of one answer into a stream of chat completions. */
export type CallStyle = {
  index: "own" | "zero" | "text" | "none";
  ids: "own" | "none" | "empty" | "same" | "every piece";
  /** Whether name and id stand on the first piece of a call or on each. */
  head: "first" | "every";
  args: "whole" | "pieces" | "object" | "encoded twice" | "glued";
  /** What models put around a name. */
  around: readonly [before: string, behind: string];
  /** All pieces in one chunk. */
  isOneChunk: boolean;
  /** The form before `tool_calls`. */
  isLegacy: boolean;
};

export const callStyle: fc.Arbitrary<CallStyle> = fc.record({
  index: fc.constantFrom("own", "zero", "text", "none"),
  ids: fc.constantFrom("own", "none", "empty", "same", "every piece"),
  head: fc.constantFrom("first", "every"),
  args: fc.constantFrom("whole", "pieces", "object", "encoded twice", "glued"),
  around: fc.constantFrom(
    ["", ""],
    ["", ""],
    [" ", "\n"],
    ["`", "`"],
    ["", "("],
    ["\u200b", ""],
    ["", "<|channel|>json"],
  ),
  isOneChunk: fc.boolean(),
  isLegacy: fc.boolean(),
});

const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('{"', '"}', "}{", "\\", '\\"', "{}", "[", "]", "\n", " , "),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("x", "y", "}"), fc.string(), { maxKeys: 2, noNullPrototype: true }),
);

/** Calls of one answer; no two are alike, since a server that tells one twice means it once. */
export const meantCalls: fc.Arbitrary<MeantCall[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom("read_file", "list_dir", "go"),
      arguments: fc.dictionary(fc.constantFrom("path", "a", "b c", "{"), value, { maxKeys: 3, noNullPrototype: true }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((calls) => calls.map((call, at) => ({ ...call, arguments: { ...call.arguments, at } })));

/** Lengths of the pieces that a text is cut into. */
export const pieceLengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

/** The deltas of an answer with these calls. Glued ones are all of the first one's name: read the calls from `meant`. */
export function written(
  calls: readonly MeantCall[],
  style: CallStyle,
  lengths: readonly number[],
): { deltas: object[]; meant: MeantCall[] } {
  const isGlued = style.args === "glued";
  const meant = isGlued ? calls.map((call) => ({ ...call, name: calls[0]?.name ?? "" })) : [...calls];
  const texts = meant.map(({ arguments: given }) => textOf(given, style));
  const told = isGlued ? [texts.join("")] : texts;
  const pieces = told.flatMap((text, at) => piecesOf(meant[at]?.name ?? "", at, text, style, lengths));
  if (style.isLegacy) {
    const legacy = pieces.map(({ name, args }) => ({ ...(name !== undefined && { name }), arguments: args }));
    return { deltas: legacy.map((called) => ({ function_call: called })), meant };
  }
  const wired = pieces.map(({ name, args, ...rest }) => ({
    ...rest,
    function: { ...(name !== undefined && { name }), arguments: args },
  }));
  return {
    deltas: style.isOneChunk ? [{ tool_calls: wired }] : wired.map((piece) => ({ tool_calls: [piece] })),
    meant,
  };
}

function textOf(given: Record<string, unknown>, { args }: CallStyle): string {
  const text = JSON.stringify(given);
  return args === "encoded twice" ? JSON.stringify(text) : text;
}

type Piece = { index?: unknown; id?: string; name?: string; args: unknown };

function piecesOf(name: string, at: number, text: string, style: CallStyle, lengths: readonly number[]): Piece[] {
  const whole = style.args === "whole" || style.args === "object";
  const parts = whole ? [text] : cutBy(text, lengths);
  return parts.map((part, piece): Piece => {
    const hasHead = piece === 0 || style.head === "every";
    const id = { own: `c${at}`, none: undefined, empty: "", same: "c", "every piece": `c${at}-${piece}` }[style.ids];
    const index = { own: at, zero: 0, text: String(at), none: undefined }[style.index];
    return {
      ...(index !== undefined && { index }),
      ...(id !== undefined && (hasHead || style.ids === "every piece") && { id }),
      ...(hasHead && { name: style.around.join(name) }),
      args: style.args === "object" ? (JSON.parse(part) as unknown) : part,
    };
  });
}

function cutBy(text: string, lengths: readonly number[]): string[] {
  const parts: string[] = [];
  for (let from = 0, at = 0; from < text.length; at++) {
    const length = lengths[at % lengths.length] ?? 1;
    parts.push(text.slice(from, from + length));
    from += length;
  }
  return parts;
}
