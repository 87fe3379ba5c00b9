import assert from "node:assert/strict";
import { chromium, type Browser } from "playwright-core";
import { ensureChromium } from "../../../scripts/testbed/chromium.mjs";
import { openPanel, type PanelPage } from "../../support/panel/panelPage.ts";
import { type PanelServer, servePanel } from "../../support/panel/panelServer.ts";

/**
 * A fresh page of the panel, without an editor, for each test of the suite that calls it; a test whose page complained
 * fails.
 * @returns the page of the test that runs
 */
export function panelAlone(): () => PanelPage {
  let server: PanelServer;
  let browser: Browser;
  let panel: PanelPage;
  before(async () => {
    server = await servePanel();
    browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: ["--no-sandbox", "--disable-gpu"],
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    panel = await openPanel(browser, server.url("dark"), { width: 400, height: 700 });
  });
  afterEach(async () => {
    assert.deepEqual(await panel.problems(), []);
    await panel.page.context().close();
  });
  return () => panel;
}
