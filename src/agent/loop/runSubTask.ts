import { readingOnly } from "../approval/readingOnly.ts";
import type { AgentProfile } from "../failover/policy.ts";
import type { SubTask, SubTasks } from "../ports/subTasks.ts";
import type { Running } from "../ports/tool.ts";
import { emptyTranscript, record } from "../transcript/transcript.ts";
import type { Turn } from "../transcript/turn.ts";
import type { TurnOutcome } from "../transcript/turnEvent.ts";
import { runTurn, type TurnInput } from "./runTurn.ts";

/** The most answers of a part of the work. */
const MOST_STEPS = 15;
/** Tools that belong to the whole: a part neither splits further nor changes the user's list. */
const ofTheWhole = ["sub_task", "todo"];

/** Why a part that only reads may not do more. */
const ONLY_READS = "This part of the work only reads. Say in your summary what should be done.";

/** What a part of the work has of the turn around it. */
export type SubTaskInput = Omit<TurnInput, "opening" | "transcript" | "steering">;

/** Runs a part of the work as a turn of a new conversation. See `SubTasks.run`. */
export async function runSubTask(input: SubTaskInput, task: SubTask, running: Running): ReturnType<SubTasks["run"]> {
  const { title, prompt, mayChange } = task;
  const id = crypto.randomUUID();
  const { policy, approvals } = input;
  const turn = runTurn(
    {
      ...input,
      transcript: emptyTranscript,
      opening: { type: "asked", id, at: input.now(), mode: "agent", text: title, prompt: asked(prompt), chips: [] },
      profile: async (signal) => ofPart(await input.profile(signal)),
      policy: {
        ...policy,
        fallbackModels: policy.fallbackModels.map((fallback) => ({
          ...fallback,
          profile: async (signal) => ofPart(await fallback.profile(signal)),
        })),
      },
      approvals: mayChange ? approvals : readingOnly(approvals, ONLY_READS),
      maxSteps: Math.min(input.maxSteps, MOST_STEPS),
    },
    running.signal,
  );
  let transcript = emptyTranscript;
  for await (const event of turn) {
    transcript = record(transcript, event);
    running.task(id, event);
  }
  running.signal.throwIfAborted();
  return resultOf(transcript.settled.at(-1));
}

const ofPart = (profile: AgentProfile): AgentProfile => ({
  ...profile,
  tools: profile.tools.filter(({ name }) => !ofTheWhole.includes(name)),
});

const asked = (prompt: string): string =>
  `${prompt}\n\nYou do this part alone, and nobody sees your steps. End with a summary of at most 300 words: what you found or did, with paths and lines.`;

function resultOf(turn: Turn | undefined): { text: string; steps: number } {
  const text = turn?.items.findLast((item) => item.type === "text")?.text.trim() ?? "";
  const steps = new Set(turn?.items.map(({ step }) => step)).size;
  const why = failureOf(turn?.outcome);
  if (why !== undefined) throw new Error(text === "" ? why : `${why} Its last words: ${text.slice(-2000)}`);
  if (text === "") throw new Error("The part of the work ended without a word. Do it yourself.");
  return { text, steps };
}

/** Why a part did not get to its end; undefined if it did. */
function failureOf(outcome: TurnOutcome | undefined): string | undefined {
  switch (outcome?.type) {
    case "answered":
    case "cut":
      return undefined;
    case "out-of-steps":
      return `It reached its limit of steps. Give it a smaller part.`;
    case "looped":
      return "It ran in circles and was stopped. Do it yourself, or ask in another way.";
    case "failed":
      return `It failed: ${outcome.message}`;
    case "stopped":
    case "interrupted":
    case undefined:
      return "It was stopped.";
  }
}
