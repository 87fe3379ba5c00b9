import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileOperations } from "../../../src/editor/files/operations/fileOperations.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { Scratch, withSettings } from "../editing.ts";

/** A folder in the workspace, one outside with a file, and the changes that are under test. */
export async function operationsBed(name: string) {
  const restore = await withSettings({ "files.autoSave": "off", "files.enableTrash": true });
  const scratch = new Scratch(name);
  const outside = mkdtempSync(join(tmpdir(), "gemma-code-outside-"));
  writeFileSync(join(outside, "keep.txt"), "keep\n");
  const review = new Review(new ReviewStore(join(outside, "pending.json"), (error) => assert.fail(String(error))));
  const files = new WorkspaceFiles(review);
  return {
    scratch,
    outside,
    review,
    files,
    changes: new FileOperations(files),
    async remove(): Promise<void> {
      review.dispose();
      await scratch.remove();
      rmSync(outside, { recursive: true, force: true });
      await restore();
    },
  };
}

export type OperationsBed = Awaited<ReturnType<typeof operationsBed>>;
