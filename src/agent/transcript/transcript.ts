import { addCertainty } from "../../model/certainty.ts";
import { addUsage } from "../../model/usage.ts";
import { joinDetails } from "../../model/thoughtDetails.ts";
import type { ToolCallPart } from "../../model/message.ts";
import { chosenResult, withAlternatives } from "./results.ts";
import type { Item, ThoughtItem, ToolItem, Turn } from "./turn.ts";
import type { ModelEvent, TurnEvent, TurnOutcome } from "./turnEvent.ts";

export type { Item, TextItem, ThoughtItem, ToolItem, Turn } from "./turn.ts";

/** A conversation. `open` is the turn under way; keeping it apart makes one more delta cost the same at any length. */
export type Transcript = { settled: readonly Turn[]; open: Turn | undefined };

export const emptyTranscript: Transcript = { settled: [], open: undefined };

/** The transcript after one event more. Pure; the loop, the store and the panel all call it. */
export function record(transcript: Transcript, event: TurnEvent): Transcript {
  if (event.type === "asked") {
    const closed = transcript.open ? endTurn(transcript, { type: "stopped" }, event.at) : transcript;
    return { settled: closed.settled, open: startTurn(event) };
  }
  if (event.type === "result-chosen") return chooseResult(transcript, event.index);
  if (event.type === "rewound") return rewind(transcript, event.to);
  if (event.type === "resumed") return reopen(transcript, event.at);
  const turn = transcript.open;
  if (!turn) return transcript;
  if (event.type === "shortened") return shorten(transcript, turn, event);
  if (event.type === "turn-ended") return endTurn(transcript, event.outcome, event.at, event.model);
  return { settled: transcript.settled, open: grow(turn, event) };
}

