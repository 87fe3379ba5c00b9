import { type Item, type ToolItem, type Transcript, type Turn, turnsOf } from "../transcript/transcript.ts";
import type { Cut } from "../transcript/turnEvent.ts";
import { cutArguments, cutText } from "./cut.ts";

/** The turns to send to a model: those after the latest summary, with that summary. */
export function toldTurns(transcript: Transcript): { summary: string | undefined; turns: readonly Turn[] } {
  const turns = turnsOf(transcript);
  const at = turns.findLastIndex(({ compacted }) => compacted !== undefined);
  return { summary: turns[at]?.compacted, turns: turns.slice(at + 1) };
}

/** A turn as sent to a model, with shortened parts. The panel shows the full text. */
export function told(turn: Turn): Turn {
  const { cuts } = turn;
  if (cuts === undefined) return turn;
  const ofPrompt = cuts.findLast(({ item }) => item === undefined);
  const items = turn.items.flatMap((item, at) =>
    toldItem(
      item,
      cuts.filter((cut) => cut.item === at),
    ),
  );
  return { ...turn, items, ...(ofPrompt && { prompt: cutText(turn.prompt, ofPrompt) }) };
}

function toldItem(item: Item, cuts: readonly Cut[]): Item[] {
  const latest = (part: Cut["part"]): Cut | undefined => cuts.findLast((cut) => cut.part === part);
  switch (item.type) {
    case "text": {
      const cut = latest("text");
      return [cut ? { ...item, text: cutText(item.text, cut) } : item];
    }
    case "thought":
      return latest("thought") ? [] : [item];
    case "user":
      return [item];
    case "tool":
      return [toldCall(item, latest("result"), latest("arguments"))];
  }
}

function toldCall(item: ToolItem, ofResult: Cut | undefined, ofArguments: Cut | undefined): ToolItem {
  const { result, call } = item;
  return {
    ...item,
    ...(ofResult && result !== undefined && { result: cutText(result, ofResult) }),
    ...(ofArguments && call && { call: { ...call, arguments: cutArguments(call.arguments, ofArguments.kept) } }),
  };
}
