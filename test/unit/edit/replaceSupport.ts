import assert from "node:assert/strict";
import { applyEdit, type EditError, type EditResult, type Replacement } from "../../../src/edit/index.ts";

export const replace = (original: string, ...edits: Replacement[]): EditResult =>
  applyEdit(original, { kind: "replace", edits });

/** [name, file, oldText, newText, expected file, rung] */
export type Row = [string, string, string, string, string, string];

export function applies(rows: Row[]): void {
  for (const [name, file, oldText, newText, expected, rung] of rows)
    it(name, () => {
      const result = replace(file, { oldText, newText });
      assert.ok(result.ok, result.ok ? "" : result.error.message);
      assert.equal(result.text, expected);
      assert.equal(result.how, rung);
    });
}

export function refusal(file: string, ...edits: Replacement[]): EditError {
  const result = replace(file, ...edits);
  assert.ok(!result.ok, `applied: ${result.ok ? JSON.stringify(result.text) : ""}`);
  return result.error;
}
