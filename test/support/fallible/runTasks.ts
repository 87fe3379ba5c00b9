import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { runTurn } from "../../../src/agent/loop/runTurn.ts";
import type { Tool } from "../../../src/agent/ports/tool.ts";
import type { Workspace } from "../../../src/agent/ports/workspace.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../src/agent/transcript/transcript.ts";
import { withPromptTools } from "../../../src/gemma/index.ts";
import { agentSystem } from "../../../src/prompts/chat.ts";
import { allowAll } from "../../unit/support/approvals.ts";
import { turnPolicy } from "../../unit/support/turnPolicy.ts";
import { filesBelow } from "../filesBelow.ts";
import { temporaryFolder } from "../temporaryFolder.ts";
import { diskWorkspace } from "./diskWorkspace.ts";
import { fallibleModel } from "./fallibleModel.ts";
import type { Rates } from "./mistakes.ts";
import { isHarmed, made, type Task } from "./tasks.ts";

/** `asked`: how often the user had to ask the model on. `outcome`: how its last turn ended. */
export type TaskResult = {
  task: Task;
  finished: boolean;
  harmed: readonly string[];
  steps: number;
  tokens: number;
  asked: number;
  outcome: string;
};

/** How often the user asks a model on that only talks. */
const MOST_ASKED = 2;
const MAX_STEPS = 25;
/** Characters per token of code. */
const RATIO = 3.4;

/** Runs a task through the real loop, tools and dialect, with a repository of its own on disk. */
export async function runTask(
  task: Task,
  rates: Rates,
  toolsOf: (files: Workspace) => readonly Tool[],
  seed = task.seed,
): Promise<TaskResult> {
  const folder = temporaryFolder("fallible");
  try {
    for (const [path, text] of Object.entries(task.files)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    }
    const before: Record<string, string> = { ...task.files };
    const fallible = fallibleModel(task, rates, seed);
    const model = withPromptTools(fallible, { newId: counting() });
    const tools = toolsOf(
      meddling(diskWorkspace(folder.path), task, (path, text) => {
        before[path] = text;
        writeFileSync(join(folder.path, path), text);
      }),
    );
    const textAt = (path: string): string | undefined =>
      existsSync(join(folder.path, path)) ? readFileSync(join(folder.path, path), "utf8") : undefined;
    const isFinished = (): boolean => finished(task, before, textAt);
    let transcript: Transcript = emptyTranscript;
    let asked = -1;
    do {
      const text = ++asked === 0 ? task.question : "Go on.";
      const turn = runTurn(
        {
          opening: { type: "asked", id: `q${asked}`, at: 1, mode: "agent", text, prompt: text, chips: [] },
          transcript,
          profile: async () => ({ model, tools, system: agentSystem(["work"]), sampling: {} }),
          policy: turnPolicy(),
          approvals: allowAll,
          maxSteps: MAX_STEPS,
          now: () => 1,
        },
        new AbortController().signal,
      );
      for await (const event of turn) transcript = record(transcript, event);
    } while (!isFinished() && outcomeOf(transcript) === "answered" && asked < MOST_ASKED);
    const paths = new Set([
      ...Object.keys(before),
      ...filesBelow(folder.path).map((path) => relative(folder.path, path)),
    ]);
    const harmed = [...paths].filter((path) => isHarmed(task, path, before[path], textAt(path)));
    const { requests, characters } = fallible.said;
    const tokens = Math.round(characters / RATIO);
    return { task, finished: isFinished(), harmed, steps: requests, tokens, asked, outcome: outcomeOf(transcript) };
  } finally {
    folder.remove();
  }
}

const outcomeOf = (transcript: Transcript): string => turnsOf(transcript).at(-1)?.outcome?.type ?? "none";

/** Whether every file is as the task wants it, and nothing else is there. */
function finished(
  task: Task,
  before: Readonly<Record<string, string>>,
  textAt: (path: string) => string | undefined,
): boolean {
  const wanted = new Map(Object.entries(before));
  for (const intent of task.intents) {
    if (intent.does === "create") wanted.set(intent.path, intent.text);
    else wanted.set(intent.change.path, made(wanted.get(intent.change.path) ?? "", intent.change));
  }
  return [...wanted].every(([path, text]) => textAt(path) === text);
}

/** The workspace of a user who changes a file right after the model has read it, once. */
function meddling(
  workspace: Workspace,
  { meddles, files }: Task,
  write: (path: string, text: string) => void,
): Workspace {
  let isDone = meddles === undefined;
  return {
    ...workspace,
    async read(path, signal, consent) {
      const file = await workspace.read(path, signal, consent);
      if (!isDone && meddles && file.path === meddles.path) {
        isDone = true;
        write(
          file.path,
          (files[file.path] ?? "").replace(meddles.old, () => meddles.new),
        );
      }
      return file;
    },
  };
}

/** Ids of calls that are the same in every run. */
function counting(): () => string {
  let next = 0;
  return () => `call-${next++}`;
}
