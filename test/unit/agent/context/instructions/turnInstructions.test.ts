import assert from "node:assert/strict";
import { runTurn } from "../../../../../src/agent/loop/runTurn.ts";
import { readFile } from "../../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../../src/agent/transcript/turnEvent.ts";
import type { Message } from "../../../../../src/model/message.ts";
import type { ModelEvent } from "../../../../../src/model/model.ts";
import { allowAll } from "../../../support/approvals.ts";
import { memoryInstructions } from "../../../support/memoryInstructions.ts";
import { memoryWorkspace } from "../../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../../support/scriptedModel.ts";
import { turnPolicy } from "../../../support/turnPolicy.ts";

const answer: ModelEvent[] = [text("Fine."), done()];
const read = (path: string, id = path): ModelEvent[] => [...call(id, "read_file", { path }), done("tool-calls")];
const sources = { "a.ts": "A", "src/b.ts": "B", "src/deep/c.ts": "C", "src/deep/d.py": "D", "web/e.tsx": "E" };

type Bed = { files?: Record<string, string>; roots?: string[]; window?: number };

/** A chat whose questions are played one after another. */
function chat({ files = {}, roots, window }: Bed) {
  const instructions = new Map(Object.entries(files));
  const port = memoryInstructions(instructions, roots);
  const workspace = memoryWorkspace(sources);
  let transcript: Transcript = emptyTranscript;
  const requests: Message[][] = [];
  const add = (event: TurnEvent) => (transcript = record(transcript, event));
  return {
    instructions,
    add,
    requests,
    reads: port.reads,
    get transcript() {
      return transcript;
    },
    async ask(answers: ModelEvent[][], paths: readonly string[] = []) {
      const model = scriptedModel(...answers);
      const info = { ...model.info, ...(window !== undefined && { contextTokens: window }) };
      const chips = paths.map((path) => ({ label: path, path }));
      const turn = runTurn(
        {
          opening: { type: "asked", id: `q${requests.length}`, at: 1, mode: "agent", text: "go", prompt: "go", chips },
          transcript,
          profile: async () => ({ model: { ...model, info }, tools: [readFile(workspace)], system: "S", sampling: {} }),
          policy: turnPolicy(),
          approvals: allowAll,
          instructions: port,
          maxSteps: 6,
          now: () => 1,
        },
        new AbortController().signal,
      );
      for await (const event of turn) add(event);
      requests.push(...model.requests.map(({ messages }) => [...messages]));
      const last = turnsOf(transcript).at(-1)!;
      assert.deepEqual(last.outcome, { type: "answered" });
      return (last.instructions ?? []).flatMap((each) => each.files.map(({ path }) => path));
    },
  };
}

const told = (messages: readonly Message[] = []): string[] =>
  messages.map(
    ({ role, parts }) => `${role}: ${parts.map((part) => ("text" in part ? part.text : part.type)).join(" ")}`,
  );
const of = (path: string, words: string) => `Instructions of ${path}:\n${words}\n(End of ${path}.)`;

