import type { ToolCallPart } from "../../model/message.ts";
import { record, type ToolItem, type Transcript } from "../transcript/transcript.ts";
import type { TurnEvent } from "../transcript/turnEvent.ts";

/** The transcript of the running turn; every event passes through it once. */
export class Log {
  transcript: Transcript;
  constructor(transcript: Transcript) {
    this.transcript = transcript;
  }
  add<E extends TurnEvent>(event: E): E {
    this.transcript = record(this.transcript, event);
    return event;
  }
  /** Calls of this turn without a result, in order. */
  openCalls(): ToolCallPart[] {
    const items = this.transcript.open?.items ?? [];
    const open = items.filter((item): item is ToolItem => item.type === "tool" && item.result === undefined);
    return open.flatMap((item) => item.call ?? []);
  }
}
