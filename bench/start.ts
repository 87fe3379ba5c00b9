import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { type EditorHost, openHost } from "../test/support/editorHost.ts";
import { extensionHostPids } from "../test/support/processes.ts";
import { startScriptedServer } from "../test/support/scriptedServer.ts";
import { until } from "../test/support/until.ts";
import { median, type Row, row, spread } from "./row.ts";
import { emptyExtension } from "./support/barestExtensions.ts";
import { gemma } from "./support/chatHost.ts";
import { memoryMb } from "./support/processes.ts";
import { temporaryFolder } from "./support/product.ts";

/** Window loads of each extension; they take turns, so that a busy moment of the machine meets all of them. */
const LOADS = 5;

type Memory = ReturnType<typeof memoryMb>;
type Samples = { activationMs: number[]; idle: Memory[]; panel: Memory[] };
type Subject = { id: string; host: EditorHost; samples: Samples; openPanel?: () => Promise<void> };

/** Activation time and memory of our extension against empty ones, panel closed and open. */
export async function startRows(): Promise<Row[]> {
  const server = await startScriptedServer({ script: [], models: ["gemma-4-31b-it"] });
  const subjects: Subject[] = [];
  const add = async (id: string, extension: string, settings: Record<string, unknown> = {}): Promise<Subject> => {
    // A tall window: the list of running extensions holds only the rows in view.
    const viewport = { width: 1000, height: 3000 };
    const folder = temporaryFolder("workspace");
    const inTab = { "workbench.editor.useModal": "off", ...settings };
    const host = await openHost({ folder, extensions: [extension], settings: inTab, bare: true, viewport });
    const subject = { id, host, samples: { activationMs: [], idle: [], panel: [] } };
    subjects.push(subject);
    return subject;
  };
  try {
    const { extension, settings, openCommand } = gemma(server);
    const ours = await add("gemma-code.gemma-code", extension, settings);
    Object.assign(ours, { openPanel: () => openPanel(ours.host, openCommand) });
    const empty = await add("gemma-code-bench.empty-module", emptyExtension("module"));
    const commonJs = await add("gemma-code-bench.empty-commonjs", emptyExtension("commonjs"));
    for (let load = 0; load < LOADS; load++) for (const subject of subjects) await measureLoad(subject);
    return rowsOf(ours.samples, empty.samples, commonJs.samples);
  } finally {
    for (const { host } of subjects) await host.close();
    await server.close();
  }
}

function rowsOf(ours: Samples, empty: Samples, commonJs: Samples): Row[] {
  const [activation, emptyActivation] = [median(ours.activationMs), median(empty.activationMs)];
  const against = `ours ${activation} ms (${spread(ours.activationMs)}); empty ES module ${emptyActivation} ms`;
  return [
    row("activation.ratio", activation / emptyActivation, "ratio", against),
    row("activation.ms", activation, "ms", spread(ours.activationMs)),
    row("floor.activation.ms", emptyActivation, "ms", `empty ES module, ${spread(empty.activationMs)}`),
    row("floor.activation.commonjs.ms", median(commonJs.activationMs), "ms", spread(commonJs.activationMs)),
    added("memory.host.mb", ours.idle, empty.idle, "resident"),
    added("memory.host.own.mb", ours.idle, empty.idle, "own"),
    added("memory.host.panel.mb", ours.panel, empty.idle, "resident"),
    added("memory.host.panel.own.mb", ours.panel, empty.idle, "own"),
    added("floor.memory.host.mb", commonJs.idle, empty.idle, "resident"),
    added("floor.memory.host.own.mb", commonJs.idle, empty.idle, "own"),
  ];
}

/** What one extension's host takes over the empty ES module's. */
function added(name: string, taken: readonly Memory[], base: readonly Memory[], kind: keyof Memory): Row {
  const [some, less] = [taken.map((each) => each[kind]), base.map((each) => each[kind])];
  return row(name, median(some) - median(less), "MB", `${spread(some)}; empty: ${spread(less)}`);
}

async function measureLoad({ id, host, samples, openPanel: open }: Subject): Promise<void> {
  const before = extensionHostPids(host.serverPid);
  await host.reload();
  const pid = await until("a new extension host", () =>
    extensionHostPids(host.serverPid).find((each) => !before.includes(each)),
  );
  samples.activationMs.push(await activationMs(host, id));
  samples.idle.push(await settled(pid));
  if (!open) return;
  await open();
  samples.panel.push(await settled(pid));
}

async function openPanel(host: EditorHost, command: string): Promise<void> {
  await host.palette(command);
  await host.webview("textarea");
}

/** What 'Show Running Extensions' states for an extension. */
async function activationMs(host: EditorHost, id: string): Promise<number> {
  await host.palette("Developer: Show Running Extensions");
  const stated = await until(`the activation time of ${id}`, () => statedFor(host.page, id), 60_000);
  await host.page.keyboard.press("Control+F4");
  return stated;
}

async function statedFor(page: Page, id: string): Promise<number | undefined> {
  const rows = page.locator(".runtime-extensions-editor .monaco-list-row");
  for (const text of await rows.allTextContents()) {
    const stated = text.includes(id) && /Activation: (\d+)ms/.exec(text)?.[1];
    if (stated) return Number(stated);
  }
  return undefined;
}

/** Memory once it has changed by less than 1 MB for five seconds, or after half a minute. */
async function settled(pid: number): Promise<Memory> {
  const seen: Memory[] = [];
  for (let second = 0; second < 30; second++) {
    await pause(1000);
    seen.push(memoryMb(pid));
    const last = seen.slice(-5).map(({ own }) => own);
    if (last.length === 5 && Math.max(...last) - Math.min(...last) < 1) break;
  }
  return seen.at(-1) ?? memoryMb(pid);
}
