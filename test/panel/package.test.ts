import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/lib/run.mjs";
import { ensureEditor } from "../../scripts/testbed/editor.mjs";
import { type EditorHost, openHost } from "../support/editor/editorHost.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { checkout } from "./panelEditor.ts";

describe("the package", function () {
  this.timeout(180_000);
  let scratch: string;
  let remove: (() => void) | undefined;
  let installed: string;
  let host: EditorHost | undefined;
  before(async () => {
    ({ path: scratch, remove } = temporaryFolder("installed"));
    const [line = ""] = (await run(process.execPath, [join(checkout, "scripts/package.mjs")])).split(":");
    installed = join(scratch, "extensions");
    const { node, serverMain } = await ensureEditor();
    const folders = ["--extensions-dir", installed, "--server-data-dir", join(scratch, "data")];
    const terms = "--accept-server-license-terms";
    await run(node, [serverMain, terms, ...folders, "--install-extension", join(checkout, line)]);
  });
  after(async () => {
    await host?.close();
    remove?.();
  });

  it("holds the product and nothing of the checkout", () => {
    const [name = "", ...others] = readdirSync(installed).filter((entry) => entry.startsWith("gemma-code."));
    assert.deepEqual(others, []);
    const top = readdirSync(join(installed, name)).filter((entry) => !entry.startsWith("."));
    const wanted = ["LICENSE.txt", "changelog.md", "dist", "media", "package.json", "readme.md"];
    assert.deepEqual(top.sort(), wanted);
    const sources = readdirSync(join(installed, name), { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      sources.filter((file) => /\.(tsx?|map)$/.test(file)),
      [],
    );
  });

  it("is installed by the editor, starts and opens its panel", async () => {
    const folder = join(scratch, "workspace");
    cpSync(join(checkout, "samples"), folder, { recursive: true });
    host = await openHost({ folder, extensionsDir: installed });
    const path = await host.inEditor(
      (vscode) => vscode.extensions.getExtension("gemma-code.gemma-code")?.extensionPath,
    );
    assert.ok(path?.startsWith(installed), `loaded from ${path}`);
    await host.palette("Gemma: Open Chat");
    const panel = await host.webview("button");
    await panel.locator("button").first().waitFor({ state: "visible" });
  });
});
