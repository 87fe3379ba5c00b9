import type { Ask } from "../approval/ask.ts";
import type { TurnEvent } from "../transcript/turnEvent.ts";

/** What is done around each allowed call, before and after its effect. Nothing here throws. */
export interface Effects {
  /** Keeps what the call may change. The events are recorded before the call runs. */
  before(ask: Ask, signal: AbortSignal): Promise<readonly TurnEvent[]>;
  /** What the call changed, also where it failed or was stopped. */
  after(ask: Ask): Promise<readonly TurnEvent[]>;
  /** Resolves once all events so far are safe from a crash, or can't be saved. */
  recorded(): Promise<void>;
}

/** For turns whose changes nobody keeps. */
export const unkept: Effects = {
  before: () => Promise.resolve([]),
  after: () => Promise.resolve([]),
  recorded: () => Promise.resolve(),
};
