import type { Frame } from "playwright-core";
import { say } from "../../test/support/scriptedAnswer.ts";
import { type ScriptedRequest, type ScriptedServer, startScriptedServer } from "../../test/support/scriptedServer.ts";
import { median, type Row, row, spread } from "../row.ts";
import { answerText, FIRST_WORDS, LAST_WORD, SECTIONS } from "../support/answerText.ts";
import { appendingExtension } from "../support/barestExtensions.ts";
import { type ChatHost, gemma, openChat, type Subject } from "../support/chatHost.ts";
import { CpuLog } from "../support/cpuLog.ts";
import { rendererPids } from "../support/processes.ts";
import { addProbe, painted, seen, watch } from "../support/probe.ts";
import { temporaryFolder } from "../support/product.ts";

/** Characters per chunk and chunks per second, as for the rivals. */
const pace = { size: 4, perSecond: 500 };
const SHORT_ANSWERS = 8;
const shortAnswer = `${FIRST_WORDS} is a short answer that ends soon.\n`;

/** Measurements of one subject while the long answer streamed. */
type Streamed = {
  askMs: number[];
  firstPaintMs: number[];
  lastPaintMs: number;
  longTasks: { at: number; ms: number }[];
  fps: number;
  rendererSeconds: number;
  hostSeconds: number;
  costRatio: number;
  /** Renderer CPU seconds for each tenth of the answer. */
  tenths: number[];
  seconds: number;
};

/** Streams one long answer into our panel, and into the smallest possible one for comparison. */
export async function streamRows(): Promise<Row[]> {
  const ours = await streamInto(gemma);
  const floor = await streamInto(async ({ baseUrl }) => ({
    extension: appendingExtension(baseUrl),
    openCommand: "Floor: Open",
  }));
  const asking = row("floor.ask.next.ms", median(floor.askMs), "ms", spread(floor.askMs));
  return [...rowsOf("", ours), ...rowsOf("floor.", floor), asking];
}

function rowsOf(prefix: string, streamed: Streamed): Row[] {
  const { firstPaintMs, lastPaintMs, longTasks, fps, rendererSeconds, hostSeconds, costRatio, tenths, seconds } =
    streamed;
  const whole = `whole answer on screen after ${seconds.toFixed(1)} s`;
  return [
    row(`${prefix}stream.firstPaint.ms`, median(firstPaintMs), "ms", `median of ${spread(firstPaintMs)}`),
    row(`${prefix}stream.lastPaint.ms`, lastPaintMs, "ms", whole),
    row(`${prefix}stream.longTasks.ms`, sum(longTasks.map(({ ms }) => ms)), "ms", longest(longTasks)),
    row(`${prefix}stream.fps`, fps, "frames/s"),
    row(`${prefix}stream.cpu.renderer.s`, rendererSeconds, "s"),
    row(`${prefix}stream.cpu.host.s`, hostSeconds, "s"),
    row(
      `${prefix}panel.costRatio`,
      costRatio,
      "ratio",
      `renderer CPU of the tenths: ${tenths.map((each) => each.toFixed(2)).join(" ")} s`,
    ),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** The longest tasks with their seconds after Enter. Workbench and panel share one main thread here. */
function longest(tasks: Streamed["longTasks"]): string {
  const top = tasks.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  const told = top.map(({ at, ms }) => `${ms.toFixed(0)} at ${(at / 1000).toFixed(1)} s`).join(", ");
  return `${tasks.length} tasks of workbench and panel${told && `; longest ${told}`}`;
}

async function streamInto(subjectOf: (server: ScriptedServer) => Promise<Subject>): Promise<Streamed> {
  const long = answerText();
  const server = await startScriptedServer({
    script: ({ index }) => [say(index < SHORT_ANSWERS ? shortAnswer : long, pace)],
    models: ["gemma-4-31b-it"],
  });
  let chat: ChatHost | undefined;
  try {
    chat = await openChat(await subjectOf(server), temporaryFolder("workspace"));
    const short: { askMs: number; firstPaintMs: number }[] = [];
    for (let at = 0; at < SHORT_ANSWERS; at++) short.push(await streamShort(chat, server, at));
    return {
      askMs: short.map(({ askMs }) => askMs),
      firstPaintMs: short.map(({ firstPaintMs }) => firstPaintMs),
      ...(await streamLong(chat, server)),
    };
  } finally {
    await chat?.close();
    await server.close();
  }
}

async function streamShort(chat: ChatHost, server: ScriptedServer, index: number) {
  const panel = chat.panel();
  await watch(panel, [FIRST_WORDS, "ends soon."]);
  const enterAt = await chat.ask(`Question number ${index}?`);
  const { paintedAt } = await painted(panel, 20_000);
  const request = await server.request(index);
  await request.done;
  return { askMs: request.at - enterAt, firstPaintMs: (paintedAt[0] ?? NaN) - (request.chunksAt[0] ?? NaN) };
}

async function streamLong(chat: ChatHost, server: ScriptedServer): Promise<Omit<Streamed, "askMs" | "firstPaintMs">> {
  const { host } = chat;
  const panel = chat.panel();
  const top = host.page.mainFrame();
  await addProbe(top);
  await watch(top, []);
  await watch(panel, [FIRST_WORDS, LAST_WORD]);
  const cpu = new CpuLog({ renderer: rendererPids(), host: [await host.extensionHostPid()] });
  const enterAt = await chat.ask("Explain all of it.");
  const request = await server.request(SHORT_ANSWERS);
  const chunks = Math.ceil(answerText().length / pace.size);
  await cpu.follow(request, chunks);
  const { paintedAt, framesAt } = await painted(panel, 300_000);
  const used = cpu.used();
  await assertWhole(panel);
  const [first = NaN, last = NaN] = paintedAt;
  const frames = framesAt.filter((at) => at >= first && at <= last);
  const { longTasks } = await seen(top);
  return {
    lastPaintMs: last - lastChunkAt(request, chunks),
    longTasks: longTasks.filter(({ at }) => at >= enterAt).map(({ at, ms }) => ({ at: at - enterAt, ms })),
    fps: (frames.length * 1000) / (last - first),
    rendererSeconds: used.renderer,
    hostSeconds: used.host,
    costRatio: cpu.perChunk("renderer", 0.9, 1) / cpu.perChunk("renderer", 0, 0.1),
    tenths: cpu.tenths("renderer"),
    seconds: (last - enterAt) / 1000,
  };
}

/** The finish reason, usage and end mark follow the last text. */
const lastChunkAt = (request: ScriptedRequest, chunks: number): number => request.chunksAt[chunks - 1] ?? NaN;

/** Checks that everything was painted, not only the last word. */
async function assertWhole(panel: Frame): Promise<void> {
  const text = (await panel.locator("body").textContent()) ?? "";
  const missing = Array.from({ length: SECTIONS }, (_, at) => at).filter((at) => !text.includes(`stage${at}_7(`));
  if (missing.length > 0) throw new Error(`Of the answer these parts are not in the panel: ${missing.join(", ")}`);
}
