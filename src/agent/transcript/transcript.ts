import { addCertainty } from "../../model/certainty.ts";
import { addUsage } from "../../model/usage.ts";
import { diffsOf } from "./diffsOf.ts";
import {
  changeTool,
  newTool,
  notJoining,
  timed,
  withArguments,
  withCall,
  withSteering,
  withText,
  withThought,
} from "./items.ts";
import { keptIn, pastRestore, redone, restored, withSteps } from "./fileSteps.ts";
import { chosenResult, withAlternatives } from "./results.ts";
import { outputAfter } from "./toolOutput.ts";
import type { Item, ToolItem, Transcript, Turn } from "./turn.ts";
import type { ApprovalDecision, ModelEvent, TaskEvent, TurnEvent, TurnOutcome, Usage } from "./turnEvent.ts";

export type { Item, TextItem, ThoughtItem, ToolItem, Transcript, Turn, UserItem } from "./turn.ts";

export const emptyTranscript: Transcript = { settled: [], open: undefined };

/** The transcript after another event. Pure; the loop, the store and the panel all use it. */
export function record(transcript: Transcript, event: TurnEvent): Transcript {
  if (event.type === "asked") {
    const closed = transcript.open ? endTurn(transcript, { type: "stopped" }, event.at) : pastRestore(transcript);
    return { settled: closed.settled, open: startTurn(event, transcript.steps) };
  }
  if (event.type === "files-restored") return restored(transcript, event);
  if (event.type === "restore-redone") return redone(transcript, event.files);
  if (event.type === "result-chosen") return chooseResult(transcript, event.index);
  if (event.type === "rewound") return rewind(transcript, event.to);
  if (event.type === "resumed") return reopen(transcript, event.at);
  if (event.type === "compacted") return compact(transcript, event);
  const turn = transcript.open;
  if (!turn) return transcript;
  if (event.type === "shortened") return shorten(transcript, turn, event);
  if (event.type === "turn-ended") return endTurn(transcript, event.outcome, event.at, event.model);
  return { settled: transcript.settled, open: grow(turn, event) };
}

/**
 * Closes the last turn of a transcript if it never ended, so that every call has a result: of a task when its call
 * ends, of a stored chat after a crash ("interrupted").
 */
export function settle(transcript: Transcript, type: "stopped" | "interrupted" = "stopped"): Transcript {
  return transcript.open ? endTurn(transcript, { type }, transcript.open.askedAt) : transcript;
}

/** An unknown or running turn can't be summarised: nothing changes. */
function compact(transcript: Transcript, { through, summary }: Compacted): Transcript {
  const { settled } = transcript;
  const at = settled.findIndex(({ id }) => id === through);
  const turn = settled[at];
  return turn ? { ...transcript, settled: settled.with(at, { ...turn, compacted: summary }) } : transcript;
}

function shorten({ settled }: Transcript, open: Turn, { cuts, window }: Shortened): Transcript {
  const cut = (turn: Turn): Turn => {
    const own = cuts.filter((each) => each.turn === turn.id);
    return own.length === 0 ? turn : { ...turn, cuts: [...(turn.cuts ?? []), ...own] };
  };
  const names = [...new Set([...(open.shortened?.names ?? []), ...cuts.map(({ name }) => name)])];
  const shortened = { names, ...(window !== undefined && { window }) };
  return { settled: settled.map(cut), open: { ...cut(open), shortened } };
}

/** All turns in order. */
export function turnsOf(transcript: Transcript): readonly Turn[] {
  return transcript.open ? [...transcript.settled, transcript.open] : transcript.settled;
}

function startTurn(event: Extract<TurnEvent, { type: "asked" }>, steps: Turn["steps"]): Turn {
  const { id, at, mode, text, prompt, chips, topic } = event;
  const known = { ...(topic && { topic }), ...(steps && { steps }) };
  return { id, askedAt: at, mode, text, prompt, chips, ...known, items: [], step: 0, usage: {} };
}

const stoppedBefore = "Stopped before it ran.";
const stoppedRunning = "Stopped while it ran. It may be done in part: look before you rely on it.";
const interruptedBefore = "The editor was closed before this ran. Nothing was done.";
const interruptedRunning =
  "The editor was closed while this ran. It is not known whether it was done, or how much of it: look before you go on.";

