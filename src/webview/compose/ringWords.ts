import type { Transcript } from "../../agent/transcript.ts";
import { chatUsage } from "../../chat/usage/chatUsage.ts";
import { costOf, count, percent, tokenDetails } from "../format.ts";

/** What the ring says when one points at it, a line for the window and one for the chat. */
export function ringWords(transcript: Transcript, used: number, contextTokens: number | undefined): string {
  const usage = chatUsage(transcript);
  const window =
    contextTokens === undefined
      ? `${count(used)} tokens in the window`
      : `${count(used)} of ${count(contextTokens)} tokens in the window (${percent(used / contextTokens)})`;
  const cost = costOf(usage);
  return `${window}\nThis chat: ${tokenDetails(usage)}${cost === undefined ? "" : `; ${cost}`}`;
}
