import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { manifestContributes } from "../../src/editor/contributes.ts";
import { presetIds } from "../../src/providers/presets/presets.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { commands, menus, keybindings, configuration } = manifest.contributes;

describe("the manifest", () => {
  it("contributes what the features contribute; `npm run manifest` writes it", () => {
    assert.deepEqual(manifest.contributes, JSON.parse(JSON.stringify(manifestContributes())));
  });

  it("names only contributed commands in menus and keys", () => {
    const rows = [...Object.values(menus).flat(), ...keybindings] as { command?: string }[];
    const contributed = new Set(commands.map((each: { command: string }) => each.command));
    for (const { command } of rows) if (command) assert.ok(contributed.has(command), command);
  });

  it("has a use in the code for every setting, and a setting for every use", () => {
    const settings = Object.keys(configuration.properties).map((key) => key.replace(/^gemma\./, ""));
    // Some are read at the start, where settings.ts with its schemas is not loaded.
    const readers = [
      "src/editor/core/settings/settings.ts",
      "src/editor/core/settings/answeringSettings.ts",
      "src/editor/agent/terminal/workspaceCommands.ts",
      "src/editor/chat/consent/userCommands.ts",
      "src/editor/explain/hoverLink.ts",
      "src/editor/welcome/firstStart.ts",
    ];
    const reader = readers.map((path) => readFileSync(path, "utf8")).join("\n");
    const used = [
      ...reader.matchAll(/(?:config\.get(?:<[^>]*>)?|optional|text|number|own|validSetting)\(\s*"([\w.]+)"/g),
    ].map((match) => match[1]);
    assert.deepEqual(new Set(used), new Set(settings));
  });

  it("describes every setting and gives it a default", () => {
    for (const [key, setting] of Object.entries<Record<string, unknown>>(configuration.properties)) {
      assert.ok("default" in setting && typeof setting.markdownDescription === "string", key);
    }
  });

  it("keeps the settings that send a key somewhere out of a folder's reach", () => {
    for (const key of [
      "gemma.baseUrl",
      "gemma.openrouter",
      "gemma.runware",
      "gemma.extraBody",
      "gemma.headers",
      "gemma.fallbackModels",
      "gemma.embedded.modelFile",
      "gemma.embedded.mirror",
    ]) {
      assert.ok(["application", "machine"].includes(configuration.properties[key].scope), key);
    }
  });

  it("takes every provider as a fallback model, with a model's name of any form, and nobody else", () => {
    const { pattern } = configuration.properties["gemma.fallbackModels"].items;
    const takes = (entry: string) => new RegExp(pattern).test(entry);
    for (const id of ["embedded", ...presetIds]) assert.ok(takes(id) && takes(`${id}/google/gemma-4:free`), id);
    for (const entry of ["", "nobody/gemma", "ollama/", "openrouterx", "/gemma"]) assert.ok(!takes(entry), entry);
  });

  it("runs no code at install time", () => {
    for (const script of ["preinstall", "install", "postinstall"]) assert.equal(manifest.scripts[script], undefined);
  });
});
