import assert from "node:assert/strict";
import type { Ask, AskingCall } from "../../../../src/agent/approval/ask.ts";
import { riskOfOperation } from "../../../../src/agent/approval/changeRisk.ts";
import type { FileOperation, Risk } from "../../../../src/agent/transcript/turnEvent.ts";
import * as judge from "../../../../src/agent/approval/command/decideCommand.ts";
import {
  covers,
  parseRules,
  plainPolicy,
  type Rule,
  ruleFor,
  verdict as verdictOf,
} from "../../../../src/agent/approval/rules.ts";

const verdict = (call: AskingCall, rules: readonly Rule[]) => verdictOf(call, rules, { judge, policy: plainPolicy });
const edit = (path: string, after = "x"): Ask => ({ kind: "edit", change: { path, before: "", after } });
const command = (text: string, cwd = "/w"): Ask => ({ kind: "command", command: text, cwd });
const fetch = (url: string): Ask => ({ kind: "fetch", url });
const foreign = (args: Record<string, unknown>, tool = "close", server = "jira"): Ask => ({
  kind: "foreign-tool",
  server,
  tool,
  arguments: args,
});
const outside = (path: string): Ask => ({ kind: "read-outside", path });
const by = (ask: Ask, tool = "tool"): AskingCall => ({ tool, ask });

/** What was allowed, what that covers too, and what it does not. */
const table: [name: string, allowed: AskingCall, covered: AskingCall[], other: AskingCall[]][] = [
  [
    "an edit, by the name of its tool",
    by(edit("a.ts"), "edit_file"),
    [by(edit("b.ts"), "edit_file"), by(edit("a.ts", "y"), "edit_file")],
    [by(edit("a.ts"), "create_file"), by(command("edit_file"), "edit_file"), by(outside("a.ts"), "edit_file")],
  ],
  [
    "a command, word for word in its folder",
    by(command("npm test"), "run"),
    [by(command("npm test"), "other name")],
    [
      by(command("npm test && rm -rf /"), "run"),
      by(command("npm  test"), "run"),
      by(command("npm test\n"), "run"),
      by(command("NPM test"), "run"),
      by(command("npm test", "/"), "run"),
      by(command("npm tеst"), "run"),
      by(edit("a.ts"), "run"),
    ],
  ],
  [
    "an address, as it stands",
    by(fetch("https://example.com/a?b=1")),
    [],
    [
      by(fetch("https://example.com/a")),
      by(fetch("https://example.com/a?b=1#c")),
      by(fetch("http://example.com/a?b=1")),
      by(fetch("https://example.com.evil.org/a?b=1")),
    ],
  ],
  [
    "a tool of another server, with this input in whatever order",
    by(foreign({ issue: 3, as: { by: "me", at: [1, 2] } })),
    [by(foreign({ as: { at: [1, 2], by: "me" }, issue: 3 }))],
    [
      by(foreign({ issue: 4, as: { by: "me", at: [1, 2] } })),
      by(foreign({ issue: 3, as: { by: "me", at: [2, 1] } })),
      by(foreign({ issue: "3", as: { by: "me", at: [1, 2] } })),
      by(foreign({ issue: 3 })),
      by(foreign({ issue: 3, as: { by: "me", at: [1, 2] } }, "reopen")),
      by(foreign({ issue: 3, as: { by: "me", at: [1, 2] } }, "close", "other")),
    ],
  ],
  [
    "a file outside, by its path",
    by(outside("/etc/hosts")),
    [],
    [by(outside("/etc/hosts.allow")), by(outside("/etc/../etc/hosts")), by(outside("/ETC/hosts"))],
  ],
];

describe("a standing consent covers what the user saw", () => {
  for (const [name, allowed, covered, other] of table) {
    it(name, () => {
      const rules: Rule[] = [ruleFor(allowed)];
      assert.deepEqual(verdict(allowed, []), { decision: "ask" });
      for (const call of [allowed, ...covered]) assert.deepEqual(verdict(call, rules), { decision: "allow" });
      for (const call of other) assert.deepEqual(verdict(call, rules), { decision: "ask" }, JSON.stringify(call));
      for (const [, call] of table) assert.equal(covers(rules[0]!, call), call === allowed);
      assert.deepEqual(parseRules(JSON.parse(JSON.stringify(rules))), rules, "it is read as it was written");
    });
  }
});

describe("calls that can't be allowed", () => {
  const forbidden: Ask[] = [
    command(" \n"),
    fetch("file:///etc/passwd"),
    fetch("javascript:alert(1)"),
    fetch("data:text/html,x"),
    fetch("//example.com"),
    fetch("example.com"),
    fetch("ftp://example.com"),
    fetch("https://github.com@evil.org/"),
    fetch("https://me:secret@example.com/"),
  ];
  for (const ask of forbidden) {
    it(JSON.stringify(ask), () => {
      const ruled = verdict(by(ask), [ruleFor(by(ask))]);
      assert.equal(ruled.decision, "deny");
      assert.match(ruled.reason, /\.$/);
    });
  }
});

