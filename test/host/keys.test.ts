import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Contexts, holds, situations } from "../support/whenClause.ts";

type Key = { key: string; win?: string; command: string; when?: string };

/** Ctrl+Alt with a sign is AltGr on Windows, where it types a character in many layouts. */
const isAltGr = (key: string): boolean => /^ctrl\+(?:shift\+)?alt\+(?:shift\+)?(?:\S|oem_\w+)$/.test(key);

/** The caret stands in the text of an editor, with all of ours going on that a key of ours could mean. */
const inText: Contexts = {
  editorTextFocus: true,
  editorFocus: true,
  editorIsOpen: true,
  textInputFocus: true,
  inputFocus: true,
  "gemma.refactorWriting": true,
  "gemma.proposalOpen": true,
  "gemma.proposalHere": true,
};

/** Contexts of a focus that is somewhere else than in an editor's text, or of another kind of editor. */
const isElsewhere = (key: string): boolean =>
  (/(?:Focus|Focused|FocusInAny|HasFocus|LineSelected|ToolbarVisible)$/.test(key) && !(key in inText)) ||
  /^(?:terminal[A-Z]|scm[A-Z]|accessibleView)/.test(key) ||
  /^(?:in[A-Z]\w*|focusedView|view|activeEditor|isInOutput)$/.test(key.replace(/^inSnippetMode$/, ""));

/** Default keys that give way to ours on purpose. */
const givenUp: Readonly<Record<string, string>> = {
  "ctrl+alt+backspace editor.action.removeBrackets":
    "at a proposal the key undoes it; elsewhere the command does the same",
  "escape cancelSelection": "a refactor mostly begins with a selection",
  "escape workbench.action.hideComment": "the comment beside the code is the refactor's own thread",
  "escape editor.action.cancelSelectionAnchor": "an anchor set before is no widget",
};

describe("keys", () => {
  let defaults: Key[] = [];
  let ours: Key[] = [];
  before(async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const rules = /\{\s*"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"(?:,\s*"when":\s*"([^"]+)")?/g;
    defaults = [...text.matchAll(rules)]
      .map(([, key = "", command = "", when]) => ({ key, command, ...(when !== undefined && { when }) }))
      .filter(({ command }) => !command.startsWith("gemma."));
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

  it("of ours leave each default key its meaning wherever it has one", () => {
    const taken: string[] = [];
    const all = ours.flatMap(({ win, ...each }) => [each, ...(win === undefined ? [] : [{ ...each, key: win }])]);
    for (const { key, command, when = "" } of all) {
      for (const other of defaults.filter((each) => each.key === key)) {
        for (const { contexts, not } of situations(other.when ?? "editorTextFocus")) {
          const given = { ...inText, ...contexts };
          const isPossible = !not.some((each) => given[each] === true) && !Object.keys(contexts).some(isElsewhere);
          const isTaken = isPossible && (when === "" || holds(when, given));
          if (isTaken && !(`${key} ${other.command}` in givenUp)) {
            taken.push(`${key}: ${command} instead of ${other.command} when ${other.when ?? "ever"}`);
          }
        }
      }
    }
    assert.deepEqual(taken, []);
  });

  it("of ours type no character on Windows", () => {
    const typing = ours.map(({ key, win = key }) => win).filter(isAltGr);
    assert.deepEqual(typing, []);
    assert.deepEqual(["ctrl+alt+e", "ctrl+shift+alt+2", "ctrl+alt+oem_4"].map(isAltGr), [true, true, true]);
    assert.deepEqual(["ctrl+alt+enter", "ctrl+alt+backspace", "shift+alt+e"].map(isAltGr), [false, false, false]);
  });

  it("of ours mean something where they are pressed alone", () => {
    for (const { key, command, when } of ours)
      assert.ok(when === undefined || holds(when, inText), `${key} ${command}`);
  });
});
