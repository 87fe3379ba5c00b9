import assert from "node:assert/strict";
import type { Ask } from "../../../../src/agent/approval/ask.ts";
import { filesTouchedBy } from "../../../../src/agent/checkpoints/touched.ts";

const place = (path: string) => ({ path });
const cases: [name: string, ask: Ask, files: readonly string[] | "any"][] = [
  ["an edit", { kind: "edit", change: { path: "a", before: "1", after: "2" } }, ["a"]],
  [
    "several operations",
    {
      kind: "files",
      operations: [
        { type: "write", change: { path: "a", before: undefined, after: "2" } },
        { type: "move", from: place("b"), to: place("c") },
        { type: "move", from: place("d"), to: place("e/d"), files: [place("d/x"), place("d/y/z")] },
        { type: "delete", place: place("f"), bytes: 1, digest: "" },
        { type: "delete", place: place("g"), bytes: 1, digest: "", files: [place("g/x")] },
        { type: "make-folder", place: place("h") },
      ],
    },
    ["a", "b", "c", "d/x", "e/d/x", "d/y/z", "e/d/y/z", "f", "g/x"],
  ],
  ["a command", { kind: "command", command: "make", cwd: "." }, "any"],
  ["a task", { kind: "task", name: "build", runs: "make" }, "any"],
  ["a tool of others", { kind: "foreign-tool", server: "s", tool: "t", arguments: {} }, "any"],
  ["an address", { kind: "fetch", url: "https://example.com" }, []],
];

describe("the files that a call changes", () => {
  for (const [name, ask, files] of cases) it(`of ${name}`, () => assert.deepEqual(filesTouchedBy(ask), files));
});
