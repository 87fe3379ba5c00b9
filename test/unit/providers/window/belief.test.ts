import assert from "node:assert/strict";
import {
  afterCount,
  afterRefusal,
  afterStatement,
  unknownWindow,
  type WindowState,
} from "../../../../src/providers/window/belief.ts";
import {
  byteSize,
  dollarsOf,
  promptCount,
  tokenCount,
  windowTokens,
} from "../../../../src/providers/faults/reading/numbers.ts";
import { ServerWindow } from "../../../../src/providers/window/serverWindow.ts";

const signal = new AbortController().signal;
const placeholders: readonly unknown[] = [
  ...[undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, -4096, 1e9, 2 ** 31 - 1, 2 ** 32, 2 ** 53, 1e308],
  ...["", "0", "4096", true, {}, []],
];

describe("numbers stated by servers", () => {
  it("placeholders count as unknown", () => {
    for (const value of placeholders) {
      const read = [windowTokens(value), tokenCount(value), promptCount(value)];
      assert.deepEqual(read, [undefined, undefined, undefined], String(value));
    }
    for (const value of [undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -1, "4096"]) {
      assert.deepEqual([dollarsOf(value), byteSize(value)], [undefined, undefined], String(value));
    }
    assert.deepEqual([windowTokens(0), promptCount(0), windowTokens(1)], [undefined, undefined, undefined]);
  });

  it("plausible numbers stay", () => {
    assert.deepEqual([tokenCount(0), dollarsOf(0), byteSize(0), dollarsOf(-0.0)], [0, 0, 0, -0.0]);
    assert.deepEqual([windowTokens(512), windowTokens(10_485_760), windowTokens(4096.5)], [512, 10_485_760, 4096]);
  });
});

describe("the estimate of a window", () => {
  const loaded = (state: WindowState, tokens: unknown) => afterStatement(state, tokens, "loaded", 1);
  const tokensOf = ({ belief }: WindowState) => belief?.tokens;
  const start = loaded(unknownWindow, 4096);

  it("a statement holds until the next one; a placeholder is not a statement", () => {
    assert.deepEqual(start.belief, { tokens: 4096, source: "loaded", at: 1 });
    assert.equal(tokensOf(loaded(start, 32_768)), 32_768);
    assert.equal(tokensOf(loaded(start, 0)), undefined);
    assert.equal(tokensOf(loaded(start, undefined)), undefined);
  });

  it("a higher count refutes it, and the same statement is not accepted again", () => {
    const refuted = afterCount(start, 6000);
    assert.equal(tokensOf(refuted), undefined);
    assert.equal(tokensOf(loaded(refuted, 4096)), undefined);
    assert.equal(tokensOf(loaded(refuted, 32_768)), 32_768);
    assert.equal(tokensOf(afterCount(start, 4096)), 4096);
    assert.equal(tokensOf(afterCount(start, 100)), 4096);
  });

  it("a refusal replaces earlier statements", () => {
    const refused = afterRefusal(start, 2048, 2);
    assert.deepEqual(refused.belief, { tokens: 2048, source: "refusal", at: 2 });
    assert.equal(tokensOf(loaded(refused, 4096)), 2048, "what the refusal spoke against is not believed again");
    assert.equal(tokensOf(loaded(refused, 8192)), 8192, "loaded anew");
    assert.equal(tokensOf(afterRefusal(afterCount(start, 6000), 8192, 2)), 8192);
    for (const value of placeholders) assert.equal(tokensOf(afterRefusal(start, value, 2)), 4096);
  });
});

describe("the window of a model at a server", () => {
  const asked = (...answers: (number | undefined | Error)[]) => {
    const questions: number[] = [];
    let time = 0;
    const window = new ServerWindow({
      tokens: 4096,
      now: () => time,
      ask: async () => {
        questions.push(time);
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
    return { window, questions, pass: (ms: number) => (time += ms) };
  };

  it("the server is asked again only if a count contradicts it", async () => {
    const { window, questions } = asked(32_768);
    for (const count of [1, 500, 4000]) await window.counted(count, count * 3, signal);
    assert.deepEqual(questions, []);
    assert.equal(await window.counted(6000, 20_000, signal), false);
    assert.deepEqual([window.tokens, questions.length], [32_768, 1]);
  });

  it("a smaller window after a reload is found by a count that is far too small", async () => {
    const { window } = asked(2048);
    assert.equal(await window.counted(2040, 60_000, signal), true);
    assert.equal(window.tokens, 2048);
  });

  it("a server that repeats its statement is not asked at each question", async () => {
    const { window, questions, pass } = asked(4096, 4096, 4096);
    for (let at = 0; at < 5; at++) await window.counted(6000 + at, 20_000, signal);
    assert.deepEqual([window.tokens, questions.length], [undefined, 1]);
    pass(6 * 60_000);
    await window.counted(7000, 20_000, signal);
    assert.equal(questions.length, 2);
  });

  it("a server that cannot say costs nothing", async () => {
    const { window } = asked(new Error("gone"));
    assert.equal(await window.counted(6000, 20_000, signal), false);
    assert.equal(window.tokens, undefined);
  });

  it("becomes uncertain with time, or if the server may have restarted", async () => {
    const { window, pass } = asked();
    assert.equal(window.isDoubtful, false);
    pass(4 * 60_000);
    assert.equal(window.isDoubtful, false);
    pass(2 * 60_000);
    assert.equal(window.isDoubtful, true);
    window.stated(4096);
    assert.equal(window.isDoubtful, false);
    window.failed({ kind: "rate-limit" });
    assert.equal(window.isDoubtful, false);
    window.failed({ kind: "unavailable" });
    assert.equal(window.isDoubtful, true);
    window.confirmed();
    window.answered("gemma-4-e4b");
    window.answered("gemma-4-e4b");
    assert.equal(window.isDoubtful, false);
    window.answered("gemma-4-12b");
    assert.equal(window.isDoubtful, true);
    window.confirmed();
    window.failed({ kind: "overflow", contextTokens: 2048 });
    assert.deepEqual([window.tokens, window.source, window.isDoubtful], [2048, "refusal", true]);
  });

  it("reports a change, and only a change", async () => {
    const heard: (number | undefined)[] = [];
    const window: ServerWindow = new ServerWindow({ tokens: 4096, changed: () => heard.push(window.tokens) });
    await window.counted(100, 300, signal);
    window.stated(4096);
    window.stated(8192);
    await window.counted(9000, 20_000, signal);
    window.failed({ kind: "overflow" });
    assert.deepEqual(heard, [8192, undefined]);
  });
});
