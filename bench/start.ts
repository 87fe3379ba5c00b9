import { setTimeout as pause } from "node:timers/promises";
import { type EditorHost, openHost } from "../test/support/editor/editorHost.ts";
import { extensionHostPids } from "../test/support/processes.ts";
import { startScriptedServer } from "../test/support/scriptedServer.ts";
import { until } from "../test/support/until.ts";
import { median, type Row, row, spread } from "./row.ts";
import { emptyExtension } from "./support/barestExtensions.ts";
import { gemma } from "./support/chatHost.ts";
import { memoryMb } from "./support/processes.ts";
import { temporaryFolder } from "./support/product.ts";

/** Window loads per extension; they alternate, so that load on the machine affects both. */
const LOADS = 5;
/** Further loads with the panel: a window that showed the panel shows it again. */
const PANEL_LOADS = 3;
/** How many editors to try until one is idle after its first loads. */
const TRIES = 6;
/** Extensions wait for each other at start; with fewer of them, the numbers are more our own. */
const quiet = { "workbench.editor.useModal": "off", "git.enabled": false };

type Memory = ReturnType<typeof memoryMb>;
type Samples = { activationMs: number[]; idle: Memory[]; panel: Memory[] };
type Subject = { id: string; host: EditorHost; samples: Samples };

/** Activation time and memory of our extension compared to an empty one, panel closed and open. */
export async function startRows(): Promise<Row[]> {
  const server = await startScriptedServer({ script: [], models: ["gemma-4-31b-it"] });
  const subjects: Subject[] = [];
  const add = async (id: string, extension: string, settings: Record<string, unknown> = {}): Promise<Subject> => {
    const host = await restingHost({ folder: temporaryFolder("workspace"), extension, settings, id });
    const subject = { id, host, samples: { activationMs: [], idle: [], panel: [] } };
    subjects.push(subject);
    return subject;
  };
  try {
    const { extension, settings, openCommand } = await gemma(server);
    const ours = await add("gemma-code.gemma-code", extension, settings);
    const empty = await add("gemma-code-bench.empty", emptyExtension());
    for (let at = 0; at < LOADS; at++) for (const subject of subjects) await measureIdle(subject);
    for (let at = 0; at < PANEL_LOADS; at++) await measurePanel(ours, openCommand);
    return rowsOf(ours.samples, empty.samples);
  } finally {
    for (const { host } of subjects) await host.close();
    await server.close();
  }
}

type Wanted = { folder: string; extension: string; settings: Record<string, unknown>; id: string };

/**
 * An editor after two window loads, without JSON activity. The first load opens its own settings files, and later loads
 * sometimes open them again, which costs 20 MB and activation time.
 */
async function restingHost({ folder, extension, settings, id }: Wanted): Promise<EditorHost> {
  // A tall window: the list of running extensions renders only visible rows.
  const viewport = { width: 1000, height: 3000 };
  for (let at = 0; at < TRIES; at++) {
    const all = { ...quiet, ...settings };
    const host = await openHost({ folder, extensions: [extension], settings: all, bare: true, viewport });
    try {
      let running: Running[] = [];
      for (let loads = 0; loads < 2; loads++) {
        await settled(await load(host));
        running = await runningExtensions(host, id);
      }
      if (!running.some(({ name }) => name.startsWith("JSON"))) return host;
    } catch (error) {
      await host.close();
      throw error;
    }
    await host.close();
  }
  throw new Error(`None of ${TRIES} editors came to rest after its first loads.`);
}

function rowsOf(ours: Samples, empty: Samples): Row[] {
  const [activation, emptyActivation] = [median(ours.activationMs), median(empty.activationMs)];
  return [
    row("activation.ratio", activation / emptyActivation, "ratio"),
    row("activation.ms", activation, "ms", spread(ours.activationMs)),
    row("floor.activation.ms", emptyActivation, "ms", spread(empty.activationMs)),
    added("memory.host.mb", ours.idle, empty.idle, "resident"),
    added("memory.host.own.mb", ours.idle, empty.idle, "own"),
    added("memory.host.panel.mb", ours.panel, empty.idle, "resident"),
    added("memory.host.panel.own.mb", ours.panel, empty.idle, "own"),
  ];
}

/** What one extension's host uses beyond the empty one's. */
function added(name: string, taken: readonly Memory[], base: readonly Memory[], kind: keyof Memory): Row {
  const [some, less] = [taken.map((each) => each[kind]), base.map((each) => each[kind])];
  return row(name, median(some) - median(less), "MB", `${spread(some)}; empty: ${spread(less)}`);
}

async function measureIdle({ id, host, samples }: Subject): Promise<void> {
  const pid = await load(host);
  const running = await runningExtensions(host, id);
  samples.activationMs.push(running.find(({ name }) => name.startsWith(id))?.activationMs ?? NaN);
  samples.idle.push(await settled(pid));
}

async function measurePanel({ host, samples }: Subject, openCommand: string): Promise<void> {
  const pid = await load(host);
  await host.palette(openCommand);
  await host.webview("textarea");
  samples.panel.push(await settled(pid));
}

/** Reloads the window; returns the process id of its extension host. */
async function load(host: EditorHost): Promise<number> {
  const before = extensionHostPids(host.serverPid);
  await host.reload();
  return until("a new extension host", () => extensionHostPids(host.serverPid).find((each) => !before.includes(each)));
}

type Running = { name: string; activationMs: number };

/** The rows of 'Show Running Extensions', once the row of `id` has a time. */
async function runningExtensions(host: EditorHost, id: string): Promise<Running[]> {
  await host.palette("Developer: Show Running Extensions");
  const list = await until(
    `the activation time of ${id}`,
    async () => {
      const rows = await host.page.locator(".runtime-extensions-editor .monaco-list-row").allTextContents();
      const running = rows.flatMap(statedIn);
      return running.some(({ name }) => name.startsWith(id)) ? running : undefined;
    },
    60_000,
  );
  await host.page.keyboard.press("Control+F4");
  return list;
}

/** A row reads "Name1.0.0host Activation: 12ms". */
function statedIn(text: string): Running[] {
  const stated = /^(.*?)\d+\.\d+\.\d+.*Activation: (\d+)ms/.exec(text.trim());
  return stated ? [{ name: stated[1] ?? "", activationMs: Number(stated[2]) }] : [];
}

/** The memory once it has changed by less than 1 MB for five seconds, or after half a minute. */
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
