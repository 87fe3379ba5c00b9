import assert from "node:assert/strict";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { TurnInstructions } from "../../../src/agent/context/instructions/turnInstructions.ts";
import { emptyTranscript, record } from "../../../src/agent/transcript/transcript.ts";
import { PromptCommands } from "../../../src/editor/agent/instructions/promptCommands.ts";
import { WorkspaceInstructions } from "../../../src/editor/agent/instructions/workspaceInstructions.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { Scratch } from "../editing.ts";

const asked = { type: "asked", id: "q", at: 1, mode: "agent", text: "", prompt: "", chips: [] } as const;

describe("instruction files of the workspace", () => {
  let scratch: Scratch;
  const outside = temporaryFolder("instructions-outside");
  const port = new WorkspaceInstructions();
  const scoped = ".github/instructions/ours.instructions.md";
  before(() => {
    scratch = new Scratch("instructions-suite");
    scratch.write("AGENTS.md", "Inner.");
    scratch.write("deep/a.ts", "a");
    scratch.write(`../${scoped}`, "---\napplyTo: instructions-suite/**/*.ts\n---\nTypes.");
    scratch.write("../.agents/skills/ours/SKILL.md", "---\nname: ours\ndescription: Ours.\n---\nBody.");
    writeFileSync(join(outside.path, "CLAUDE.md"), "From outside.");
    symlinkSync(join(outside.path, "CLAUDE.md"), scratch.at("CLAUDE.md"));
  });
  after(async () => {
    rmSync(scratch.at(`../${scoped}`));
    rmSync(scratch.at("../.agents"), { recursive: true });
    await scratch.remove();
    outside.remove();
  });

  it("join with the first file there, and none is read through a link that leads outside", async () => {
    const turn = new TurnInstructions(port);
    const transcript = record(emptyTranscript, asked);
    await turn.ofQuestion(transcript, [], true, undefined);
    const files = await turn.ofPaths(transcript, [scratch.at("deep/a.ts"), "../elsewhere.ts"], undefined);
    assert.deepEqual(files, [
      { path: "instructions-suite/AGENTS.md", text: "Inner." },
      { path: scoped, text: "Types." },
    ]);
  });

  it("include the list of skills", async () => {
    const files = await new TurnInstructions(port).ofQuestion(record(emptyTranscript, asked), [], true, undefined);
    const text = ".agents/skills/ours/SKILL.md: Ours.";
    assert.deepEqual(files.at(-1), { path: "Skills", text, isSkills: true });
  });

  it("are read with unsaved changes, and secrets are not", async () => {
    const editor = await scratch.show("AGENTS.md");
    await editor.edit((edit) => edit.insert(editor.document.positionAt(0), "Unsaved. "));
    assert.equal(await port.read("instructions-suite/AGENTS.md"), "Unsaved. Inner.");
    scratch.write(".env", "KEY=1");
    assert.equal(await port.read("instructions-suite/.env"), undefined);
  });
});

describe("prompt files of the workspace", () => {
  let scratch: Scratch;
  const name = ".github/prompts/suite-review.prompt.md";
  before(() => {
    scratch = new Scratch("prompts-suite");
    scratch.write(`../${name}`, "---\ndescription: Reviews.\nagent: ask\n---\nReview ${file}: ${selection}");
  });
  after(async () => {
    rmSync(scratch.at(`../${name}`));
    await scratch.remove();
  });

  it("are commands, filled in from the active editor, and follow the files", async () => {
    const commands = new PromptCommands(new WorkspaceInstructions());
    scratch.write("a.ts", "const a = 1;\n");
    const editor = await scratch.show("a.ts");
    editor.selection = new vscode.Selection(0, 6, 0, 7);
    assert.deepEqual(await commands.expand("/suite-review carefully"), {
      prompt: "Review prompts-suite/a.ts: a\n\ncarefully",
      onlyAnswers: true,
    });
    assert.equal(await commands.expand("/other"), undefined);
    await commands.read();
    assert.ok(commands.all.some((each) => each.name === "suite-review"));
    scratch.write(`../${name}`, "Again.");
    assert.deepEqual(await commands.expand("/suite-review"), { prompt: "Again.", onlyAnswers: false });
  });
});