describe("stored rules", () => {
  it("that version 0.1.0 stored as names of tools allow only edits", () => {
    const rules = parseRules(["edit_file", "run"]);
    assert.equal(verdict(by(edit("a.ts"), "edit_file"), rules).decision, "allow");
    assert.equal(verdict(by(edit("a.ts"), "create_file"), rules).decision, "ask");
    assert.equal(verdict(by(command("npm test"), "run"), rules).decision, "ask");
    assert.equal(verdict(by(foreign({}, "edit_file"), "edit_file"), rules).decision, "ask");
  });

  it("that are invalid are ignored", () => {
    const whole: Rule = { kind: "command", command: "npm test", cwd: "/w" };
    const stored = [null, 3, {}, { kind: "command", command: "npm test" }, { kind: "all" }, [], whole];
    assert.deepEqual(parseRules(stored), [whole]);
    for (const none of [undefined, null, "edit_file", { 0: "edit_file" }, 7]) assert.deepEqual(parseRules(none), []);
  });
});

describe("several operations on files", () => {
  const write = (path: string): FileOperation => ({ type: "write", change: { path, before: "a\n", after: "b\n" } });
  const move = (from: string, to: string, files?: string[]): FileOperation => ({
    type: "move",
    from: { path: from },
    to: { path: to },
    ...(files && { files: files.map((path) => ({ path })) }),
  });
  const make = (path: string): FileOperation => ({ type: "make-folder", place: { path } });
  const remove = (path: string, files?: string[]): FileOperation => ({
    type: "delete",
    place: { path },
    bytes: 1,
    digest: "d",
    ...(files && { files: files.map((each) => ({ path: each })) }),
  });
  const calling = (...operations: FileOperation[]): AskingCall => ({
    tool: "change",
    ask: { kind: "files", operations },
  });

  it("are judged by every place: source and target of a move, and all files of a folder", () => {
    const rows: [FileOperation, Risk | undefined][] = [
      [write("src/a.ts"), undefined],
      [write(".vscode/tasks.json"), "editor"],
      [move("a.yml", ".github/workflows/a.yml"), "ci"],
      [move(".github/workflows/a.yml", "a.yml"), "ci"],
      [move("tools", "src/tools", ["tools/a.ts"]), undefined],
      [move("ci", ".github", ["ci/build.yml"]), "ci"],
      [move("bundle", "lib", ["bundle/a.ts", "bundle/.husky/pre-commit"]), "repository"],
      [move("draft.json", "package.json"), "program"],
      [move("x", "y", ["x/package.json"]), "program"],
      [move("id", ".ssh/id"), "hidden"],
      [remove("src/a.ts"), undefined],
      [remove("AGENTS.md"), "agent"],
      [remove("conf", ["conf/a.txt", "conf/.env"]), "environment"],
      [make("src/new"), undefined],
      [make(".github/workflows"), "ci"],
    ];
    for (const [operation, risk] of rows) assert.equal(riskOfOperation(operation), risk, JSON.stringify(operation));
  });

  it("are judged by the places of the workspace's own folder", () => {
    const inGitHub = { path: "a.yml", judged: ".github/workflows/a.yml" };
    assert.equal(riskOfOperation({ type: "delete", place: inGitHub, bytes: 1, digest: "d" }), "ci");
    assert.equal(riskOfOperation({ type: "move", from: inGitHub, to: { path: "b.yml" } }), "ci");
  });

  it("are allowed by a rule for the tool and kinds, and never for a deletion or a file that programs obey", () => {
    const rule = ruleFor(calling(write("a.ts"), move("b.ts", "c.ts")));
    const rows: [AskingCall, "allow" | "ask"][] = [
      [calling(write("other.ts")), "allow"],
      [calling(move("x.ts", "y.ts"), write("y.ts")), "allow"],
      [calling(make("new")), "ask"],
      [calling(write("a.ts"), make("new")), "ask"],
      [calling(remove("a.ts")), "ask"],
      [calling(write("a.ts"), remove("b.ts")), "ask"],
      [calling(write("a.ts"), write(".vscode/settings.json")), "ask"],
      [calling(move("a.ts", ".git/hooks/pre-commit")), "ask"],
      [{ ...calling(write("a.ts")), tool: "another" }, "ask"],
    ];
    for (const [call, decision] of rows) assert.equal(verdict(call, [rule]).decision, decision, JSON.stringify(call));
    assert.equal(verdict(calling(remove("a.ts")), [ruleFor(calling(remove("a.ts")))]).decision, "ask");
    assert.equal(verdict(calling(write("a.ts")), [{ kind: "edit", tool: "change" }]).decision, "ask");
    assert.deepEqual(parseRules(JSON.parse(JSON.stringify([rule]))), [rule]);
  });
});
