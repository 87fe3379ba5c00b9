import type { Transcript } from "../../agent/transcript/transcript.ts";
import { chatUsage, windowParts } from "../../chat/usage/chatUsage.ts";
import { costOf, count, percent, tokenDetails } from "../parts/format.ts";

/** The tooltip of the context ring: one line for the window, one for the chat. */
export function ringWords(transcript: Transcript, used: number, contextTokens: number | undefined): string {
  const usage = chatUsage(transcript);
  const window =
    contextTokens === undefined
      ? `${count(used)} tokens in the window`
      : `${count(used)} of ${count(contextTokens)} tokens in the window (${percent(used / contextTokens)})`;
  const cost = costOf(usage);
  return `${window}${partWords(transcript)}\nThis chat: ${tokenDetails(usage)}${cost === undefined ? "" : `; ${cost}`}`;
}

/** ", about 70% tools, 20% questions with their code, 10% answers", the largest first. Negligible parts are omitted. */
function partWords(transcript: Transcript): string {
  const parts = windowParts(transcript);
  if (parts === undefined) return "";
  const named: [string, number][] = [
    ["questions with their code", parts.questions],
    ["answers", parts.answers],
    ["tools", parts.tools],
  ];
  const shown = named.filter(([, share]) => share >= 0.01).sort(([, a], [, b]) => b - a);
  return `, about ${shown.map(([name, share]) => `${percent(share)} ${name}`).join(", ")}`;
}
