import type { Frame } from "playwright-core";
import { type EditorHost, openHost } from "../../test/support/editor/editorHost.ts";
import type { ScriptedServer } from "../../test/support/scriptedServer.ts";
import { until } from "../../test/support/until.ts";
import { addProbe, seen } from "./probe.ts";
import { productFolder } from "./product.ts";

/** A chat to measure: ours, or the smallest possible one. */
export interface ChatHost {
  host: EditorHost;
  /** The panel's frame; a new one after `reopen`. */
  panel(): Frame;
  /** Reloads the window and opens the panel. */
  reopen(): Promise<void>;
  /** Types a question and presses Enter; returns the time of Enter, in ms since the epoch. */
  ask(question: string): Promise<number>;
  close(): Promise<void>;
}

/** What differs between our chat and the smallest one. */
export type Subject = { extension: string; openCommand: string; settings?: Record<string, unknown> };

export const gemma = async (server: ScriptedServer): Promise<Subject> => ({
  extension: await productFolder(),
  openCommand: "Gemma: Open Chat",
  settings: { "gemma.provider": "custom", "gemma.baseUrl": server.baseUrl, "gemma.model": "gemma-4-31b-it" },
});

/** Opens an editor on a folder, with the subject's panel visible and the probe in it. */
export async function openChat(subject: Subject, folder: string): Promise<ChatHost> {
  const { extension, openCommand, settings } = subject;
  const host = await openHost({ folder, extensions: [extension], bare: true, ...(settings && { settings }) });
  let panel: Frame;
  const openPanel = async () => {
    await host.palette(openCommand);
    panel = await host.webview("textarea");
    await panel.locator("textarea").waitFor();
    await addProbe(panel);
  };
  try {
    await openPanel();
  } catch (error) {
    await host.close();
    throw error;
  }
  return {
    host,
    panel: () => panel,
    reopen: async () => {
      await host.reload();
      await openPanel();
    },
    ask: async (question) => {
      const field = panel.locator("textarea");
      await field.fill(question);
      const before = (await seen(panel)).enterAt;
      await field.press("Enter");
      return until("the Enter key", async () => {
        const { enterAt } = await seen(panel);
        return enterAt === before ? undefined : enterAt;
      });
    },
    close: () => host.close(),
  };
}

/** Waits until our panel accepts questions again. */
export async function idle(panel: Frame): Promise<void> {
  await panel.locator("button.stop").waitFor({ state: "detached" });
}

/** Chooses Ask or Agent in our panel. */
export async function chooseMode(panel: Frame, mode: "Ask" | "Agent"): Promise<void> {
  await panel.locator(".mode", { hasText: mode }).click();
  await panel.locator(".mode.chosen", { hasText: mode }).waitFor();
}

/** Starts a new chat in our panel; resolves once the caret is in its text area. */
export async function newChat({ host, panel }: ChatHost): Promise<void> {
  await host.palette("Gemma: New Chat");
  await panel().locator(".turn").first().waitFor({ state: "detached" });
  await panel().locator("textarea:focus").waitFor();
}
