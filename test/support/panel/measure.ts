import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { ensureChromium } from "../../../scripts/testbed/chromium.mjs";
import { longAnswer } from "./longAnswer.ts";
import { openPanel, type StreamResult } from "./panelPage.ts";
import { servePanel } from "./panelServer.ts";
import { open, ready, text, turn } from "./scenes.ts";

/**
 * Measures the panel alone in a browser: `npx tsx test/support/panel/measure.ts [answer.md]`. The numbers are the
 * panel's own share; the bench measures it in the editor.
 */
const file = process.argv[2];
const answer = file === undefined ? longAnswer() : readFileSync(file, "utf8");
const server = await servePanel();
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ["--no-sandbox", "--disable-gpu"],
});
const session = await browser.newBrowserCDPSession();
const row = (name: string, value: number | string): void =>
  void process.stdout.write(`${name.padEnd(28)}${typeof value === "number" ? Math.round(value * 100) / 100 : value}\n`);

try {
  for (const [name, size] of server.files) row(name, size);
  await measureStream();
  await measureOpening();
} finally {
  await browser.close();
  await server.close();
}

async function measureStream(): Promise<void> {
  const panel = await openPanel(browser, server.url("dark"), { width: 400, height: 800 });
  const begun = open(turn("t1", "Explain everything", []));
  await panel.show([
    { type: "restored", chatId: "c1", transcript: { settled: [], open: begun } },
    { type: "state", state: ready },
  ]);
  const tenth = answer.indexOf("\n## ", answer.length / 10);
  const last10 = answer.lastIndexOf("\n## ", answer.length * 0.9);
  const slices = [answer.slice(0, tenth), answer.slice(tenth, last10), answer.slice(last10)];
  const results: (StreamResult & { cpu: number; length: number })[] = [];
  for (const slice of slices) {
    const before = await rendererSeconds();
    const result = await panel.stream(slice);
    results.push({ ...result, cpu: (await rendererSeconds()) - before, length: slice.length });
  }
  const sum = (of: (each: (typeof results)[number]) => number): number =>
    results.reduce((all, each) => all + of(each), 0);
  const [first, , last] = results;
  if (!first || !last) return;
  row("stream.firstPaint.ms", first.firstPaint);
  row("stream.lastPaint.ms", last.lastPaint);
  row(
    "stream.longTasks.ms",
    sum((each) => each.longTasks),
  );
  row("stream.fps", sum((each) => each.fps * each.took) / sum((each) => each.took));
  row(
    "stream.cpu.renderer.s",
    sum((each) => each.cpu),
  );
  row("panel.costRatio", last.cpu / last.length / (first.cpu / first.length));
  await panel.page.close();
}

/** CPU seconds used so far by the browser's page processes. */
async function rendererSeconds(): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").reduce((all, { cpuTime }) => all + cpuTime, 0);
}

async function measureOpening(): Promise<void> {
  const panel = await openPanel(browser, server.url("dark"), { width: 400, height: 800 });
  await panel.show([{ type: "state", state: ready }]);
  const piece = answer.slice(0, 1200);
  const settled = Array.from({ length: 1000 }, (_, at) => turn(`t${at}`, `Question ${at}`, [text(piece)]));
  const message = JSON.stringify({ type: "restored", chatId: "c1", transcript: { settled, open: undefined } });
  row("panel.open2000.ms", await panel.page.evaluate<number>(`harness.timeToPaint(${message}, ".turn")`));
  await panel.page.close();
}
