import type * as vscode from "vscode";
import type { ResolveModel } from "../core/answering.ts";
import type { CommandOf } from "../core/feature/contributes.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import type { RefactorRequest, StartRefactor } from "../core/feature/startRefactor.ts";
import type { Review } from "../review/review.ts";
import { hunkAtCursor, settleHunk } from "../review/reviewCommands.ts";
import { BY_KEY, removeBrackets } from "./bracketsKey.ts";
import type { contributes } from "./contributes.ts";
import { Refactors } from "./refactors.ts";

type Refactor = Feature<CommandOf<typeof contributes>> & { start: StartRefactor };

/** Registers inline refactors. Without a running one, their keys act on the hunk at the cursor. */
export function registerRefactor({ context }: Core, ports: { review: Review; resolve: ResolveModel }): Refactor {
  const { review, resolve } = ports;
  const refactors = new Refactors(context.workspaceState, review, resolve);
  const isAtCursor = (): boolean => refactors.isAtCursor() || hunkAtCursor(review) !== undefined;
  return {
    start: (request) => refactors.start(request),
    commands: {
      "gemma.refactor": (request) => refactors.start(requestOf(request)),
      "gemma.keepRefactor": (argument) => {
        const thread = threadOf(argument);
        return refactors.has(thread) ? refactors.keep(thread) : settleHunk(review, "keep", undefined);
      },
      "gemma.undoRefactor": async (argument) => {
        if (argument === BY_KEY && !isAtCursor() && (await removeBrackets())) return;
        const thread = threadOf(argument);
        await (refactors.has(thread) ? refactors.undo(thread) : settleHunk(review, "undo", undefined));
      },
      "gemma.stopRefactor": (argument) => refactors.stop(threadOf(argument)),
      "gemma.followUpRefactor": (reply) => refactors.followUp(reply as { thread: vscode.CommentThread; text?: string }),
      "gemma.askNow": () => refactors.wake("now"),
      "gemma.switchNow": () => refactors.wake("switch"),
    },
    panel: {},
    dispose: () => refactors.dispose(),
  };
}

/** The argument of a keybinding or a test: an instruction, or a whole request. */
function requestOf(argument: unknown): RefactorRequest {
  if (typeof argument === "string") return { instruction: argument };
  return typeof argument === "object" && argument !== null && "instruction" in argument
    ? (argument as RefactorRequest)
    : {};
}

const threadOf = (argument: unknown): vscode.CommentThread | undefined =>
  typeof argument === "object" && argument !== null && "comments" in argument
    ? (argument as vscode.CommentThread)
    : undefined;
