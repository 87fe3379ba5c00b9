import { emptyTranscript, record, turnsOf, type Transcript } from "../../agent/transcript/transcript.ts";
import type { Chip, TurnOutcome } from "../../agent/transcript/turnEvent.ts";
import type { PanelState, ToPanel } from "../../chat/protocol/protocol.ts";

/** All that the host told the panel. */
export type ViewState = {
  chatId: string;
  transcript: Transcript;
  /** Counts the transcripts that were put in place whole: nothing painted before such a one serves it. */
  restored: number;
  /** Absent until the host has spoken. */
  host?: PanelState;
};

export const noView: ViewState = { chatId: "", transcript: emptyTranscript, restored: 0 };

/** What a message asks of the composer, besides what it changes in the view. */
export type Effect =
  | { type: "compose"; text: string; chips: readonly Chip[] }
  | { type: "focus" }
  /** The host has taken up a question. */
  | { type: "asked" }
  | { type: "ended"; outcome: TurnOutcome }
  | { type: "restored" };

/** The view after one message more, and what follows from it. Pure. */
export function next(view: ViewState, message: ToPanel): { view: ViewState; effects: Effect[] } {
  switch (message.type) {
    case "restored": {
      const { chatId, transcript } = message;
      return { view: { ...view, chatId, transcript, restored: view.restored + 1 }, effects: [{ type: "restored" }] };
    }
    case "events": {
      if (message.chatId !== view.chatId) return { view, effects: [] };
      const effects = message.events.flatMap((event): Effect[] => {
        if (event.type === "asked") return [{ type: "asked" }];
        return event.type === "turn-ended" ? [{ type: "ended", outcome: event.outcome }] : [];
      });
      return { view: { ...view, transcript: message.events.reduce(record, view.transcript) }, effects };
    }
    case "state":
      return { view: { ...view, host: message.state }, effects: [] };
    case "compose":
      return { view, effects: [{ type: "compose", text: message.text, chips: message.chips }, { type: "focus" }] };
    case "focus":
      return { view, effects: [{ type: "focus" }] };
    case "places":
    case "image-size":
    case "media-plan":
    case "images":
      return { view, effects: [] };
  }
}

/** What the user asked in this chat, the latest first, each once. */
export function questionsOf(transcript: Transcript): string[] {
  return [...new Set(turnsOf(transcript).map((turn) => turn.text))].reverse();
}
