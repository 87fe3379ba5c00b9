import { fileDiff } from "../transcript/fileDiff.ts";
import type { FileChange, ShownAsk } from "../transcript/turnEvent.ts";

/**
 * What a call needs the user's consent for. An edit holds the whole texts; all else is word for word what is shown. A new
 * kind begins in `shownAskSchema` (src/agent/transcript/approvalSchema.ts); the compiler then names every place that must
 * know it.
 */
export type Ask = { kind: "edit"; change: FileChange } | Exclude<ShownAsk, { kind: "edit" }>;
export type AskKind = Ask["kind"];
type Asks = { [K in AskKind]: Extract<Ask, { kind: K }> };
export type AskOf<K extends AskKind> = Asks[K];

/** A call that asks, by the name of its tool. */
export type AskingCall = { tool: string; ask: Ask };

/** An ask as a card and an event carry it. */
export const shownAsk = (ask: Ask): ShownAsk =>
  ask.kind === "edit" ? { kind: "edit", diff: fileDiff(ask.change) } : ask;
