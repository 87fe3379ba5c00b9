export type Piece = { index?: unknown; id?: unknown; type?: unknown; name?: unknown; args?: unknown };
export const A = '{"path":"a.ts"}';
export const B = '{"path":"b.ts"}';
const C = '{"path":"c.ts"}';
const [A1, A2, B1, B2] = [A.slice(0, 4), A.slice(4), B.slice(0, 4), B.slice(4)];
const twice = (text: string): string => JSON.stringify(text);

export const read = (path: string, name = "read_file"): [string, object] => [name, { path }];
export const aAndB = [read("a.ts"), read("b.ts")];

/** A piece with the tool's name, and one that only goes on. */
const on = (args: unknown, head: object = {}): Piece => ({ ...head, name: "read_file", args });
const list = (args: unknown, head: object = {}): Piece => ({ ...head, name: "list_dir", args });
const more = (args: unknown, head: object = {}): Piece => ({ ...head, args });
const named = (name: string, head: object = {}, args = ""): Piece => ({ ...head, name, args });
const at = (index: unknown, id?: unknown): object => ({ index, ...(id !== undefined && { id }) });
const by = (id: string): object => ({ id });

/** A call whose name has something around it. */
const decorated = (name: string): [string, Piece[], [string, object][]] => [
  `a name written ${JSON.stringify(name)}`,
  [named(name, at(0, "a"), A)],
  [read("a.ts")],
];

