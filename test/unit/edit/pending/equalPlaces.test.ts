import assert from "node:assert/strict";
import { equalPlaces } from "../../../../src/edit/pending/equalPlaces.ts";
import { splice } from "../../../../src/edit/text/splices.ts";
import type { TextChange } from "../../../../src/edit/pending/pendingHunks.ts";

const applied = (before: string, { offset, length, text }: TextChange): string =>
  splice(before, [{ start: offset, end: offset + length, text }]);
const everywhere = (before: string): number[] => Array.from({ length: before.length + 3 }, (_, at) => at - 1);

describe("equivalent places of a change", () => {
  const rows: [name: string, before: string, change: TextChange, offsets: number[]][] = [
    ["of an insertion next to equal text", "a\na\n", { offset: 2, length: 0, text: "a\n" }, [0, 1, 2, 3, 4]],
    ["of an insertion that starts like the text after it", "xaby", { offset: 1, length: 0, text: "ab" }, [1, 2, 3]],
    ["of an insertion that ends like the text before it", "xaby", { offset: 3, length: 0, text: "ab" }, [1, 2, 3]],
    ["of an insertion of other text", "abc", { offset: 1, length: 0, text: "x" }, [1]],
    ["of a deletion within equal text", "aaab", { offset: 1, length: 1, text: "" }, [0, 1, 2]],
    ["of a deletion of several lines", "xababy", { offset: 1, length: 2, text: "" }, [1, 2, 3]],
    ["of a deletion of other text", "abc", { offset: 1, length: 1, text: "" }, [1]],
    ["of a deletion at the end", "ab\nab\n", { offset: 3, length: 3, text: "" }, [0, 1, 2, 3]],
  ];
  for (const [name, before, change, offsets] of rows)
    it(name, () => {
      const places = equalPlaces(before, change, everywhere(before));
      assert.deepEqual(
        places.map(({ offset }) => offset),
        offsets,
      );
      for (const place of places) assert.equal(applied(before, place), applied(before, change));
    });

  it("are those that were asked for, each once, and not too far", () => {
    const before = "a".repeat(9000);
    const change = { offset: 4500, length: 0, text: "a" };
    const wanted = [4500, 500, 499, 8500, 8501, 500];
    assert.deepEqual(
      equalPlaces(before, change, wanted).map(({ offset }) => offset),
      [4500, 500, 8500],
    );
  });

  it("are none for a replacement or an empty change", () => {
    assert.deepEqual(equalPlaces("aa", { offset: 0, length: 1, text: "a" }, [0, 1]), []);
    assert.deepEqual(equalPlaces("aa", { offset: 0, length: 0, text: "" }, [0, 1]), []);
  });

  it("are complete on small texts", () => {
    for (const before of ["abab", "aabaa", "abcabc", "aaaa"])
      for (let offset = 0; offset <= before.length; offset++)
        for (const change of [
          ...["a", "b", "ab", "ba", "aba"].map((text) => ({ offset, length: 0, text })),
          ...[1, 2, 3].filter((n) => offset + n <= before.length).map((length) => ({ offset, length, text: "" })),
        ]) {
          const found = equalPlaces(before, change, everywhere(before));
          const size = change.length || change.text.length;
          const all = everywhere(before).filter((at) => {
            if (at < 0 || at + change.length > before.length) return false;
            const by = (((at - offset) % size) + size) % size;
            const text = change.text.slice(by) + change.text.slice(0, by);
            return applied(before, { offset: at, length: change.length, text }) === applied(before, change);
          });
          assert.ok(
            found.every(({ offset: at }) => all.includes(at)),
            JSON.stringify({ before, change, found }),
          );
          assert.ok(found.some(({ offset: at }) => at === offset));
        }
  });
});
