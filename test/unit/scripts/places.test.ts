import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { placesToTouch } from "../../../scripts/lib/places.mjs";

const { commands, messages } = placesToTouch();
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
});