/** A stored transcript whose last turn never ended (a crash) is closed as stopped: no call stays without a result. */
export function settle(transcript: Transcript): Transcript {
  return transcript.open ? endTurn(transcript, { type: "stopped" }, transcript.open.askedAt) : transcript;
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

function startTurn(event: Extract<TurnEvent, { type: "asked" }>): Turn {
  const { id, at, mode, text, prompt, chips, topic } = event;
  return { id, askedAt: at, mode, text, prompt, chips, ...(topic && { topic }), items: [], step: 0, usage: {} };
}

function endTurn(transcript: Transcript, outcome: TurnOutcome, at: number, model?: string): Transcript {
  if (!transcript.open) return transcript;
  const turn = notJoining(moved(transcript.open));
  const items = turn.items.map((item) =>
    item.type === "tool" && item.result === undefined
      ? { ...item, state: "stopped" as const, result: "Stopped before it ran." }
      : item,
  );
  const ended: Turn = { ...turn, items, outcome, endedAt: at, ...(model !== undefined && { model }) };
  return { settled: [...transcript.settled, ended], open: undefined };
}

function rewind(transcript: Transcript, to: string): Transcript {
  const turns = turnsOf(transcript);
  const at = turns.findIndex((turn) => turn.id === to);
  return at < 0 ? transcript : { settled: turns.slice(0, at), open: undefined };
}

/** Another result of the last turn goes on in its place; while a turn is under way none can be chosen any more. */
function chooseResult(transcript: Transcript, index: number): Transcript {
  const last = transcript.settled.at(-1);
  if (!last || transcript.open) return transcript;
  return { ...transcript, settled: transcript.settled.with(-1, chosenResult(last, index)) };
}

/** The last turn once more under way. An answer that ended in text goes on in that text, as the same step. */
function reopen(transcript: Transcript, at: number): Transcript {
  const last = transcript.settled.at(-1);
  if (!last || transcript.open) return transcript;
  // What goes on is the result that was chosen.
  const { outcome: _, results: _r, endedAt = at, ...turn } = last;
  const joins = openText(turn.items);
  const end = turn.items.at(-1);
  const step = end === undefined ? turn.step : joins === undefined ? end.step + 1 : end.step;
  const idleMs = (turn.idleMs ?? 0) + at - endedAt;
  const open: Turn = { ...turn, step, idleMs, reopened: true, ...(joins !== undefined && { joins }) };
  return { settled: transcript.settled.slice(0, -1), open };
}

/** The item of a text that the answer ended in, if its step made no calls. */
function openText(items: readonly Item[]): number | undefined {
  // A thought that nobody may read, whose details came last, stands behind what it led to.
  const at = items.findLastIndex((item) => item.type !== "thought" || item.text !== "");
  const end = items[at];
  if (end?.type !== "text" || end.text.trim() === "") return undefined;
  return items.some((item) => item.type === "tool" && item.step === end.step) ? undefined : at;
}

/** The turn without what held only until something more happened. */
function moved({ waiting: _w, retrying: _r, reopened: _o, ...turn }: Turn): Turn {
  return turn;
}

type Shortened = Extract<TurnEvent, { type: "shortened" }>;
type InTurn = Exclude<
  TurnEvent,
  { type: "asked" | "shortened" | "turn-ended" | "rewound" | "resumed" | "result-chosen" }
>;

function grow(open: Turn, event: InTurn): Turn {
  const turn = moved(open);
  switch (event.type) {
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
    case "thought-timed":
      return { ...turn, items: timed(turn.items, event.ms) };
    case "tool-call-start":
      return { ...notJoining(turn), items: [...turn.items, newTool(turn.step, event.id, event.name)] };
    case "tool-call-delta":
      return changeTool(turn, event.id, (tool) => ({ ...tool, argumentText: tool.argumentText + event.delta }));
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
    case "approval-wanted":
      return changeTool(turn, event.callId, (tool) => ({ ...tool, state: "approval", diff: event.diff }));
    case "approval-settled":
      return changeTool(turn, event.callId, (tool) => ({
        ...tool,
        decision: event.decision,
        state: event.decision.type === "allowed" ? "waiting" : event.decision.type,
      }));
    case "tool-started":
      return changeTool(turn, event.callId, (tool) => ({ ...tool, state: "running" }));
    case "tool-ended":
      return changeTool(turn, event.callId, (tool) => ({
        ...tool,
        state: tool.state === "denied" ? "denied" : event.isError ? "failed" : "done",
        result: event.text,
        ...(event.diff && { diff: event.diff }),
      }));
  }
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

function notJoining({ joins: _, ...turn }: Turn): Turn {
  return turn;
}

function withText(turn: Turn, delta: string): readonly Item[] {
  // A thought that nobody may read splits no text: its details stand behind it.
  const at = turn.joins ?? turn.items.findLastIndex((item) => item.type !== "thought" || item.text !== "");
  const text = turn.items[at];
  return text?.type === "text" && text.step === turn.step
    ? turn.items.with(at, { ...text, text: text.text + delta })
    : [...turn.items, { type: "text", step: turn.step, text: delta }];
}

function withThought(turn: Turn, event: Extract<ModelEvent, { type: "thought" }>): readonly Item[] {
  const { items, step } = turn;
  // Details alone belong to what was thought before, though text has come since.
  const at = event.delta === "" ? items.findLastIndex(isThoughtOf(step)) : items.length - 1;
  const last = items[at];
  const by = event.by && { by: event.by };
  if (last?.type === "thought" && last.step === step) {
    const details = joinDetails(last.details, event.details ?? []);
    return items.with(at, { ...last, text: last.text + event.delta, details, ...by });
  }
  const thought: ThoughtItem = {
    type: "thought",
    step,
    text: event.delta,
    details: joinDetails([], event.details ?? []),
    ...by,
  };
  return [...items, thought];
}

const isThoughtOf = (step: number) => (item: Item) => item.type === "thought" && item.step === step;

function timed(items: readonly Item[], ms: number): readonly Item[] {
  const at = items.findLastIndex((item) => item.type === "thought");
  const thought = items[at];
  return thought?.type === "thought" ? items.with(at, { ...thought, ms }) : items;
}

const newTool = (step: number, id: string, name: string): ToolItem => ({
  type: "tool",
  step,
  id,
  name,
  argumentText: "",
  state: "writing",
});

function withCall(turn: Turn, call: ToolCallPart): readonly Item[] {
  const at = turn.items.findLastIndex((item) => item.type === "tool" && item.id === call.id);
  const tool = turn.items[at];
  const base = tool?.type === "tool" ? tool : newTool(turn.step, call.id, call.name);
  const ready: ToolItem = { ...base, name: call.name, call, state: "waiting" };
  return tool ? turn.items.with(at, ready) : [...turn.items, ready];
}

function changeTool(turn: Turn, id: string, change: (tool: ToolItem) => ToolItem): Turn {
  const at = turn.items.findLastIndex((item) => item.type === "tool" && item.id === id);
  const tool = turn.items[at];
  return tool?.type === "tool" ? { ...turn, items: turn.items.with(at, change(tool)) } : turn;
}
