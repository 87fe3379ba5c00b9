import assert from "node:assert/strict";
import { runsOf, type TaskStep, tasksBefore } from "../../../../src/editor/agent/tasks/taskWords.ts";

const own = (label: string, line: string | undefined, more: Partial<TaskStep> = {}): TaskStep => ({
  label,
  source: "Workspace",
  line,
  ...more,
});
const all: TaskStep[] = [
  own("build", "tsc -p ."),
  own("clean", "rm -rf out"),
  own("all", undefined),
  own("loop", "echo loop"),
  { label: "test", source: "npm", line: "npm run test" },
  { label: "lint", source: "gulp", line: undefined },
];
const defined = [
  { label: "build", dependsOn: "clean" },
  { label: "clean" },
  { label: "all", dependsOn: ["build", "npm: test", { type: "npm", script: "nowhere" }] },
  { label: "loop", dependsOn: ["loop", "build"] },
  { label: 3 },
  null,
  "text",
];
const runs = (label: string): string =>
  runsOf(
    all.find((each) => each.label === label)!,
    all,
    defined,
  );

describe("what a task runs", () => {
  it("has all tasks before it, in order", () => {
    assert.equal(runs("clean"), "rm -rf out");
    assert.equal(runs("build"), "rm -rf out\ntsc -p .");
    assert.equal(runs("all"), 'rm -rf out\ntsc -p .\nnpm run test\n(the task "nowhere", which is not known)');
  });
  it("says where an extension decides", () => {
    assert.equal(runs("lint"), '(what the extension for "gulp" decides)');
  });
  it("ends where tasks name each other", () => {
    assert.equal(runs("loop"), "rm -rf out\ntsc -p .\necho loop");
  });
  it("shows folder and variables", () => {
    const step = own("serve", "vite", { cwd: "/srv/web", env: { PORT: "80", NODE_OPTIONS: "--require ./x.js" } });
    assert.equal(runsOf(step, [], undefined), "PORT=80 NODE_OPTIONS=--require ./x.js vite   (in /srv/web)");
  });
  it("takes any form of tasks.json", () => {
    for (const odd of [undefined, null, "x", 3, {}, [[]], [{ label: "a", dependsOn: 3 }]])
      assert.deepEqual(tasksBefore("a", odd), []);
  });
});
