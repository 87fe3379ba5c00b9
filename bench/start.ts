import { setTimeout as pause } from "node:timers/promises";
import { type EditorHost, openHost } from "../test/support/editorHost.ts";
import { extensionHostPids } from "../test/support/processes.ts";
import { startScriptedServer } from "../test/support/scriptedServer.ts";
import { until } from "../test/support/until.ts";
import { median, type Row, row, spread } from "./row.ts";
import { emptyExtension } from "./support/barestExtensions.ts";
import { gemma } from "./support/chatHost.ts";
import { memoryMb } from "./support/processes.ts";
import { temporaryFolder } from "./support/product.ts";

/** Window loads of each extension; they take turns, so that a busy moment of the machine meets both. */
const LOADS = 5;
/** After those: a window that once showed the panel shows it again when it is loaded. */
const PANEL_LOADS = 3;
/** How many editors are tried to get one that rests after its first loads. */
const TRIES = 6;
/** All extensions of a start wait for one another: with less going on beside, more of a number is the extension's own. */
const quiet = { "workbench.editor.useModal": "off", "git.enabled": false };

type Memory = ReturnType<typeof memoryMb>;
type Samples = { activationMs: number[]; idle: Memory[]; panel: Memory[] };
type Subject = { id: string; host: EditorHost; samples: Samples };

/** Activation time and memory of our extension against an empty one, panel closed and open. */
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
 * An editor after two loads of its window in which JSON is not at work: the editor's first load opens settings files of its
 * own, and by chance later loads open them again, which takes 20 MB and activation time.
 */
async function restingHost({ folder, extension, settings, id }: Wanted): Promise<EditorHost> {
  // A tall window: the list of running extensions holds only the rows in view.
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

/** What one extension's host takes over the empty one's. */
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

/** Loads the window anew; the process id of its extension host. */
async function load(host: EditorHost): Promise<number> {
  const before = extensionHostPids(host.serverPid);
  await host.reload();
  return until("a new extension host", () => extensionHostPids(host.serverPid).find((each) => !before.includes(each)));
}

type Running = { name: string; activationMs: number };

/** What 'Show Running Extensions' lists, once it states the time of the extension `id`. */
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
