import type { ReviewState, ReviewToHost } from "../../chat/protocol/review.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import type { contributes } from "./contributes.ts";
import { HunkMarks } from "./hunkMarks.ts";
import { PendingChanges } from "./pendingChanges.ts";
import { pendingPath } from "./files/pendingPath.ts";
import { Review } from "./review.ts";
import { settleAll, settleFile, settleHunk } from "./reviewCommands.ts";
import { ReviewStore } from "./files/reviewStore.ts";

type ReviewFeature = Feature<CommandOf<typeof contributes>, ReviewToHost> & {
  review: Review;
  /** Shows all pending changes. */
  open(): Promise<void>;
  state(): ReviewState;
};

/** The review of Gemma's changes: marks, commands, and the list of changed files. */
export function registerReview({ context, log, panel }: Core): ReviewFeature {
  const store = new ReviewStore(pendingPath(context), (error) =>
    log.error(`Pending changes could not be remembered: ${error instanceof Error ? error.message : ""}`),
  );
  const review = new Review(store);
  const pending = new PendingChanges(review);
  const marks = new HunkMarks(review);
  void review.restore();
  let files = review.uris.length;
  const counting = review.onChange(() => {
    const { length } = review.uris;
    if (length === files) return;
    files = length;
    void panel.refresh();
  });
  return {
    review,
    open: () => pending.open(),
    state: () => (review.uris.length > 0 ? { changedFiles: review.uris.length } : {}),
    commands: {
      "gemma.keepHunk": (hunk) => settleHunk(review, "keep", hunk),
      "gemma.undoHunk": (hunk) => settleHunk(review, "undo", hunk),
      "gemma.keepFile": (file) => settleFile(review, "keep", file),
      "gemma.undoFile": (file) => settleFile(review, "undo", file),
      "gemma.keepAll": () => settleAll(review, "keep"),
      "gemma.undoAll": () => settleAll(review, "undo"),
      "gemma.reviewChanges": () => pending.open(),
    },
    panel: { changes: ({ action }) => (action === "review" ? pending.open() : settleAll(review, action)) },
    dispose: () => {
      for (const each of [counting, review, pending, marks]) each.dispose();
    },
  };
}
