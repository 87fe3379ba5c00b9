import { errors, type Frame, type Page } from "playwright-core";
import { until } from "../until.ts";

/** Opens the editor's page and waits for the workbench. */
export async function openWorkbench(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
}

/** Gives the page the two functions that it calls when it runs a test module. */
export async function exposeAutomation(page: Page, onExit: (code: number) => void): Promise<void> {
  await page.exposeFunction("codeAutomationLog", () => undefined);
  await page.exposeFunction("codeAutomationExit", onExit);
}

/** Runs a command by its full title (with category) through the palette, like a user. */
export async function runByPalette(page: Page, title: string): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible");
  const input = widget.locator("input.input");
  const row = widget.locator(".monaco-list-row", { has: page.getByText(title, { exact: true }) }).first();
  const attempt = async (): Promise<true | undefined> => {
    await page.keyboard.press("F1");
    await input.waitFor({ timeout: 3000 });
    await input.fill(`>${title}`, { timeout: 3000 });
    await row.click({ timeout: 3000 });
    return true;
  };
  // Opens the palette again on failure. Keys are lost while a focused page disappears (its extension host was killed).
  // An open palette doesn't see commands of an extension loaded later, and it closes when the panel, just opened, takes
  // the focus.
  const again = async (error: unknown): Promise<undefined> => {
    if (!(error instanceof errors.TimeoutError)) throw error;
    await page.keyboard.press("Escape");
  };
  await until(`the command "${title}"`, () => attempt().catch(again), 40_000);
}

/** The frame of a webview's own document in which `selector` matches. */
export async function findWebview(page: Page, selector: string, timeoutMs: number): Promise<Frame> {
  return until(
    `a webview with ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        if (frame.url().includes("fake.html") && (await frame.$(selector).catch(() => null))) return frame;
      }
      return undefined;
    },
    timeoutMs,
  );
}