/** How servers write calls, and the calls that are meant. */
export const callRows: readonly [name: string, pieces: Piece[], calls: [string, object][]][] = [
  [
    "parallel calls, all numbered 0, no ids",
    [on(A, { index: 0, type: "function" }), on(B, { index: 0, type: "function" })],
    aAndB,
  ],
  ["the same with empty ids", [on(A, at(0, "")), on(B, at(0, ""))], aAndB],
  ["the same with null ids", [on(A, at(0, null)), on(B, at(0, null))], aAndB],
  ["numbered 0, an id each", [on(A, at(0, "a")), on(B, at(0, "b"))], aAndB],
  ["numbered 0, an id on the first alone", [on(A, at(0, "a")), on(B, at(0))], aAndB],
  ["numbered 0, an id on the second alone", [on(A, at(0)), on(B, at(0, "b"))], aAndB],
  ["numbered 0, one id for all", [on(A, at(0, "c")), on(B, at(0, "c"))], aAndB],
  ["numbered 0, in pieces, the head first", [on("", at(0)), more(A, at(0)), on("", at(0)), more(B, at(0))], aAndB],
  ["numbered 0, the head on every piece", [on(A1, at(0)), on(A2, at(0)), on(B1, at(0)), on(B2, at(0))], aAndB],
  ["numbered 0, the second without a head", [on(A, at(0, "a")), more(B, at(0))], aAndB],
  ["numbered 0, two tools, no ids", [on(A, at(0)), list(B, at(0))], [read("a.ts"), read("b.ts", "list_dir")]],
  ["numbered 0, the first without arguments", [named("now", at(0), "{}"), on(B, at(0))], [["now", {}], read("b.ts")]],
  ...["  read_file ", "read_file\n", "\tread_file", "read_file\u00a0", "\u200bread_file\ufeff", "`read_file`"].map(
    decorated,
  ),
  ...["'read_file'", '"read_file"', "read_file(", "read_file{", "read_file<|channel|>commentary"].map(decorated),
  ...["read_file<tool_call|>", "read_file<end_of_turn>", "read_file <|message|>", '"read_file": '.slice(0, 11)].map(
    decorated,
  ),
  ["arguments of two calls in one text", [on(A + B, at(0, "a"))], aAndB],
  ["arguments of two calls in one text, with a line break between", [on(`${A}\n${B}`, at(0, "a"))], aAndB],
  ["arguments of two calls in one text, with a comma between", [on(`${A}, ${B}`, at(0, "a"))], aAndB],
  ["arguments of three calls in one text", [on(A + B + C, at(0))], [...aAndB, read("c.ts")]],
  [
    "arguments of two calls in one text, with braces and quotes in them",
    [on('{"path":"}{\\"a"}{"path":"{}"}', at(0))],
    [read('}{"a'), read("{}")],
  ],
  [
    "arguments of two calls in one text, with nested objects",
    [named("go", at(0), '{"a":{"b":[{}]}}{"a":{}}')],
    [
      ["go", { a: { b: [{}] } }],
      ["go", { a: {} }],
    ],
  ],
  ["encoded twice", [on(twice(A), at(0, "a"))], [read("a.ts")]],
  ["encoded three times", [on(twice(twice(A)), at(0, "a"))], [read("a.ts")]],
  ["arguments of two calls in one text, encoded twice", [on(twice(A) + twice(B), at(0, "a"))], aAndB],
  ["encoded twice, numbered 0, no ids", [on(twice(A), at(0)), on(twice(B), at(0))], aAndB],
  ["no index, no ids, whole", [on(A), on(B)], aAndB],
  ["no index, no ids, in pieces", [on(A1), more(A2), on(B1), more(B2)], aAndB],
  ["no index, ids only on the first pieces", [on(A1, by("a")), more(A2), on(B1, by("b")), more(B2)], aAndB],
  [
    "no index, taking turns by id",
    [on("{", by("a")), on("{", by("b")), more(A.slice(1), by("a")), more(B.slice(1), by("b"))],
    aAndB,
  ],
  [
    "one index, taking turns by id",
    [on("", at(0, "a")), list("", at(0, "b")), more(A, at(0, "a")), more(B, at(0, "b"))],
    [read("a.ts"), read("b.ts", "list_dir")],
  ],
  ["the index starts again", [on(A, at(0, "a")), on(B, at(1, "b")), on(C, at(0, "c"))], [...aAndB, read("c.ts")]],
  ["the index as a text", [on(A1, at("0")), on(B1, at("1")), more(A2, at("0")), more(B2, at("1"))], aAndB],
  ["an index only on the first pieces", [on(A1, at(0, "a")), more(A2), on(B1, at(1, "b")), more(B2)], aAndB],
  [
    "a new index with every piece, one id",
    [on("", at(0, "a")), more(A1, at(1, "a")), more(A2, at(2, "a"))],
    [read("a.ts")],
  ],
  ["a new index with every piece, no id", [on("", at(0)), more(A1, at(1)), more(A2, at(2))], [read("a.ts")]],
  [
    "a new id with every piece",
    [on(A1, at(0, "a")), more(A2.slice(0, 5), at(0, "b")), more(A2.slice(5), at(0, "c"))],
    [read("a.ts")],
  ],
  [
    "a new id with every piece, no index",
    [on(A1, by("a")), more(A2.slice(0, 5), by("b")), more(A2.slice(5), by("c"))],
    [read("a.ts")],
  ],
  [
    "a new id and the name with every piece",
    [on(A1, by("a")), on(A2.slice(0, 5), by("b")), on(A2.slice(5), by("c"))],
    [read("a.ts")],
  ],
  ["an id that comes late", [on("", at(0)), more(A1, at(0, "a")), more(A2, by("a"))], [read("a.ts")]],
  ["a name in pieces", [named("read_", at(0, "a")), named("file", at(0)), more(A, at(0))], [read("a.ts")]],
  ["a name that grows", [named("read", at(0, "a")), named("read_file", at(0, "a")), more(A, at(0))], [read("a.ts")]],
  [
    "the arguments from the start with every piece",
    [on("{", at(0, "a")), on('{"path"', at(0, "a")), on(A, at(0, "a")), on(A, at(0, "a"))],
    [read("a.ts")],
  ],
  ["the whole call repeated at the end", [on(A1, at(0, "a")), more(A2, at(0)), on(A, at(0, "a"))], [read("a.ts")]],
  ["id and name repeated at the end", [on(A, at(0, "a")), on("", at(0, "a"))], [read("a.ts")]],
  ["an empty object before the arguments", [on("{}", at(0, "a")), more(A1, at(0)), more(A2, at(0))], [read("a.ts")]],
  ["white space after the arguments", [on(`${A}\n`, at(0, "a")), more(" \n", at(0))], [read("a.ts")]],
  ["arguments as objects, numbered 0, no ids", [on(JSON.parse(A), at(0)), on(JSON.parse(B), at(0))], aAndB],
  ["arguments as objects, no index", [on(JSON.parse(A)), on(JSON.parse(B))], aAndB],
  ["the same call twice, an id each", [on(A, at(0, "a")), on(A, at(1, "b"))], [read("a.ts"), read("a.ts")]],
];
