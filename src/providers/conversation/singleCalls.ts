import type { Message, Part } from "../../model/message.ts";
import { merge } from "./messageParts.ts";

/**
 * The conversation with each of several calls in a message of its own, its result behind it: some templates take no more
 * than one call at once. What stands beside the calls stays with the first.
 */
export function withSingleCalls(messages: readonly Message[]): Message[] {
  const merged = merge(messages);
  return merged.flatMap((message, at) => {
    const before = merged[at - 1];
    const next = merged[at + 1];
    if (isResult(message) && hasSeveral(before)) return [];
    return hasSeveral(message) ? oneByOne(message.parts, isResult(next) ? next.parts : []) : [message];
  });
}

const isResult = (message: Message | undefined): message is Message => message?.role === "tool";
const callsIn = (parts: readonly Part[]) => parts.filter((part) => part.type === "tool-call");
const hasSeveral = (message: Message | undefined): message is Message =>
  message?.role === "assistant" && callsIn(message.parts).length > 1;

function oneByOne(parts: readonly Part[], results: readonly Part[]): Message[] {
  const calls = callsIn(parts);
  const said = parts.filter(({ type }) => type !== "tool-call");
  const isOf = (result: Part, id: string): boolean => result.type === "tool-result" && result.callId === id;
  const others = results.filter((result) => !calls.some(({ id }) => isOf(result, id)));
  return calls.flatMap((call, at): Message[] => {
    const own = results.filter((result) => isOf(result, call.id));
    const isLast = at === calls.length - 1;
    const answers = [...own, ...(isLast ? others : [])];
    return [
      { role: "assistant", parts: [...(at === 0 ? said : []), call] },
      ...(answers.length > 0 ? [{ role: "tool" as const, parts: answers }] : []),
    ];
  });
}
