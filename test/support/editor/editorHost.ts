import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import type * as Vscode from "vscode";
import { ensureChromium } from "../../../scripts/testbed/chromium.mjs";
import { chosenEditor, ensureEditor } from "../../../scripts/testbed/editor.mjs";
import { editorEnv, startEditorServer } from "../../../scripts/testbed/editorServer.mjs";
import { companionAt, type RunInEditor } from "./companion.ts";
import { extensionHostPids } from "../processes.ts";
import { type Theme, themedWorkbench, themeId } from "./themes.ts";
import { presets } from "../../../src/providers/presets/presets.ts";
import { until } from "../until.ts";
import { exposeAutomation, findWebview, openWorkbench, runByPalette } from "./workbench.ts";

const companionFolder = fileURLToPath(new URL("./companion", import.meta.url));

/**
 * Environment variables of a developer. Tests must not reach a hosted model, and get an engine and a model only on
 * request.
 */
const withheld = new Set([
  "GEMMA_ENGINE_DIR",
  "GEMMA_CODE_MODEL",
  ...Object.values(presets).flatMap(({ keyEnv = [] }) => keyEnv),
]);

export interface HostOptions {
  /** Absolute path of the folder to open. Tests that write pass a copy. */
  folder: string;
  /** Absolute paths of extensions under development. */
  extensions?: string[];
  /** Absolute path of a module whose `run()` is called in the extension host; its end settles `EditorHost.exited`. */
  tests?: string;
  settings?: Record<string, unknown>;
  /** More files of the User folder, by name (keybindings.json): text, or a value written as JSON. */
  userFiles?: Record<string, unknown>;
  /** Folder of installed extensions; empty by default. */
  extensionsDir?: string;
  /** Enables Workspace Trust: the folder opens untrusted. Off by default. */
  trust?: boolean;
  /** Variables for the extension host, added to this process's own (without provider keys, engine and model). */
  env?: Record<string, string>;
  viewport?: { width: number; height: number };
  /** What the browser says it is: the editor has the keys of that system. */
  userAgent?: string;
  /** Dark by default. */
  theme?: Theme;
  /** Leaves out the test companion, for measurements: then no `inEditor`, `setTheme`, `setSettings`. */
  bare?: boolean;
  /** Prints the output of the server and the page's console, to debug a failure. */
  log?: boolean;
  version?: NonNullable<Parameters<typeof startEditorServer>[0]["version"]>;
}

/** A real VS Code in a real browser. */
export interface EditorHost {
  page: Page;
  browser: Browser;
  /** The page's address with its payload; a reload opens it. */
  url: string;
  /** The editor server's process, and its data folder with `data/User/settings.json` and logs. */
  serverPid: number;
  data: string;
  /** Settles with the exit code once the `tests` module has run. */
  exited: Promise<number>;
  /** Runs a command by its title through the palette, as a user does. */
  palette(title: string): Promise<void>;
  /** Waits for the webview frame in which `selector` matches. */
  webview(selector: string, timeoutMs?: number): Promise<Frame>;
  /** Saves a PNG screenshot of the whole window. */
  screenshot(path: string): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Changes user settings; `undefined` removes one. */
  setSettings(changes: Record<string, unknown>): Promise<void>;
  /** Runs a function in the extension host with VS Code's API: `await host.inEditor((vscode) => vscode.version)`. */
  inEditor: RunInEditor;
  /** Reloads the window; waits for the workbench and, unless `bare`, for the extension host that comes with it. */
  reload(): Promise<void>;
  /** Process id of the window's extension host; waits until there is one. */
  extensionHostPid(): Promise<number>;
  /** Stops browser and server with all their children, and removes the data folder. Safe to call twice. */
  close(): Promise<void>;
}

/** The editors that are open now. */
export const openHosts = new Set<EditorHost>();

/**
 * Starts the editor and opens its page.
 * @throws if the editor, the browser or the workbench doesn't start; then nothing is left running
 */
export async function openHost(options: HostOptions): Promise<EditorHost> {
  const executablePath = await ensureChromium();
  const {
    env,
    log,
    bare,
    userAgent,
    theme = "dark",
    extensions = [],
    version = chosenEditor(),
    ...forServer
  } = options;
  const { root } = await ensureEditor(version);
  const server = await startEditorServer({
    ...forServer,
    version,
    extensions: bare ? extensions : [companionFolder, ...extensions],
    settings: {
      "workbench.colorTheme": themeId(root, theme),
      "gemma.openOnFirstStart": false,
      "gemma.notify": "off",
      ...options.settings,
    },
    env: (data) => testEnv({ GEMMA_TEST_COMPANION: companionSocket(data), ...env }),
    ...(log ? { log: (text) => void process.stderr.write(`[server] ${text}`) } : {}),
  });
  const inEditor = companionAt(companionSocket(server.data));
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close().catch(() => undefined);
    await server.stop();
  };
  try {
    browser = await chromium.launch({ executablePath, args: browserArgs });
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      ...(userAgent !== undefined && { userAgent }),
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    if (log) page.on("console", (message) => process.stderr.write(`[page] ${message.text()}\n`));
    let settle: (code: number) => void = () => undefined;
    const exited = new Promise<number>((resolve) => (settle = resolve));
    await exposeAutomation(page, settle);
    await openWorkbench(page, server.url);
    // On its way an undefined value would become null; left out, it removes the setting.
    const setSettings = (changes: Record<string, unknown>) =>
      inEditor(
        updateSettings,
        Object.entries(changes).map(([name, value]): [string, unknown?] =>
          value === undefined ? [name] : [name, value],
        ),
      );
    // The host itself is asked: after a reload the old window's host runs on for a while.
    const extensionHostPid = () =>
      bare ? until("an extension host", () => extensionHostPids(server.pid)[0]) : inEditor(() => process.pid);
    const reload = async () => {
      const before = bare ? undefined : await extensionHostPid();
      await openWorkbench(page, server.url);
      // Until then `inEditor` may still reach the old window's host, which no longer answers.
      const renewed = () => extensionHostPid().then((pid) => (pid === before ? undefined : true), hasEnded);
      await until("the extension host of the new window", renewed, 60_000);
    };
    const host: EditorHost = {
      page,
      browser,
      url: server.url,
      serverPid: server.pid,
      data: server.data,
      exited,
      inEditor,
      setSettings,
      palette: (title) => runByPalette(page, title),
      webview: (selector, timeoutMs = 20_000) => findWebview(page, selector, timeoutMs),
      screenshot: async (path) => {
        mkdirSync(dirname(path), { recursive: true });
        await page.screenshot({ path });
      },
      setTheme: async (next) => {
        await setSettings({ "workbench.colorTheme": themeId(root, next) });
        await page.waitForSelector(themedWorkbench(next), { timeout: 15_000 });
      },
      reload,
      extensionHostPid,
      close: () => {
        openHosts.delete(host);
        return close();
      },
    };
    openHosts.add(host);
    return host;
  } catch (error) {
    await close();
    throw error;
  }
}

/** An extension host may exit in the middle of an answer. */
const hasEnded = () => undefined;

const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

function companionSocket(data: string): string {
  return join(data, "companion.sock");
}

function testEnv(more: Record<string, string>): NodeJS.ProcessEnv {
  const own = Object.entries(editorEnv()).filter(([name]) => !withheld.has(name));
  return { ...Object.fromEntries(own), ...more };
}

/** Runs in the extension host. */
async function updateSettings(vscode: typeof Vscode, changes: [string, unknown?][]): Promise<void> {
  for (const [name, value] of changes) {
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }
}
