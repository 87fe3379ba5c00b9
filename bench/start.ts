import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { type EditorHost, openHost } from "../test/support/editorHost.ts";
import { extensionHostPids } from "../test/support/processes.ts";
import { startScriptedServer } from "../test/support/scriptedServer.ts";
import { until } from "../test/support/until.ts";
import { median, type Row, row, spread } from "./row.ts";
import { emptyExtension } from "./support/barestExtensions.ts";
import { gemma } from "./support/chatHost.ts";
import { residentMb } from "./support/processes.ts";
import { temporaryFolder } from "./support/product.ts";

/** Window loads of each extension; they take turns, so that a busy moment of the machine meets all of them. */
const LOADS = 5;

type Samples = { activationMs: number[]; idleMb: number[]; panelMb: number[] };
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
    const subject = { id, host, samples: { activationMs: [], idleMb: [], panelMb: [] } };
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
  const [idle, emptyIdle] = [median(ours.idleMb), median(empty.idleMb)];
  const against = `ours ${activation} ms (${spread(ours.activationMs)})`;
  return [
    row("activation.ratio", activation / emptyActivation, "ratio", `${against}; empty ES module ${emptyActivation} ms`),
    row("activation.ms", activation, "ms", spread(ours.activationMs)),
    row("floor.activation.ms", emptyActivation, "ms", `empty ES module, ${spread(empty.activationMs)}`),
    row(
      "floor.activation.commonjs.ms",
      median(commonJs.activationMs),
      "ms",
      `empty CommonJS, ${spread(commonJs.activationMs)}`,
    ),
    row(
      "memory.host.mb",
      idle - emptyIdle,
      "MB",
      `ours ${idle.toFixed(1)} (${spread(ours.idleMb)}), empty ${emptyIdle.toFixed(1)} (${spread(empty.idleMb)})`,
    ),
    row("memory.host.panel.mb", median(ours.panelMb) - emptyIdle, "MB", spread(ours.panelMb)),
    row(
      "floor.memory.host.mb",
      median(commonJs.idleMb) - emptyIdle,
      "MB",
      "empty CommonJS against empty ES module: the noise",
    ),
  ];
}

async function measureLoad({ id, host, samples, openPanel: open }: Subject): Promise<void> {
  const before = extensionHostPids(host.serverPid);
  await host.reload();
  const pid = await until("a new extension host", () =>
    extensionHostPids(host.serverPid).find((each) => !before.includes(each)),
  );
  samples.activationMs.push(await activationMs(host, id));
  samples.idleMb.push(await settledMb(pid));
  if (!open) return;
  await open();
  samples.panelMb.push(await settledMb(pid));
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
async function settledMb(pid: number): Promise<number> {
  const seen: number[] = [];
  for (let second = 0; second < 30; second++) {
    await pause(1000);
    seen.push(residentMb(pid));
    const last = seen.slice(-5);
    if (last.length === 5 && Math.max(...last) - Math.min(...last) < 1) break;
  }
  return seen.at(-1) ?? NaN;
}
