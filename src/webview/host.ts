import * as v from "valibot";
import type { ToHost, ToPanel } from "../chat/protocol.ts";
import { parseToPanel } from "../chat/protocolSchema.ts";
import { chipSchema, modeSchema } from "../chat/turnEventSchema.ts";
import type { Draft } from "./compose/draft.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: Saved): void;
};

/** What the editor keeps for a panel that is hidden or reloaded: what the person has typed and not sent. */
export type Saved = { chatId: string; draft: Draft };

const questionSchema = v.object({ text: v.string(), mode: modeSchema, chips: v.array(chipSchema) });
const savedSchema: v.GenericSchema<unknown, Saved> = v.object({
  chatId: v.string(),
  draft: v.object({
    text: v.string(),
    chips: v.array(chipSchema),
    queue: v.array(questionSchema),
    recalled: v.exactOptional(v.number()),
  }),
});

export interface Host {
  post(message: ToHost): void;
  save(saved: Saved): void;
  /** What was saved before a reload; undefined where there is nothing that can be read. */
  saved(): Saved | undefined;
}

/** The panel's line to the extension. Messages that are none of the protocol are passed over. */
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
