import { join } from "node:path";
import { openHosts } from "../../support/editor/editorHost.ts";
import { checkout } from "../panelEditor.ts";

/** What was on screen when a test failed tells more than its error: each open editor is kept as a picture. */
afterEach(async function () {
  const test = this.currentTest;
  if (test?.state !== "failed") return;
  const name = test.fullTitle().replaceAll(/\W+/g, "-").slice(0, 120);
  for (const host of openHosts) {
    await host.screenshot(join(checkout, "out", "panel", `failed-${name}.png`)).catch(() => undefined);
  }
});
