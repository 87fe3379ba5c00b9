import assert from "node:assert/strict";
import { createLoopGuard, type LoopEvent, type LoopFound, type LoopLimits } from "../../../../src/gemma/index.ts";

const call = (name: string, given: Record<string, unknown> = {}): LoopEvent => ({
  type: "call",
  name,
  arguments: given,
});
const result = (name: string, text: string, isError = false): LoopEvent => ({ type: "result", name, text, isError });
const answer: LoopEvent = { type: "answer-starts" };

/** The first thing the guard finds, and after how many events. */
function found(events: Iterable<LoopEvent>, limits?: Partial<LoopLimits>): (LoopFound & { after: number }) | undefined {
  const guard = createLoopGuard(limits);
  let after = 0;
  for (const event of events) {
    after++;
    const loop = guard.observe(event);
    if (loop) return { ...loop, after };
  }
  return undefined;
}

const pieces = (type: "text" | "thought", text: string): LoopEvent[] =>
  (text.match(/[^]{1,4}/g) ?? []).map((delta) => ({ type, delta }));

describe("the loop guard", () => {
  it("finds the same call three times in a row, whatever the order of its keys", () => {
    const loop = found([
      answer,
      call("search", { a: 1, b: [{ c: 2, d: 3 }] }),
      result("search", "x"),
      answer,
      call("search", { b: [{ d: 3, c: 2 }], a: 1 }),
      result("search", "y"),
      answer,
      call("search", { a: 1, b: [{ c: 2, d: 3 }] }),
    ]);
    assert.equal(loop?.reason, "same-call");
    assert.equal(loop.after, 8);
    assert.match(loop.message, /search 3 times/);
  });

  for (const period of [2, 3, 4])
    it(`finds a round of ${period} calls at its fourth turn, whatever their results`, () => {
      const events = Array.from({ length: 40 }, (_, at) => [
        answer,
        call("run", { command: `c${at % period}` }),
        result("run", `took ${at} ms`),
      ]).flat();
      const loop = found(events);
      assert.equal(loop?.reason, "same-call");
      assert.equal(loop.after, (period * 4 - 1) * 3 + 2);
    });

  it("lets three turns of a round pass, and a round with a new call in it", () => {
    const round = (more: number): LoopEvent[] =>
      ["test", "read", more].flatMap((id, at) => [answer, call("run", { id }), result("run", `${more} ${at}`)]);
    assert.equal(found([0, 0, 0, 1, 2, 3, 4, 5, 6, 7].flatMap(round)), undefined);
  });

  it("finds growing variations of a call that keeps failing on one file", () => {
    const failing = (path: (at: number) => string): LoopEvent[] =>
      Array.from({ length: 8 }, (_, at) => [
        answer,
        call("edit_file", { path: path(at), oldText: "x".repeat(at + 1) }),
        result("edit_file", `Not found: ${"x".repeat(at + 1)}`, true),
      ]).flat();
    const loop = found(failing(() => "a.ts"));
    assert.equal(loop?.reason, "same-failure");
    assert.equal(loop.after, 18);
    assert.equal(found(failing((at) => `${at}.ts`)), undefined, "each is another file");
  });

  it("counts failures anew after a success", () => {
    const events = Array.from({ length: 20 }, (_, at) => [
      answer,
      call("edit_file", { path: "a.ts", oldText: String(at) }),
      result("edit_file", `${at}`, at % 5 !== 4),
    ]).flat();
    assert.equal(found(events), undefined);
  });

  it("lets other calls pass", () => {
    const events = Array.from({ length: 30 }, (_, line) => [
      answer,
      call("read", { line }),
      result("read", `line ${line}`),
    ]).flat();
    assert.equal(found(events), undefined);
  });

  it("lets a file be read again after each edit", () => {
    const events = Array.from({ length: 6 }, (_, turn) => [
      answer,
      call("read", { path: "a" }),
      result("read", `text ${turn}`),
      answer,
      call("edit", { path: "a", text: String(turn) }),
      result("edit", `done ${turn}`),
    ]).flat();
    assert.equal(found(events), undefined);
  });

  it("finds two calls that take turns with the same results", () => {
    const round = [answer, call("a"), result("a", "x"), answer, call("b"), result("b", "y")];
    assert.equal(found([...round, ...round, ...round, ...round])?.reason, "same-call");
  });

  it("finds the same failure of different calls", () => {
    const fail = (turn: number): LoopEvent[] => [
      answer,
      call("edit", { oldText: `try ${turn}` }),
      result("edit", "Not found.", true),
    ];
    const loop = found([...fail(1), ...fail(2), ...fail(3)]);
    assert.equal(loop?.reason, "same-failure");
    assert.match(loop.message, /edit failed 3 times/);
  });

  it("lets failures pass that differ, or that a success parts", () => {
    const fail = (turn: number, text: string): LoopEvent[] => [
      answer,
      call("edit", { turn }),
      result("edit", text, true),
    ];
    assert.equal(found([...fail(1, "a"), ...fail(2, "b"), ...fail(3, "c")]), undefined);
    const good = [answer, call("edit", { turn: 9 }), result("edit", "ok")];
    assert.equal(found([...fail(1, "a"), ...fail(2, "a"), ...good, ...fail(3, "a"), ...fail(4, "a")]), undefined);
  });

  for (const [name, unit] of [
    ["a character", "!"],
    ["white space", " \n"],
    ["a word", "the the "],
    ["a line", "    return null;\n"],
    ["a paragraph", "I will now read the file again to be sure that nothing is wrong with it. ".repeat(3)],
  ] as const) {
    it(`finds ${name} over and over, in text and thought`, () => {
      for (const type of ["text", "thought"] as const) {
        const loop = found([answer, ...pieces(type, `Well. ${unit.repeat(Math.ceil(6000 / unit.length))}`)]);
        assert.equal(loop?.reason, "repetition");
      }
    });
  }

  it("lets long texts, tables and code pass", () => {
    const table = Array.from({ length: 300 }, (_, row) => `| ${row} | value ${row * 7} |\n`).join("");
    const code = Array.from({ length: 300 }, (_, line) => `  case ${line}:\n    return ${line * line};\n`).join("");
    assert.equal(found([answer, ...pieces("text", table + "-".repeat(1000) + code)]), undefined);
  });

  it("begins anew with each answer", () => {
    const some = "ha ".repeat(500);
    assert.equal(found([answer, ...pieces("text", some), answer, ...pieces("text", some)]), undefined);
  });

  it("finds a thought without end, but only before text and calls", () => {
    const limits = { thoughtCharacters: 1000 };
    const words = Array.from({ length: 150 }, (_, index) => `idea ${index}, `).join("");
    assert.equal(found([answer, ...pieces("thought", words)], limits)?.reason, "endless-thought");
    const half = words.slice(0, 900);
    assert.equal(
      found([answer, ...pieces("thought", half), ...pieces("text", "So."), ...pieces("thought", half)], limits),
      undefined,
    );
  });
});
