import { setTimeout as pause } from "node:timers/promises";
import { say } from "../../test/support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../test/support/scriptedServer.ts";
import { median, type Row, row, spread } from "../row.ts";
import { type ChatHost, chooseMode, gemma, idle, newChat, openChat } from "../support/chatHost.ts";
import { temporaryFolder } from "../support/product.ts";

/** Window loads; each asks a first question and more questions after it. */
const LOADS = 5;
const LATER = 4;
/** How long to watch for unrequested calls after the last answer, in milliseconds. */
const QUIET_MS = 5000;

/** The cost of a question: bytes, calls, and the time until the request reaches the server. */
export async function askRows(): Promise<Row[]> {
  const server = await startScriptedServer({ script: () => [say("Hello.")], models: ["gemma-4-31b-it"] });
  let chat: ChatHost | undefined;
  try {
    chat = await openChat(await gemma(server), temporaryFolder("workspace"));
    return [...(await sizes(chat, server)), ...(await delays(chat, server))];
  } finally {
    await chat?.close();
    await server.close();
  }
}

/** "hi" in Ask and in Agent mode; two questions in each chat. */
async function sizes(chat: ChatHost, server: ScriptedServer): Promise<Row[]> {
  const rows: Row[] = [];
  let asked = 0;
  for (const mode of ["Ask", "Agent"] as const) {
    await chooseMode(chat.panel(), mode);
    const first = server.requests.length;
    await answered(chat, server, "hi");
    const { bytes, body } = await server.request(first);
    rows.push(row(`prompt.${mode.toLowerCase()}.bytes`, bytes, "bytes", toolCount(body)));
    await answered(chat, server, "thanks");
    asked += 2;
    await newChat(chat);
  }
  await pause(QUIET_MS);
  const note = `${asked} questions in 2 chats; other requests: ${server.others.join(", ") || "none"}`;
  return [...rows, row("requests.hidden", server.requests.length - asked, "calls", note)];
}

/** From Enter to the request at the server: the first after a window starts, and later ones. */
async function delays(chat: ChatHost, server: ScriptedServer): Promise<Row[]> {
  const first: number[] = [];
  const later: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    await chat.reopen();
    first.push(await answered(chat, server, "What is it?"));
    for (let at = 0; at < LATER; at++) later.push(await answered(chat, server, `And number ${at}?`));
  }
  return [
    row("ask.first.ms", median(first), "ms", spread(first)),
    row("ask.next.ms", median(later), "ms", spread(later)),
  ];
}

/** Asks and waits for the answer; returns the milliseconds from Enter to the request at the server. */
async function answered(chat: ChatHost, server: ScriptedServer, question: string): Promise<number> {
  const index = server.requests.length;
  const enterAt = await chat.ask(question);
  const request = await server.request(index);
  await request.done;
  await idle(chat.panel());
  return request.at - enterAt;
}

function toolCount(body: unknown): string {
  const tools = typeof body === "object" && body !== null && "tools" in body ? body.tools : undefined;
  return `${Array.isArray(tools) ? tools.length : 0} tools`;
}
