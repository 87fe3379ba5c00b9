import type { Item, ToolItem, Turn } from "../../../agent/transcript/transcript.ts";

/** A turn's answer as the model's Markdown, without thoughts and tools. */
export function answerOf(turn: Turn): string {
  const texts = turn.items.flatMap((item) => (item.type === "text" ? [item.text.trim()] : []));
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Whether the item at `at` may still grow. */
export function isLive(turn: Turn, item: Item, at: number): boolean {
  const isGrowing = at === turn.items.length - 1 || at === turn.joins;
  return turn.outcome === undefined && isGrowing && item.step === turn.step;
}

/**
 * Whether nothing on screen shows that the model is working: no growing text, no running tool. Thoughts and tools show
 * it themselves.
 */
export function isSilent(turn: Turn): boolean {
  if (turn.outcome !== undefined || turn.retrying) return false;
  if (turn.items.some((item) => item.type === "tool" && isUnderWay(item))) return false;
  // Whitespace-only text is not shown.
  const last = turn.items.findLast((item) => item.type !== "text" || item.text.trim() !== "");
  return !last || turn.reopened === true || last.type === "tool" || last.type === "user" || last.step < turn.step;
}

function isUnderWay({ state }: ToolItem): boolean {
  return state === "writing" || state === "waiting" || state === "running" || state === "approval";
}

/** What the open turn is waiting for, in words. */
export function waitingWords(turn: Turn, model: string | undefined): string {
  const { waiting } = turn;
  switch (waiting?.phase) {
    case undefined:
      return "Working…";
    case "starting":
      return "Starting the engine…";
    case "loading":
      return `Loading ${model ?? "the model"}…`;
    case "queued":
      return "Waiting for the server…";
  }
}
