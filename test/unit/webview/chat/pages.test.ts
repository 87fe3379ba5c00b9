import assert from "node:assert/strict";
import type { Transcript, Turn } from "../../../../src/agent/transcript/transcript.ts";
import { firstPage, PAGE_TURNS, pageCount, pagesFrom, sameTurns } from "../../../../src/webview/chat/scroll/pages.ts";
import { open, turn } from "../../../support/panel/scenes.ts";

const turns = (count: number): Turn[] => Array.from({ length: count }, (_, at) => turn(`t${at}`, "?", []));

describe("pages of a chat", () => {
  it("contain every turn once, in order", () => {
    for (const count of [0, 1, PAGE_TURNS - 1, PAGE_TURNS, PAGE_TURNS + 1, 3 * PAGE_TURNS]) {
      const settled = turns(count);
      for (const now of [undefined, open(turn("open", "?", []))]) {
        const transcript: Transcript = { settled, open: now };
        const pages = pagesFrom(transcript, 0);
        assert.equal(pages.length, pageCount(transcript));
        assert.deepEqual(
          pages.flatMap((page) => page.turns),
          now ? [...settled, now] : settled,
        );
        assert.ok(pages.every((page) => page.turns.length <= PAGE_TURNS));
      }
    }
  });

  it("keep an open turn in place when it settles", () => {
    const settled = turns(PAGE_TURNS);
    const now = turn("now", "?", []);
    const before = pagesFrom({ settled, open: now }, 0);
    const after = pagesFrom({ settled: [...settled, now], open: undefined }, 0);
    assert.deepEqual(after, before);
  });

  it("start near the end, or at the turn where the user read", () => {
    const transcript: Transcript = { settled: turns(5 * PAGE_TURNS), open: undefined };
    assert.equal(firstPage(transcript, undefined), 3);
    assert.equal(firstPage(transcript, { turnId: `t${PAGE_TURNS + 1}` }), 1);
    assert.equal(firstPage(transcript, { turnId: `t${5 * PAGE_TURNS - 1}` }), 3);
    assert.equal(firstPage(transcript, { turnId: "gone" }), 3);
    assert.equal(firstPage({ settled: [], open: undefined }, { turnId: "gone" }), 0);
  });

  it("start where asked", () => {
    const pages = pagesFrom({ settled: turns(5 * PAGE_TURNS), open: undefined }, 3);
    assert.deepEqual(
      pages.map((page) => page.at),
      [3, 4],
    );
  });

  it("are equal if their turns are", () => {
    const [one, other] = turns(2) as [Turn, Turn];
    assert.ok(sameTurns([one, other], [one, other]));
    assert.ok(!sameTurns([one], [one, other]));
    assert.ok(!sameTurns([one], [{ ...one }]));
  });
});
