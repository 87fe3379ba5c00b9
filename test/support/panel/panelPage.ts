import type { Browser, Page } from "playwright-core";
import type { ToHost, ToPanel } from "../../../src/chat/protocol/protocol.ts";

/** `size`: characters per chunk (4). `perSecond`: chunks per second (500). */
export type Pace = { size?: number; perSecond?: number };
/** Milliseconds, but for `fps`. */
export type StreamResult = { firstPaint: number; lastPaint: number; longTasks: number; fps: number; took: number };

/** The panel in a browser page, addressed like the host does. */
export type PanelPage = {
  page: Page;
  /** Posts messages to the panel and waits until they are painted. */
  show(messages: readonly ToPanel[]): Promise<void>;
  /** What the panel has posted since the page opened or the last call. */
  sent(): Promise<ToHost[]>;
  stream(text: string, pace?: Pace): Promise<StreamResult>;
  /** Reloads the page and waits until the panel listens. */
  reload(): Promise<void>;
  /** Errors of the page, and violations of its content security policy. */
  problems(): Promise<string[]>;
};

/** Opens the panel's page; the caller closes it. */
export async function openPanel(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<PanelPage> {
  const page = await browser.newPage({ viewport });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  const listens = () => page.waitForFunction("harness.sent.some((message) => message.type === 'ready')");
  await page.goto(url);
  await listens();
  return {
    page,
    async show(messages) {
      for (const message of messages) await page.evaluate(`harness.tell(${JSON.stringify(message)})`);
      // Two frames: the message is handled, then painted. Highlighting runs when the page is idle.
      await page.evaluate(
        "harness.frame().then(harness.frame).then(() => new Promise((done) => requestIdleCallback(done)))",
      );
    },
    sent: () => page.evaluate("harness.sent.splice(0)"),
    stream: (text, pace = {}) => page.evaluate(`harness.stream(${JSON.stringify(text)}, ${JSON.stringify(pace)})`),
    reload: async () => {
      await page.reload();
      await listens();
    },
    problems: async () => [...errors, ...(await page.evaluate<string[]>("harness.violations.splice(0)"))],
  };
}