function endTurn(transcript: Transcript, outcome: TurnOutcome, at: number, model?: string): Transcript {
  if (!transcript.open) return transcript;
  const turn = notJoining(moved(transcript.open));
  const isCrash = outcome.type === "interrupted";
  const [before, running] = isCrash ? [interruptedBefore, interruptedRunning] : [stoppedBefore, stoppedRunning];
  const items = turn.items.map((item) =>
    item.type === "tool" && item.result === undefined
      ? closed({ ...item, state: "stopped", result: item.state === "running" ? running : before })
      : item,
  );
  const ended: Turn = { ...turn, items, outcome, endedAt: at, ...(model !== undefined && { model }) };
  return { settled: [...transcript.settled, ended], open: undefined };
}

function rewind(transcript: Transcript, to: string): Transcript {
  const turns = turnsOf({ ...pastRestore(transcript), open: transcript.open });
  const at = turns.findIndex((turn) => turn.id === to);
  if (at < 0) return transcript;
  const steps = [...turns.slice(at).flatMap((turn) => turn.steps ?? []), ...(transcript.steps ?? [])];
  return { settled: turns.slice(0, at), open: undefined, ...(steps.length > 0 && { steps }) };
}

/** Makes another result of the last turn the answer; not while a turn runs. */
function chooseResult(transcript: Transcript, index: number): Transcript {
  const last = transcript.settled.at(-1);
  if (!last || transcript.open) return transcript;
  return { ...transcript, settled: transcript.settled.with(-1, chosenResult(last, index)) };
}

/** The last turn, running again. An answer that ended in text continues in that text, as the same step. */
function reopen(transcript: Transcript, at: number): Transcript {
  const last = transcript.settled.at(-1);
  if (!last || transcript.open) return transcript;
  // The chosen result continues.
  const { outcome: _, results: _r, compacted: _c, restored: _f, endedAt = at, ...turn } = last;
  const joins = openText(turn.items);
  const end = turn.items.at(-1);
  const step = end === undefined ? turn.step : joins === undefined ? end.step + 1 : end.step;
  const idleMs = (turn.idleMs ?? 0) + at - endedAt;
  const open: Turn = { ...turn, step, idleMs, reopened: true, ...(joins !== undefined && { joins }) };
  return { settled: pastRestore(transcript).settled.slice(0, -1), open };
}

/** The text item that ends the answer, if its step made no calls. */
function openText(items: readonly Item[]): number | undefined {
  // A hidden thought whose details came last stands after what it led to.
  const at = items.findLastIndex((item) => item.type !== "thought" || item.text !== "");
  const end = items[at];
  if (end?.type !== "text" || end.text.trim() === "") return undefined;
  return items.some((item) => item.type === "tool" && item.step === end.step) ? undefined : at;
}

/** The turn without state that holds only until the next event. */
function moved({ waiting: _w, retrying: _r, reopened: _o, ...turn }: Turn): Turn {
  return turn;
}

type Shortened = Extract<TurnEvent, { type: "shortened" }>;
type Compacted = Extract<TurnEvent, { type: "compacted" }>;
type InTurn = Exclude<
  TurnEvent,
  {
    type:
      | "asked"
      | "shortened"
      | "compacted"
      | "turn-ended"
      | "rewound"
      | "resumed"
      | "result-chosen"
      | "files-restored"
      | "restore-redone";
  }
>;

