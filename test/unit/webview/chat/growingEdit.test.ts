import assert from "node:assert/strict";
import { GrowingEdit } from "../../../../src/webview/tools/growingEdit.ts";

describe("an edit while the model writes it", () => {
  it("shows what is removed, then what is added, line by line", () => {
    const text = JSON.stringify({ path: "a.ts", oldText: "one\ntwo", newText: "ONE\nTWO\n" });
    const edit = new GrowingEdit();
    const seen: string[] = [];
    for (let end = 0; end <= text.length; end++) {
      const diff = edit.update(text.slice(0, end));
      const shown = diff
        ? diff.rows.map((row) => (row.kind === "gap" ? "" : `${row.kind[0]} ${row.text}`)).join("|")
        : "";
      if (shown !== seen.at(-1)) seen.push(shown);
    }
    assert.ok(seen.includes("r one"));
    assert.ok(seen.includes("r one|r two|a ON"));
    assert.equal(seen.at(-1), "r one|r two|a ONE|a TWO");
  });

  it("shows the end of a long new file, and its name", () => {
    const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`);
    const diff = new GrowingEdit().update(JSON.stringify({ path: "b.ts", text: lines.join("\n") }));
    assert.equal(diff?.path, "b.ts");
    assert.deepEqual(diff?.rows.at(-1), { kind: "added", text: "line 99" });
    assert.equal(diff?.rows.length, 40);
  });

  it("shows nothing of calls that change nothing", () => {
    assert.equal(new GrowingEdit().update('{"path":"a.ts","startLine":1}'), undefined);
  });
});
