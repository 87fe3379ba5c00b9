import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { TurnEvent } from "../../src/agent/transcript/turnEvent.ts";
import { linesOf } from "../../src/chat/store/chatFile.ts";
import { say } from "../../test/support/scriptedAnswer.ts";
import { startScriptedServer } from "../../test/support/scriptedServer.ts";
import { until } from "../../test/support/until.ts";
import { median, type Row, row, spread } from "../row.ts";
import { type ChatHost, gemma, idle, newChat, openChat } from "../support/chatHost.ts";
import { addProbe, painted, seen, watch } from "../support/probe.ts";
import { temporaryFolder } from "../support/product.ts";

const MESSAGES = 2000;
const OPENINGS = 5;
const TITLE = "A long chat";
const lastWords = "the last answer of the long chat";

/** Opens a stored chat of 2,000 messages from the list of earlier chats: from Enter to its end on screen. */
export async function openChatRows(): Promise<Row[]> {
  const server = await startScriptedServer({ script: () => [say("Hello.")], models: ["gemma-4-31b-it"] });
  let chat: ChatHost | undefined;
  try {
    chat = await openChat(await gemma(server), temporaryFolder("workspace"));
    await chat.ask("A short chat");
    await (
      await server.request(0)
    ).done;
    await idle(chat.panel());
    const folder = await until("the folder of stored chats", () => chatsBelow(chat?.host.data ?? ""));
    const bytes = writeLongChat(folder);
    const top = chat.host.page.mainFrame();
    await addProbe(top);
    const took: number[] = [];
    for (let at = 0; at < OPENINGS; at++) {
      await newChat(chat);
      took.push(await openLongChat(chat));
    }
    return [row("panel.open2000.ms", median(took), "ms", `${spread(took)}; ${bytes} bytes stored`)];
  } finally {
    await chat?.close();
    await server.close();
  }
}

async function openLongChat({ host, panel }: ChatHost): Promise<number> {
  await watch(panel(), [lastWords]);
  await host.palette("Gemma: Show Earlier Chats…");
  const list = host.page.locator(".quick-input-widget:visible");
  await list.locator(".monaco-list-row", { hasText: TITLE }).waitFor();
  await list.locator("input").first().fill(TITLE);
  await list.locator(".monaco-list-row.focused", { hasText: TITLE }).waitFor();
  await host.page.keyboard.press("Enter");
  const { paintedAt } = await painted(panel(), 60_000);
  const { enterAt } = await seen(host.page.mainFrame());
  return (paintedAt[0] ?? NaN) - (enterAt ?? NaN);
}

function chatsBelow(data: string): string | undefined {
  const found = readdirSync(data, { recursive: true }).find((name) => /chats[/\\][^/\\]+\.jsonl$/.test(String(name)));
  return found === undefined ? undefined : join(data, String(found), "..");
}

/** Writes 1,000 questions with answers in the store's format; returns the bytes. */
function writeLongChat(folder: string): number {
  const id = randomUUID();
  const events = Array.from({ length: MESSAGES / 2 }, (_, at) => turn(at)).flat();
  const text = linesOf([{ type: "chat", version: 1, id, title: TITLE, createdAt: 1 }, ...events]);
  writeFileSync(join(folder, `${id}.jsonl`), text);
  return text.length;
}

function turn(at: number): TurnEvent[] {
  const question = `Question ${at}: what does \`stage${at}\` do, and how is it tested?`;
  const isLast = at === MESSAGES / 2 - 1;
  const answer = [
    `It **takes** items from \`stage${at - 1}\` and hands on what is above its limit:`,
    `\`\`\`typescript\nexport const stage${at} = (items: number[], limit = ${at}): number[] =>\n  items.filter((item) => item > limit);\n\`\`\``,
    "- its limit comes from the settings\n- its test feeds it *three* items",
    isLast ? `This is ${lastWords}.` : `That was answer ${at}.`,
  ].join("\n\n");
  return [
    { type: "asked", id: `t${at}`, at: at * 1000, mode: "ask", text: question, prompt: question, chips: [] },
    { type: "text", delta: answer },
    { type: "turn-ended", at: at * 1000 + 500, outcome: { type: "answered" }, model: "gemma-4-31b-it" },
  ];
}
