import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as v from "valibot";
import { cutArguments, cutPoint, cutText, shares } from "../../../../src/agent/context/cut.ts";
import { cutsToFit } from "../../../../src/agent/context/fit.ts";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { Cut, TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { turnEventSchema } from "../../../../src/agent/transcript/turnEvent.ts";
import { promptCharacters } from "../../../../src/model/promptCharacters.ts";
import "../../../support/fixedSeed.ts";

const asked = (id: string, prompt: string): TurnEvent => ({
  type: "asked",
  id,
  at: 1,
  mode: "agent",
  text: prompt,
  prompt,
  chips: [],
});
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const step = (id: string, result: string, more: { text?: string; thought?: string; argument?: string } = {}) => {
  const call = {
    id,
    name: "read_file",
    arguments: { path: `${id}.ts`, ...(more.argument && { text: more.argument }) },
  };
  return [
    ...(more.thought ? [{ type: "thought", delta: more.thought } as const] : []),
    ...(more.text ? [{ type: "text", delta: more.text } as const] : []),
    { type: "tool-call-start", id, name: "read_file" },
    { type: "tool-call-end", call: { type: "tool-call", ...call } },
    { type: "done", reason: "tool-calls" },
    { type: "tool-ended", callId: id, text: result, isError: false },
  ] satisfies TurnEvent[];
};
const play = (events: readonly TurnEvent[]): Transcript => events.reduce(record, emptyTranscript);
const placeOf = ({ turn, item, part }: Cut): string => `${turn} ${item} ${part}`;
const lengthOf = (transcript: Transcript): number => promptCharacters(messagesOf(transcript, "sys"), []);
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `line ${at + 1} of a file`).join("\n");
const tools: Tool[] = [
  {
    name: "read_file",
    description: "",
    parameters: { type: "object", properties: {} },
    readOn: (_, read) => `Read on with startLine ${read + 1}.`,
    plan: () => Promise.reject(new Error("not run here")),
  },
];

/** The transcript once it fits so many characters, and what was cut. */
function fitted(transcript: Transcript, budget: number) {
  const cuts = cutsToFit(transcript, lengthOf(transcript), budget, tools);
  const event: TurnEvent = { type: "shortened", cuts };
  return { cuts, transcript: cuts.length > 0 ? record(transcript, event) : transcript };
}