function grow(open: Turn, event: InTurn): Turn {
  const turn = moved(open);
  switch (event.type) {
    case "steered":
      return withSteering(turn, event);
    case "waiting":
      return { ...turn, waiting: event };
    case "retrying":
      return { ...turn, retrying: event };
    case "fell-back":
      return { ...turn, fellBack: [...(turn.fellBack ?? []), event] };
    case "text":
      return { ...turn, items: withText(turn, event.delta) };
    case "thought":
      return { ...turn, items: withThought(turn, event) };
    case "instructed":
      return withInstructions(turn, event);
    case "thought-timed":
      return { ...turn, items: timed(turn.items, event.ms) };
    case "tool-call-start":
      return { ...notJoining(turn), items: [...turn.items, newTool(turn.step, event.id, event.name)] };
    case "tool-call-delta":
      return { ...turn, items: withArguments(turn.items, event.id, event.delta) };
    case "tool-call-end":
      return { ...notJoining(turn), items: withCall(turn, event.call) };
    case "usage":
      return { ...turn, usage: addUsage(turn.usage, event.usage), lastUsage: event.usage };
    case "notice":
      return turn.notices?.includes(event.message)
        ? turn
        : { ...turn, notices: [...(turn.notices ?? []), event.message] };
    case "alternatives":
      return withAlternatives(turn, event.texts);
    case "done":
      return withEnd(turn, event);
    case "files-kept":
      return withSteps(turn, event);
    case "approval-wanted": {
      const { nonce, ask, title } = event;
      const diff = ask.kind === "edit" ? { diff: ask.diff } : ask.kind === "files" && { diffs: diffsOf(ask) };
      const shown = { state: "approval", nonce, ask, ...(title !== undefined && { title }), ...diff } as const;
      return changeTool(turn, event.callId, (tool) => ({ ...tool, ...shown }));
    }
    case "approval-settled":
      return changeTool(turn, event.callId, (tool) => ({
        ...tool,
        decision: event.decision,
        state: stateAfter(event.decision),
      }));
    case "tool-started": {
      const title = event.title !== undefined && { title: event.title };
      return changeTool(turn, event.callId, (tool) => ({ ...tool, state: "running", ...title }));
    }
    case "tool-output":
      return changeTool(turn, event.callId, (tool) => ({ ...tool, output: outputAfter(tool.output, event) }));
    case "question": {
      const question = { ...event.question, nonce: event.nonce };
      return changeTool(turn, event.callId, (tool) => ({ ...tool, question }));
    }
    case "task-event": {
      const usage = usageIn(event);
      const kept = keptIn(event);
      const grown = changeTool(turn, event.callId, (tool) => withTask(tool, event));
      const next = kept ? withSteps(grown, kept) : grown;
      return usage ? { ...next, usage: addUsage(next.usage, usage) } : next;
    }
    case "tool-ended":
      return changeTool(turn, event.callId, (tool) => ({
        ...closed(tool),
        state: tool.state === "denied" ? "denied" : event.isError ? "failed" : "done",
        result: event.text,
        ...(event.diff && { diff: event.diff }),
        ...(event.diffs && { diffs: event.diffs }),
        ...(event.image && { image: event.image }),
        ...(event.note !== undefined && { note: event.note }),
        ...(event.todos && { todos: event.todos }),
      }));
  }
}

function withInstructions(turn: Turn, { callId, files }: Extract<TurnEvent, { type: "instructed" }>): Turn {
  const tool = turn.items.findLast((item) => item.type === "tool" && item.id === callId);
  const joined = { ...(tool && callId !== undefined && { call: { step: tool.step, id: callId } }), files };
  return { ...turn, instructions: [...(turn.instructions ?? []), joined] };
}

function stateAfter({ type }: ApprovalDecision): ToolItem["state"] {
  switch (type) {
    case "allowed":
      return "waiting";
    case "denied":
    case "forbidden":
      return "denied";
    case "stopped":
      return "stopped";
  }
}

/** The call after another event of one of its tasks; the first event starts the task. */
function withTask(tool: ToolItem, { task: id, event }: TaskEvent): ToolItem {
  const tasks = tool.tasks ?? [];
  const at = tasks.findIndex((each) => each.id === id);
  const task = { id, transcript: record(tasks[at]?.transcript ?? emptyTranscript, event) };
  return { ...tool, tasks: at < 0 ? [...tasks, task] : tasks.with(at, task) };
}

/** The usage of models within a task, at any depth. */
function usageIn({ event }: TaskEvent): Usage | undefined {
  if (event.type === "task-event") return usageIn(event);
  return event.type === "usage" ? event.usage : undefined;
}

/** A call at its end: it waits for no answer, and tasks still running are closed as stopped. */
function closed({ tasks, question: _, ...tool }: ToolItem): ToolItem {
  return tasks ? { ...tool, tasks: tasks.map(({ id, transcript }) => ({ id, transcript: settle(transcript) })) } : tool;
}

function withEnd(turn: Turn, { model, certainty: its }: Extract<ModelEvent, { type: "done" }>): Turn {
  const certainty = addCertainty(turn.certainty, its);
  return {
    ...notJoining(turn),
    step: turn.step + 1,
    ...(model !== undefined && { model, servedBy: model }),
    ...(certainty !== undefined && { certainty }),
  };
}
