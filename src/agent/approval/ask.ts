import { fileDiff } from "../transcript/fileDiff.ts";
import { riskOfChange } from "./changeRisk.ts";
import type { FileChange, ShownAsk } from "../transcript/turnEvent.ts";

/**
 * What a call needs the user's consent for. An edit holds the whole texts; everything else holds exactly what is shown.
 * A new kind starts in `shownAskSchema` (src/agent/transcript/schema/approvalSchema.ts); the compiler then names every place
 * that must handle it.
 */
export type Ask = { kind: "edit"; change: FileChange } | Exclude<ShownAsk, { kind: "edit" }>;
export type AskKind = Ask["kind"];
type Asks = { [K in AskKind]: Extract<Ask, { kind: K }> };
export type AskOf<K extends AskKind> = Asks[K];

/** A call that asks, with the name of its tool. */
export type AskingCall = { tool: string; ask: Ask };

/** An ask as a card and an event carry it. */
export function shownAsk(ask: Ask): ShownAsk {
  if (ask.kind !== "edit") return ask;
  const risk = riskOfChange(ask.change);
  return { kind: "edit", diff: fileDiff(ask.change), ...(risk && { risk }) };
}
