import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ensureChromium } from "../../../scripts/testbed/chromium.mjs";
import { openPanel } from "./panelPage.ts";
import { servePanel, type ThemeName } from "./panelServer.ts";
import { askScenes } from "./askScenes.ts";
import { loopScenes } from "./loopScenes.ts";
import { noticeScenes } from "./noticeScenes.ts";
import { scenes } from "./scenes.ts";
import { workScenes } from "./workScenes.ts";

/**
 * Takes a screenshot of each scene in each theme and width: `npx tsx test/support/panel/shoot.ts [scene…]`, into
 * out/panel.
 */
const themes: ThemeName[] = ["dark", "light", "hc-dark", "hc-light"];
const widths = [240, 300, 700, 900];
const wanted = process.argv.slice(2);
const folder = "out/panel";

mkdirSync(folder, { recursive: true });
const server = await servePanel();
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  for (const theme of themes) {
    for (const width of widths) {
      const page = await openPanel(browser, server.url(theme), { width, height: 720 });
      for (const [name, messages] of Object.entries({
        ...scenes,
        ...noticeScenes,
        ...askScenes,
        ...loopScenes,
        ...workScenes,
      })) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        await page.show(messages);
        await page.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) });
      }
      const problems = await page.problems();
      if (problems.length > 0) process.stderr.write(`${theme} ${width}: ${problems.join("\n")}\n`);
      await page.page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
