import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultKeys, isAltGr, type Key, takenKeys } from "../../support/editor/defaultKeys.ts";
import { type EditorHost, openHost } from "../../support/editor/editorHost.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { checkout } from "../panelEditor.ts";

const engine = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
/** What browsers of the systems say they are, a key that only its default keys have, and which of ours it takes. */
const systems = [
  ["Windows", `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine}`, "ctrl+y redo", ({ win, key }: Key) => win ?? key],
  [
    "macOS",
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${engine}`,
    "shift+cmd+z redo",
    ({ mac, key }: Key) => mac ?? key,
  ],
] as const;

for (const [system, userAgent, own, keyOf] of systems) {
  describe(`keys on ${system}`, function () {
    this.timeout(120_000);
    let host: EditorHost;
    let defaults: Key[] = [];
    const folder = temporaryFolder("workspace");
    before(async () => {
      host = await openHost({ folder: folder.path, userAgent });
      const text = await host.inEditor(async (vscode) => {
        const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
        return (await vscode.workspace.openTextDocument(uri)).getText();
      });
      defaults = defaultKeys(text);
    });
    after(async () => {
      await host?.close();
      folder.remove();
    });

    it("of the extension leave each default key its meaning, and type no character", () => {
      assert.ok(
        defaults.some(({ key, command }) => `${key} ${command}` === own),
        "its own defaults were read",
      );
      const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
        contributes: { keybindings: Key[] };
      };
      const ours = manifest.contributes.keybindings.map((each) => ({ ...each, key: keyOf(each) }));
      assert.deepEqual(takenKeys(defaults, ours), []);
      assert.deepEqual(system === "Windows" ? ours.filter(({ key }) => isAltGr(key)) : [], []);
    });
  });
}
