import assert from "node:assert/strict";
import * as vscode from "vscode";
import { RefactorTask } from "../../../src/editor/refactor/refactorTask.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import type { Model, ModelEvent } from "../../../src/model/model.ts";
import { closeAll, Scratch, withSettings } from "../editing.ts";

/** What inline refactors work with, apart from the extension's own. */
export type RefactorBed = {
  scratch: Scratch;
  review: Review;
  /** A refactor of a document's region, which is not run yet. */
  task(document: vscode.TextDocument, range: vscode.Range, instruction: string, states?: string[]): RefactorTask;
};

/** A bed of its own for the suite that calls it; editors are closed after each test. */
export function refactorBed(name: string): () => RefactorBed {
  let bed: RefactorBed;
  let end: () => Promise<void>;
  before(async () => {
    const restore = await withSettings({ "files.autoSave": "off" });
    const scratch = new Scratch(name);
    const controller = vscode.comments.createCommentController(`gemma-${name}`, "Test");
    const review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    bed = {
      scratch,
      review,
      task: (document, range, instruction, states = []) =>
        new RefactorTask(controller, review, { document, range, instruction }, ({ state }) => states.push(state)),
    };
    end = async () => {
      review.dispose();
      controller.dispose();
      await scratch.remove();
      await restore();
    };
  });
  after(() => end?.());
  afterEach(closeAll);
  return () => bed;
}

export const info = { id: "scripted", label: "Scripted", provider: "a test", nativeTools: true, vision: false };

/** A model that answers with what `stream` gives. */
export const modelOf = (stream: (signal: AbortSignal) => AsyncGenerator<ModelEvent>): Model => ({
  info,
  stream: (_request, signal) => stream(signal),
});
