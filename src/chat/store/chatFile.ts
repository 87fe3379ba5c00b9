import { parseBounded } from "../../model/boundedJson.ts";
import * as v from "valibot";
import { emptyTranscript, record, settle, type Transcript } from "../../agent/transcript/transcript.ts";
import { type TurnEvent, turnEventSchema } from "../../agent/transcript/turnEvent.ts";
import { upgraded } from "./upgrade.ts";

/** The first line of a chat's file. `createdAt` in milliseconds since the epoch. */
export type ChatHeader = { type: "chat"; version: 1; id: string; title: string; createdAt: number };

const headerSchema: v.GenericSchema<unknown, ChatHeader> = v.object({
  type: v.literal("chat"),
  version: v.literal(1),
  id: v.string(),
  title: v.string(),
  createdAt: v.number(),
});

/** One JSON value per line, each with a line break. */
export const linesOf = (values: readonly (ChatHeader | TurnEvent)[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

/** The header in a chat's first line; undefined if the line is none. */
export function parseHeader(line: string): ChatHeader | undefined {
  const result = v.safeParse(headerSchema, parseJson(line));
  return result.success ? result.output : undefined;
}

/** Parses a chat's file. An unreadable line (such as a torn last one) is skipped; `lost` counts these lines. */
export function parseChat(text: string): { transcript: Transcript; lost: number } {
  let transcript = emptyTranscript;
  let lost = 0;
  const [first = "", ...rest] = text.split("\n");
  const lines = parseHeader(first) ? rest : [first, ...rest];
  for (const line of lines) {
    if (line.trim() === "") continue;
    const result = v.safeParse(turnEventSchema, upgraded(parseJson(line)));
    if (result.success) transcript = record(transcript, result.output);
    else lost += 1;
  }
  return { transcript: settle(transcript), lost };
}

function parseJson(line: string): unknown {
  try {
    return parseBounded(line);
  } catch {
    return undefined;
  }
}

/** A chat's title: the first line of its first question, cut at a word near 60 characters. */
export function titleOf(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.trim() ?? "";
  if (line.length <= 60) return line || "New chat";
  const cut = line.slice(0, 60);
  return `${cut.slice(0, cut.lastIndexOf(" ") > 30 ? cut.lastIndexOf(" ") : 60)}…`;
}
