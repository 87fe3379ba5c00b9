import { emptyTranscript, record, turnsOf, type Transcript } from "../../agent/transcript/transcript.ts";
import type { Attachment, TurnOutcome } from "../../agent/transcript/turnEvent.ts";
import { handle, type Handlers, type PanelState, type ToPanel } from "../../chat/protocol/protocol.ts";

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
  | { type: "compose"; text: string; chips: readonly Attachment[] }
  | { type: "focus" }
  /** The host has taken up a question. */
  | { type: "asked" }
  /** The running turn has taken these messages, by their ids. */
  | { type: "steered"; ids: ReadonlySet<string> }
  | { type: "ended"; outcome: TurnOutcome }
  | { type: "restored" };

type Step = { view: ViewState; effects: Effect[] };

/** The messages that change the view or go to the composer. */
export type ViewMessage = Extract<ToPanel, { type: "restored" | "events" | "state" | "compose" | "focus" }>;

const steps: Handlers<ViewMessage, (view: ViewState) => Step> = {
  restored:
    ({ chatId, transcript }) =>
    (view) => ({
      view: { ...view, chatId, transcript, restored: view.restored + 1 },
      effects: [{ type: "restored" }, ...steeredIn(transcript)],
    }),
  events:
    ({ chatId, events }) =>
    (view) => {
      if (chatId !== view.chatId) return { view, effects: [] };
      const effects = events.flatMap((event): Effect[] => {
        if (event.type === "asked") return [{ type: "asked" }];
        if (event.type === "steered") return [{ type: "steered", ids: new Set([event.id]) }];
        return event.type === "turn-ended" ? [{ type: "ended", outcome: event.outcome }] : [];
      });
      return { view: { ...view, transcript: events.reduce(record, view.transcript) }, effects };
    },
  state:
    ({ state }) =>
    (view) => ({ view: { ...view, host: state }, effects: [] }),
  compose:
    ({ text, chips }) =>
    (view) => ({ view, effects: [{ type: "compose", text, chips }, { type: "focus" }] }),
  focus: () => (view) => ({ view, effects: [{ type: "focus" }] }),
};

export const isViewMessage = (message: ToPanel): message is ViewMessage => message.type in steps;

/** The view after one message more, and what follows from it. Pure. */
export const next = (view: ViewState, message: ViewMessage): Step => handle(steps, message)(view);

function steeredIn(transcript: Transcript): Effect[] {
  const items = turnsOf(transcript).flatMap((turn) => turn.items);
  const ids = new Set(items.flatMap((item) => (item.type === "user" ? [item.id] : [])));
  return ids.size === 0 ? [] : [{ type: "steered", ids }];
}

/** What the user asked in this chat, the latest first, each once. */
export function questionsOf(transcript: Transcript): string[] {
  return [...new Set(turnsOf(transcript).map((turn) => turn.text))].reverse();
}