describe("instruction files in a conversation", () => {
  it("follow the system prompt, those of the whole workspace in order", async () => {
    const bed = chat({
      files: {
        "CLAUDE.md": "c",
        "AGENTS.md": "a\n",
        ".github/copilot-instructions.md": "g",
        ".claude/CLAUDE.md": "cc",
      },
    });
    await bed.ask([answer]);
    const all = [
      of(".github/copilot-instructions.md", "g"),
      of("AGENTS.md", "a"),
      of("CLAUDE.md", "c"),
      of(".claude/CLAUDE.md", "cc"),
    ];
    assert.deepEqual(told(bed.requests[0]), [`system: ${["S", ...all].join("\n\n")}`, "user: go"]);
  });

  it("are none in a workspace that is not trusted, and none without files", async () => {
    for (const bed of [chat({ files: { "AGENTS.md": "a" }, roots: [] }), chat({})]) {
      assert.deepEqual(await bed.ask([read("src/b.ts"), answer]), []);
      assert.deepEqual(told(bed.requests[1]), ["system: S", "user: go", "assistant: tool-call", "tool: B"]);
    }
  });

  it("leave out copies, and files that only point to another", async () => {
    const bed = chat({
      files: { "AGENTS.md": "same", "CLAUDE.md": "@AGENTS.md", ".github/copilot-instructions.md": "same" },
    });
    assert.deepEqual(await bed.ask([answer]), [".github/copilot-instructions.md"]);
    assert.deepEqual(await bed.ask([answer]), []);
  });

  it("of inner folders join with the first file there, each once", async () => {
    const bed = chat({
      files: { "AGENTS.md": "root", "src/AGENTS.md": "src", "src/deep/CLAUDE.md": "deep", "web/AGENTS.md": "web" },
    });
    assert.deepEqual(await bed.ask([read("a.ts"), read("src/deep/c.ts"), read("src/b.ts"), answer]), [
      "AGENTS.md",
      "src/AGENTS.md",
      "src/deep/CLAUDE.md",
    ]);
    assert.deepEqual(told(bed.requests[3]).slice(2), [
      "assistant: tool-call",
      "tool: A",
      "assistant: tool-call",
      `tool: C\n\n${of("src/AGENTS.md", "src")}\n\n${of("src/deep/CLAUDE.md", "deep")}`,
      "assistant: tool-call",
      "tool: B",
    ]);
    assert.deepEqual(await bed.ask([read("src/b.ts"), answer]), []);
  });

  it("of inner folders join with the question if a file there is attached", async () => {
    const bed = chat({ files: { "src/AGENTS.md": "src" } });
    assert.deepEqual(await bed.ask([answer], ["src/b.ts"]), ["src/AGENTS.md"]);
  });

  const scoped: [applyTo: string, path: string, joins: boolean][] = [
    ["**/*.ts", "src/b.ts", true],
    ["**/*.ts", "src/deep/d.py", false],
    ["**/*.ts,**/*.tsx", "web/e.tsx", true],
    ["'src/**, web/**'", "web/e.tsx", true],
    ["**/*.{ts,tsx}", "web/e.tsx", true],
    ["[src/deep/**, web/**]", "src/deep/d.py", true],
    ["src/*.ts", "src/deep/c.ts", false],
    ["*.py", "src/deep/d.py", true],
    ["", "a.ts", false],
    ["{".repeat(400), "a.ts", false],
  ];
  for (const [applyTo, path, joins] of scoped) {
    it(`with applyTo ${applyTo.slice(0, 30)} ${joins ? "join" : "don't join"} with ${path}`, async () => {
      const name = ".github/instructions/x.instructions.md";
      const bed = chat({ files: { [name]: `---\napplyTo: ${applyTo}\n---\nRule.` } });
      assert.deepEqual(await bed.ask([read(path), answer]), joins ? [name] : []);
    });
  }

  it("that hold for all files join at once; those without applyTo do not", async () => {
    const folder = ".github/instructions";
    const bed = chat({
      files: {
        [`${folder}/all.instructions.md`]: '---\napplyTo: "**"\n---\nRule.',
        [`${folder}/none.instructions.md`]: "Other rule.",
      },
    });
    assert.deepEqual(await bed.ask([read("a.ts"), answer]), [`${folder}/all.instructions.md`]);
  });

  it("belong to their own workspace folder", async () => {
    const bed = chat({
      files: {
        "one/AGENTS.md": "one",
        "src/AGENTS.md": "src",
        "web/.github/instructions/x.instructions.md": "---\napplyTo: e.tsx\n---\nweb",
        "src/deep/AGENTS.md": "deep",
      },
      roots: ["one/", "src/", "web/"],
    });
    assert.deepEqual(await bed.ask([read("web/e.tsx"), read("src/deep/c.ts"), answer]), [
      "one/AGENTS.md",
      "src/AGENTS.md",
      "web/.github/instructions/x.instructions.md",
      "src/deep/AGENTS.md",
    ]);
  });

  it("that changed are told with the next question, and the beginning stays the same", async () => {
    const bed = chat({ files: { "AGENTS.md": "old", "CLAUDE.md": "stays", "src/AGENTS.md": "inner" } });
    await bed.ask([read("src/b.ts"), answer]);
    bed.instructions.set("AGENTS.md", "new").set("src/AGENTS.md", "inner 2");
    assert.deepEqual(await bed.ask([answer]), ["AGENTS.md", "src/AGENTS.md"]);
    const [, before, after] = bed.requests.map(told);
    assert.deepEqual(after?.slice(0, before!.length), before);
    assert.equal(after?.at(-1), `user: ${of("AGENTS.md", "new")}\n\n${of("src/AGENTS.md", "inner 2")}\n\ngo`);
    assert.deepEqual(await bed.ask([answer]), []);
    bed.instructions.delete("AGENTS.md");
    assert.deepEqual(await bed.ask([answer]), ["AGENTS.md"]);
    assert.match(
      told(bed.requests.at(-1)).at(-1) ?? "",
      /^user: The instructions of AGENTS.md are gone and hold no longer\./,
    );
    assert.deepEqual(await bed.ask([answer]), []);
  });

  it("survive a summary: the first question's at the beginning, inner ones when they are touched again", async () => {
    const bed = chat({ files: { "AGENTS.md": "root", "src/AGENTS.md": "inner" } });
    await bed.ask([read("src/b.ts"), answer]);
    bed.add({ type: "compacted", through: "q0", summary: "They read." });
    assert.deepEqual(await bed.ask([read("src/b.ts"), answer]), ["src/AGENTS.md"]);
    assert.match(told(bed.requests.at(-1))[0] ?? "", /Instructions of AGENTS\.md/);
  });

  it("are read again when the first question is asked again", async () => {
    const bed = chat({ files: { "AGENTS.md": "old" } });
    await bed.ask([answer]);
    bed.add({ type: "rewound", to: "q0" });
    bed.instructions.set("AGENTS.md", "new");
    await bed.ask([answer]);
    assert.equal(told(bed.requests[1])[0], `system: S\n\n${of("AGENTS.md", "new")}`);
  });

  it("are cut to what a chat and a small window have room for, and the cut is told", async () => {
    const long = "A rule of many words.\n".repeat(2000);
    const bed = chat({ files: { "AGENTS.md": long, "CLAUDE.md": `${long}more` } });
    await bed.ask([answer]);
    const [system] = told(bed.requests[0]);
    assert.ok(system!.length < 16_500 && system!.length > 14_000, String(system?.length));
    assert.match(system!, /\(Cut here, after 9987 of 43999 characters\. Read AGENTS\.md for the rest\.\)/);
    const small = chat({ files: { "AGENTS.md": long }, window: 4096 });
    await small.ask([answer]);
    assert.ok(told(small.requests[0])[0]!.length < 2500);
    assert.deepEqual(await small.ask([answer]), []);
  });

  it("with broken front matter are used, and the user is told", async () => {
    const path = ".github/instructions/x.instructions.md";
    const bed = chat({ files: { [path]: '---\napplyTo: "**"\nwhat is this\n---\nRule.' } });
    assert.deepEqual(await bed.ask([answer]), [path]);
    assert.deepEqual(turnsOf(bed.transcript)[0]?.notices, [
      `${path} is not used as it is meant: line 3 of its front matter can't be read.`,
    ]);
  });

  it("list skills by their files, with what they are for", async () => {
    const files = {
      ".github/skills/pdf/SKILL.md": "---\nname: pdf\ndescription: >\n  Fills forms\n  of PDFs.\n---\nLong body.",
      ".claude/skills/talk/SKILL.md": `---\ndescription: ${"Speak. ".repeat(80)}\n---\nBody`,
      ".agents/skills/mute/SKILL.md": "No front matter.",
    };
    const bed = chat({ files });
    assert.deepEqual(await bed.ask([answer]), ["Skills"]);
    const [system] = told(bed.requests[0]);
    const [, head, talk, pdf] = system!.split(/\n+/);
    assert.equal(head, "Skills of the workspace. If a task fits one, first read its file:");
    assert.match(talk!, /^\.claude\/skills\/talk\/SKILL\.md: Speak\. .*…$/);
    assert.equal(pdf, ".github/skills/pdf/SKILL.md: Fills forms of PDFs.");
    assert.doesNotMatch(system!, /body/i);
    assert.match(turnsOf(bed.transcript)[0]?.notices?.[0] ?? "", /mute.SKILL\.md is not used/);
    assert.deepEqual(await bed.ask([answer]), []);
    bed.instructions.delete(".claude/skills/talk/SKILL.md");
    assert.deepEqual(await bed.ask([answer]), ["Skills"]);
  });

  it("keep the list of many skills short, and say how many are left out", async () => {
    const many = Array.from({ length: 40 }, (_, at) => [
      `.github/skills/s${at}/SKILL.md`,
      `---\ndescription: What the skill of number ${at} is for.\n---\nx`,
    ]);
    const bed = chat({ files: Object.fromEntries(many) });
    await bed.ask([answer]);
    assert.ok(told(bed.requests[0])[0]!.length < 1000);
    assert.match(turnsOf(bed.transcript)[0]?.notices?.[0] ?? "", /^\d+ skills are not told/);
  });

  it("read no folder twice in a turn", async () => {
    const bed = chat({ files: {} });
    await bed.ask([read("src/b.ts"), read("src/deep/c.ts"), read("src/b.ts", "again"), answer]);
    const inner = bed.reads.filter((path) => path.startsWith("src/"));
    assert.deepEqual(inner, [...new Set(inner)]);
  });
});
