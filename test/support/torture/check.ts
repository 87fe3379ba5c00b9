import { createReadStream } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { TEMPORARY } from "../../../src/chat/store/atomicWrite.ts";
import { parseEvents } from "../../../src/chat/store/chatFile.ts";
import type { ChatStore } from "../../../src/chat/store/chatStore.ts";
import { hashOf, type KeptBytes } from "../../../src/chat/store/kept/keptBytes.ts";
import { turnsOf } from "../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import type { Claims } from "./claims.ts";
import { stateOf } from "./diskWorkspace.ts";

type Places = { workspace: string; chats: string; store: ChatStore; kept: KeptBytes; chat: string };

/** What a fresh process finds wrong with what a killed one left; empty if all is well. */
export async function faultsIn(
  places: Places,
  claims: Claims,
): Promise<{ faults: string[]; lost: number; files: Record<string, string> }> {
  const faults: string[] = [];
  const files = await filesIn(places.workspace);
  for (const [path, allowed] of Object.entries(claims.files)) {
    const state = files[path] ?? "none";
    if (!allowed.includes(state))
      faults.push(`${path} is neither as before nor as after: ${state}, not ${allowed.join(" or ")}`);
  }
  if (claims.asked.length === 0) return { faults, lost: 0, files };
  const listed = (await places.store.list()).chats.some(({ id }) => id === places.chat);
  if (!listed) faults.push("The chat is not listed.");
  const read = await places.store.read(places.chat);
  if (read.lost > claims.kills) faults.push(`${read.lost} lines were lost by ${claims.kills} kills.`);
  for (const { items, outcome } of turnsOf(read.transcript)) {
    if (!outcome) faults.push("A turn has no end.");
    for (const item of items)
      if (item.type === "tool" && item.result === undefined) faults.push("A call has no answer.");
  }
  const stored = createReadStream(join(places.chats, `${places.chat}.jsonl`)) as AsyncIterable<Buffer>;
  const lines = (await parseEvents(stored)).events.split("\n").filter((line) => line !== "");
  const events = lines.map((line) => JSON.parse(line) as TurnEvent);
  const asked = new Set(events.flatMap((event) => (event.type === "asked" ? [event.text] : [])));
  for (const each of claims.asked) if (!asked.has(each)) faults.push(`The message "${each}" is lost.`);
  const words = events.flatMap((event) => (event.type === "text" ? [event.delta] : [])).join("");
  for (const { words: each } of claims.answered)
    if (!words.includes(each)) faults.push(`The answer "${each}" is lost.`);
  for (const { path, before } of claims.effects) {
    const isKnown = events.some(
      (event) =>
        event.type === "files-kept" && event.files.some((file) => file.path === path && file.before.disk === before),
    );
    if (!isKnown) faults.push(`${path} was changed, and the chat does not know from what.`);
    if (before === "none") continue;
    const bytes = await places.kept.read(places.chat, before);
    if (!bytes || hashOf(bytes) !== before) faults.push(`The earlier bytes of ${path} are not kept.`);
  }
  const allowed = events.filter(
    (event) => event.type === "approval-settled" && event.decision.type === "allowed",
  ).length;
  if (allowed < claims.effects.length) faults.push(`${claims.effects.length} effects, ${allowed} consents.`);
  return { faults, lost: read.lost, files };
}

/** The states of the files in a folder; a write's own temporary files are none of them. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !name.endsWith(TEMPORARY));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, stateOf(await readFile(join(folder, name)))] as const)),
  );
}
