import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { presetIds } from "../../../src/providers/presets/presets.ts";
import { placesToTouch } from "../../../scripts/lib/places.mjs";

const { commands, messages, tools, providers, events } = placesToTouch();
const beyond = (places: ReadonlyMap<string, ReadonlySet<string>>, most: number) =>
  [...places].filter(([, files]) => files.size > most).map(([name, files]) => `${name}: ${[...files].join(", ")}`);

describe("places to touch", () => {
  it("for a command: its row, its function and the manifest", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    const contributed = manifest.contributes.commands.map((each: { command: string }) => each.command);
    assert.deepEqual([...commands.keys()].sort(), contributed.sort());
    assert.deepEqual(beyond(commands, 3), []);
  });

  it("for a message of the panel: its schema and its handler", () => {
    assert.ok(messages.has("show-usage") && messages.has("focus"));
    assert.deepEqual(
      [...messages].filter(([, files]) => files.size === 1),
      [],
      "declared and handled",
    );
    assert.deepEqual(beyond(messages, 2), []);
  });

  it("for a tool: its file and the list", () => {
    assert.ok(tools.has("list_dir") && tools.has("edit_file"));
    assert.deepEqual(
      [...tools].filter(([, files]) => files.size === 1),
      [],
      "written and listed",
    );
    assert.deepEqual(beyond(tools, 2), []);
  });

  it("for a provider: its row and its entry in the table", () => {
    assert.deepEqual([...providers.keys()].sort(), [...presetIds].sort());
    assert.deepEqual(beyond(providers, 2), []);
  });

  it("for an event of a turn: its schema and its case in the reducer", () => {
    assert.ok(events.has("asked") && events.has("tool-ended"));
    const reducer = "src/agent/transcript/transcript.ts";
    const unread = [...events].filter(([, files]) => !files.has(reducer) || files.size < 2);
    assert.deepEqual(unread, []);
    // The rest need no more; a few also have a state of their own, are joined, or start and end something elsewhere.
    assert.equal(events.get("thought-timed")?.size, 2);
  });
});
