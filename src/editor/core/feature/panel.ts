import type { Attachment } from "../../../agent/transcript/turnEvent.ts";
import type { ImageFile } from "../../../chat/protocol/attachments.ts";
import type { ToPanel } from "../../../chat/protocol/protocol.ts";

/** The panel as features use it. */
export type Panel = {
  /** Dropped while no panel is open: a panel that opens is told everything. */
  post(message: ToPanel): void;
  /** Tells it anew what is around the conversation: model, set-up, engine, changes, mode. */
  refresh(): Promise<void>;
  /** Brings the panel to the front and puts text, chips and images into the composer; nothing is sent. */
  compose(text: string, chips: readonly Attachment[], images?: readonly ImageFile[]): Promise<void>;
  /** Brings the panel to the front. */
  show(): Promise<void>;
  /** Brings the panel to the front and the caret into the composer. */
  takeFocus(): Promise<void>;
  /** Does what opens one of the editor's own boxes, which leave the focus to the code; it comes back to the composer. */
  refocusing<T>(work: () => Promise<T>): Promise<T>;
  /** The view's badge and description say how many answers are waited for. */
  showWaiting(approvals: number): void;
  /** Tells a panel that was opened the state, and what waited for its composer. */
  greet(): Promise<void>;
  /** Says to the user what went wrong, and writes it to the log. */
  report(error: unknown): void;
};
