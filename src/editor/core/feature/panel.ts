import type { Attachment } from "../../../agent/transcript/turnEvent.ts";
import type { ImageFile } from "../../../chat/protocol/attachments.ts";
import type { ToPanel } from "../../../chat/protocol/protocol.ts";

/** The panel, for features. */
export type Panel = {
  /** Dropped while no panel is open; a newly opened panel gets everything. */
  post(message: ToPanel): void;
  /** Sends it the state around the conversation again: model, set-up, engine, changes, mode. */
  refresh(): Promise<void>;
  /** Brings the panel to the front and puts text, chips and images into the composer; nothing is sent. */
  compose(text: string, chips: readonly Attachment[], images?: readonly ImageFile[]): Promise<void>;
  /** Brings the panel to the front. */
  show(): Promise<void>;
  /** Brings the panel to the front and the caret into the composer. */
  takeFocus(): Promise<void>;
  /**
   * Runs something that opens one of the editor's input boxes. They leave the focus in the code; afterwards it returns
   * to the composer.
   */
  refocusing<T>(work: () => Promise<T>): Promise<T>;
  /** Shows the number of waiting approvals in the view's badge and description. */
  showWaiting(approvals: number): void;
  /** Sends a newly opened panel the state, and any text that waits for its composer. */
  greet(): Promise<void>;
  /** Shows an error to the user and writes it to the log. */
  report(error: unknown): void;
};
