import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { type EditorHost, type HostOptions, openHost } from "../support/editor/editorHost.ts";
import { type ScriptedServer, startScriptedServer } from "../support/scriptedServer.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { until } from "../support/until.ts";
import { PanelUser } from "./panelUser.ts";

/** The checkout, which is the extension under development. */
export const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

export type PanelEditorOptions = Partial<Omit<HostOptions, "folder" | "extensions">> & {
  /** Files of the workspace by path. */
  files?: Record<string, string>;
  /** Prepares the workspace's folder once its files are there, and says what the editor opens in its place. */
  arrange?: (folder: string) => string;
  /** Whether the panel is opened at once; true by default. */
  open?: boolean;
};

/** A real editor with the extension in it, a workspace of its own, and a scripted server that answers. */
export interface PanelEditor {
  host: EditorHost;
  server: ScriptedServer;
  /** The user at the panel. */
  panel: PanelUser;
  /** Absolute path of the workspace's folder. */
  folder: string;
  /** What the panel's own page complained of so far: errors and violations of its content policy. */
  problems: readonly string[];
  /** A file's text on disk. */
  onDisk(path: string): string;
  /** Stops all of it and removes the workspace. */
  close(): Promise<void>;
}

/** The settings that make a server of the test the one who answers. */
export const answeredBy = (baseUrl: string): Record<string, unknown> => ({
  "gemma.provider": "custom",
  "gemma.baseUrl": baseUrl,
  "gemma.model": "gemma-4-31b-it",
});

export async function openPanelEditor(options: PanelEditorOptions = {}): Promise<PanelEditor> {
  const { files = {}, open = true, settings, arrange, ...more } = options;
  const { path: folder, remove } = temporaryFolder("workspace");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const server = await startScriptedServer({ script: [], models: ["gemma-4-31b-it"] });
  let host: EditorHost | undefined;
  const close = async () => {
    await host?.close();
    await server.close();
    remove();
  };
  try {
    host = await openHost({
      folder: arrange?.(folder) ?? folder,
      extensions: [checkout],
      // As on the desktop: the web editor saves by itself after a second.
      settings: { "files.autoSave": "off", ...answeredBy(server.baseUrl), ...settings },
      ...more,
    });
    host.page.setDefaultTimeout(30_000);
    const problems = watchPanel(host.page);
    const panel = new PanelUser(host);
    await isActive(host);
    if (open) await panel.open();
    return { host, server, panel, folder, problems, onDisk: (path) => readFileSync(join(folder, path), "utf8"), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The extension begins when the editor's own start is over. */
async function isActive(host: EditorHost): Promise<void> {
  const look = () =>
    host.inEditor((vscode) => vscode.extensions.getExtension("gemma-code.gemma-code")?.isActive || undefined);
  await until("the extension's activation", look, 60_000);
}

/** Collects errors and violations of the content policy in webviews; the workbench's own messages are not ours. */
function watchPanel(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error" && isWebview(url)) problems.push(`${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => {
    if (!error.stack?.includes("/out/vs/")) problems.push(error.message);
  });
  return problems;
}

/** Inline code has no address of its own. */
const isWebview = (url: string): boolean => url === "" || /\/webview\/browser\/pre\/|vscode-resource/.test(url);
