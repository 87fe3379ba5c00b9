import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { defaultKeys, inText, isAltGr, type Key, takenKeys } from "../../support/editor/defaultKeys.ts";
import { holds } from "../../support/editor/whenClause.ts";

describe("keys", () => {
  let defaults: Key[] = [];
  let ours: Key[] = [];
  before(async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    defaults = defaultKeys(text);
    const root = vscode.extensions.getExtension("gemma-code.gemma-code")?.extensionPath ?? "";
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      contributes: { keybindings: Key[] };
    };
    ours = manifest.contributes.keybindings;
  });

  it("of the editor's defaults were read", () => {
    assert.ok(defaults.length > 500, `${defaults.length} keys`);
    assert.ok(defaults.some(({ key, command }) => key === "escape" && command === "closeFindWidget"));
  });

  it("of the extension leave each default key its meaning where it has one", () => {
    const all = ours.flatMap(({ win, ...each }) => [each, ...(win === undefined ? [] : [{ ...each, key: win }])]);
    assert.deepEqual(takenKeys(defaults, all), []);
  });

  it("of the extension type no character on Windows", () => {
    const typing = ours.map(({ key, win = key }) => win).filter(isAltGr);
    assert.deepEqual(typing, []);
    assert.deepEqual(["ctrl+alt+e", "ctrl+shift+alt+2", "ctrl+alt+oem_4"].map(isAltGr), [true, true, true]);
    assert.deepEqual(["ctrl+alt+enter", "ctrl+alt+backspace", "shift+alt+e"].map(isAltGr), [false, false, false]);
  });

  it("of the extension have an effect on their own", () => {
    for (const { key, command, when } of ours)
      assert.ok(when === undefined || holds(when, inText), `${key} ${command}`);
  });
});