describe("parts that are shortened so that a request fits", () => {
  it("nothing while it fits", () => {
    const transcript = play([asked("a", "Go"), ...step("x", lines(100))]);
    assert.deepEqual(cutsToFit(transcript, 5000, 5000, tools), []);
  });

  it("the newest result to the space left, in whole lines, with a hint how to read on", () => {
    const start = play([asked("a", "Go"), ...step("x", lines(1000))]);
    const { cuts, transcript } = fitted(start, 6000);
    assert.deepEqual(
      cuts.map(({ turn, item, part, name }) => [turn, item, part, name]),
      [["a", 0, "result", "x.ts"]],
    );
    const kept = lines(1000).slice(0, cuts[0]!.kept).split("\n").length;
    assert.equal(
      cuts[0]?.word,
      `(To fit the context window, this is the first ${kept} of 1000 lines. Read on with startLine ${kept + 1}.)`,
    );
    assert.ok(lengthOf(transcript) <= 6000 && lengthOf(transcript) > 5000);
    const item = transcript.open?.items[0];
    assert.equal(item?.type === "tool" ? item.result : "", lines(1000), "the panel has the whole");
  });

  it("then the oldest large results; small ones and the question stay", () => {
    const events = ["a", "b", "c", "d"].flatMap((id) => step(id, id === "b" ? "small" : lines(200)));
    const { cuts } = fitted(play([asked("q", "Go"), ...events]), 10_000);
    assert.deepEqual(new Set(cuts.map(({ name }) => name)), new Set(["a.ts", "c.ts"]));
  });

  it("results of one step share the space: the short one stays whole", () => {
    const start = play([asked("q", "Go"), ...step("a", lines(20)), ...step("b", lines(900))]);
    const items = start.open!.items.map((item) => ({ ...item, step: 0 }));
    const { cuts } = fitted({ ...start, open: { ...start.open!, items } }, 6000);
    assert.deepEqual(
      cuts.map(({ name }) => name),
      ["b.ts"],
    );
  });

  it("thoughts, arguments and earlier turns only where results do not suffice", () => {
    const long = lines(150);
    const before = [
      asked("one", lines(150)),
      { type: "text", delta: long } as const,
      { type: "done", reason: "stop" } as const,
      ended,
    ];
    const more = { thought: lines(100), argument: "x".repeat(3000) };
    const now = [asked("two", "Go"), ...step("a", lines(100), more), ...step("b", "ok")];
    const start = play([...before, ...now]);
    const parts = (budget: number) => [...new Set(fitted(start, budget).cuts.map(({ part }) => part))];
    assert.deepEqual(parts(lengthOf(start) - 10), ["result"]);
    assert.deepEqual(parts(lengthOf(start) - 2500), ["result", "thought"]);
    assert.deepEqual(parts(lengthOf(start) - 5000), ["result", "thought", "arguments"]);
    assert.deepEqual(parts(4000), ["result", "thought", "arguments", "prompt", "text"]);
    assert.ok(lengthOf(fitted(start, 4000).transcript) <= 4000);
  });

  it("nothing at all for a question that is too long by itself", () => {
    const start = play([asked("one", "x"), ...step("a", lines(100)), ended, asked("two", "y".repeat(50_000))]);
    assert.deepEqual(fitted(start, 8000).cuts, []);
  });

  it("cuts whole lines, never half a character, and shares room fairly", () => {
    assert.deepEqual(cutPoint("one\ntwo\n" + "x".repeat(500), 9), { kept: 7, lines: 2 });
    const faces = "😀".repeat(500);
    for (let most = 1; most < 40; most++) {
      const point = cutPoint(faces, most)!;
      assert.doesNotMatch(faces.slice(0, point.kept), /[\ud800-\udbff]$/, String(most));
    }
    assert.equal(cutPoint("short", 2), undefined);
    assert.equal(cutText("abc", { kept: 9, word: "w" }), "abc");
    assert.deepEqual(shares([100, 9000, 300, 9000], 4400), [100, 2000, 300, 2000]);
    assert.deepEqual(shares([100, 200], 1000), [100, 200]);
    assert.deepEqual(shares([100, 200], -5), [0, 0]);
    const given = { path: "a.ts", edits: [{ text: "z".repeat(900) }], n: 4, flag: true, none: null };
    const cut = cutArguments(given, 200);
    assert.deepEqual(cut, { ...given, edits: [{ text: `${"z".repeat(200)}… (700 characters left out)` }] });
  });

  it("any conversation: it fits or everything is at its minimum, the question is whole, and cuts are stable", () => {
    const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 500, max: 900 }));
    const oneStep = fc.record({ result: size, text: size, thought: size, argument: size });
    const turns = fc.array(fc.record({ prompt: size, steps: fc.array(oneStep, { maxLength: 5 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(turns, fc.integer({ min: 1500, max: 60_000 }), (all, budget) => {
        let transcript = emptyTranscript;
        let shown: ReadonlyMap<string, string> = new Map();
        for (const [at, { prompt, steps }] of all.entries()) {
          transcript = record(transcript, asked(`t${at}`, `Question ${at} ${lines(prompt)}`));
          for (const [nth, { result, text, thought, argument }] of steps.entries()) {
            const parts = { text: lines(text), thought: lines(thought), argument: lines(argument) };
            transcript = step(`${at}-${nth}`, lines(result), parts).reduce(record, transcript);
            const before = lengthOf(transcript);
            const { cuts, transcript: after } = fitted(transcript, budget);
            const event: TurnEvent = { type: "shortened", cuts };
            assert.deepEqual(v.parse(turnEventSchema, JSON.parse(JSON.stringify(event))), event);
            assert.ok(lengthOf(after) <= before);
            if (cuts.length > 0) assert.deepEqual(messagesOf(record(transcript, event), "s"), messagesOf(after, "s"));
            const question = JSON.stringify(messagesOf(after, "s"));
            assert.ok(question.includes(JSON.stringify(`Question ${at} ${lines(prompt)}`)));
            if (lengthOf(after) <= budget) assert.deepEqual(fitted(after, budget).cuts, [], "once is enough");
            // What an earlier request told in part is told the same, unless this one cut it further.
            const now = new Map(
              turnsOf(after).flatMap(({ cuts = [] }) => cuts.map((cut) => [placeOf(cut), JSON.stringify(cut)])),
            );
            const renewed = new Set(cuts.map(placeOf));
            for (const [place, cut] of shown) assert.ok(renewed.has(place) || now.get(place) === cut);
            shown = now;
            transcript = after;
          }
          transcript = record(transcript, ended);
        }
      }),
      { numRuns: 50 },
    );
  });
});
