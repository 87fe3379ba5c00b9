import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, say } from "../../test/support/scriptedAnswer.ts";
import { startScriptedServer, type ScriptedRequest, type ScriptedServer } from "../../test/support/scriptedServer.ts";
import { median, type Row, row, spread } from "../row.ts";
import { engineReuseRow } from "../engine/engineReuse.ts";
import { type ChatHost, chooseMode, gemma, idle, openChat } from "../support/chatHost.ts";
import { prefixReuseRow } from "../engine/prefixReuse.ts";
import { temporaryFolder } from "../support/product.ts";

const STEPS = 10;
const lines = (at: number): string =>
  Array.from({ length: 40 }, (_, n) => `export const value${at}_${n} = ${at * n};`).join("\n");

/**
 * Ten `read_file` calls in one turn: the time from each call to the next request, and how much of each request a server
 * finds in its cache. A second turn reads the same files, now open in the editor, so its steps exclude the tool's own
 * time.
 */
export async function toolLoopRows(): Promise<Row[]> {
  const folder = temporaryFolder("workspace");
  for (let at = 0; at < STEPS; at++) writeFileSync(join(folder, `file${at}.ts`), `${lines(at)}\n`);
  const reads = Array.from({ length: STEPS }, (_, at) => [
    call("read_file", { path: `file${at}.ts` }, { id: `c${at}` }),
  ]);
  const turn = [...reads, [say("Done.")]];
  const server = await startScriptedServer({ script: [...turn, ...turn], models: ["gemma-4-31b-it"] });
  let chat: ChatHost | undefined;
  try {
    chat = await openChat(await gemma(server), folder);
    await chooseMode(chat.panel(), "Agent");
    const fresh = await stepsOf(chat, server, "Read all files.");
    const bodies = server.requests.map(({ body }) => body);
    const known = await stepsOf(chat, server, "Read them again.");
    return [
      row("tool.step.ms", median(known), "ms", `${spread(known)}; files that the editor holds already`),
      row("tool.step.read.ms", median(fresh), "ms", `${spread(fresh)}; with the reading of a file of 40 lines`),
      await prefixReuseRow(bodies),
      await engineReuseRow(bodies),
    ];
  } finally {
    await chat?.close();
    await server.close();
  }
}

/** Asks for one turn; returns for each step the ms from the call's last argument to the next request. */
async function stepsOf(chat: ChatHost, server: ScriptedServer, question: string): Promise<number[]> {
  const first = server.requests.length;
  await chat.ask(question);
  const last = await server.request(first + STEPS);
  await last.done;
  await idle(chat.panel());
  assertResults(last);
  const requests = server.requests.slice(first);
  return requests.slice(0, STEPS).map((each, at) => (requests[at + 1]?.at ?? NaN) - argumentsAt(each));
}

/** In such an answer, the first chunk is the call's head and the second its arguments. */
const argumentsAt = (request: ScriptedRequest): number => request.chunksAt[1] ?? NaN;

/** Steps with failed tools would be fast but meaningless. */
function assertResults(request: ScriptedRequest): void {
  const text = JSON.stringify(request.body);
  const missing = Array.from({ length: STEPS }, (_, at) => at).filter((at) => !text.includes(`value${at}_39 =`));
  if (missing.length > 0) throw new Error(`The model was not given the files ${missing.join(", ")}.`);
}
