import * as v from "valibot";
import { parseToPanel, type ToHost, type ToPanel } from "../../chat/protocol/protocol.ts";
import { attachmentSchema } from "../../agent/transcript/schema/attachmentSchema.ts";
import { modeSchema } from "../../agent/transcript/turnEvent.ts";
import type { Draft } from "./draft.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: Saved): void;
};

/** Where the user reads: a turn, and how far the view is scrolled past its top, in pixels. */
export type ReadingPlace = { turnId: string; offset: number };

/**
 * On an approval card that waits: the reason typed for denying, and the requests that are not allowed, by their nonces.
 * `card`: the nonce of its first request.
 */
export type Denial = { card: string; text: string; leftOut: readonly string[] };

/** What the user unfolded (true) or folded, by its place in the chat. */
export type Folds = Readonly<Record<string, boolean>>;

/**
 * What the editor keeps for a hidden or reloaded panel: the unsent text, the state of an approval card, the reading place
 * (none: at the end), and what was unfolded.
 */
export type Saved = {
  chatId: string;
  draft: Draft;
  denial?: Denial;
  place?: ReadingPlace;
  folds?: Folds;
};

const questionSchema = v.object({
  text: v.string(),
  mode: modeSchema,
  chips: v.array(attachmentSchema),
  steering: v.exactOptional(v.string()),
});
const savedSchema: v.GenericSchema<unknown, Saved> = v.object({
  chatId: v.string(),
  draft: v.object({
    text: v.string(),
    chips: v.array(attachmentSchema),
    queue: v.array(questionSchema),
    recalled: v.exactOptional(v.number()),
  }),
  denial: v.exactOptional(v.object({ card: v.string(), text: v.string(), leftOut: v.array(v.string()) })),
  place: v.exactOptional(v.object({ turnId: v.string(), offset: v.number() })),
  folds: v.exactOptional(v.record(v.string(), v.boolean())),
});

export interface Host {
  post(message: ToHost): void;
  save(saved: Saved): void;
  /** The state saved before a reload; undefined if it can't be read. */
  saved(): Saved | undefined;
}

/** Connects the panel to the extension. Messages outside the protocol are ignored. */
export function connect(receive: (message: ToPanel) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener("message", (event) => {
    const message = parseToPanel(event.data);
    if (message) receive(message);
  });
  return {
    post: (message) => api.postMessage(message),
    save: (saved) => api.setState(saved),
    saved() {
      const result = v.safeParse(savedSchema, api.getState());
      return result.success ? result.output : undefined;
    },
  };
}
