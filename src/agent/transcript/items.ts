import { joinDetails } from "../../model/thoughtDetails.ts";
import type { ToolCallPart } from "../../model/message.ts";
import type { Item, ThoughtItem, ToolItem, Turn } from "./turn.ts";
import type { ModelEvent, TurnEvent } from "./turnEvent.ts";

/** The turn, no longer continuing an earlier text. */
export function notJoining({ joins: _, ...turn }: Turn): Turn {
  return turn;
}

/** The items after more text. */
export function withText(turn: Turn, delta: string): readonly Item[] {
  // A thought without text does not split the answer's text: its details stay after it.
  const at = turn.joins ?? turn.items.findLastIndex((item) => item.type !== "thought" || item.text !== "");
  const text = turn.items[at];
  return text?.type === "text" && text.step === turn.step
    ? turn.items.with(at, { ...text, text: text.text + delta })
    : [...turn.items, { type: "text", step: turn.step, text: delta }];
}

/** The items after more of a thought. */
export function withThought(turn: Turn, event: Extract<ModelEvent, { type: "thought" }>): readonly Item[] {
  const { items, step } = turn;
  // Details without text belong to the earlier thought, even if text has come since.
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

/** The turn with a message of the user, which ends a text that was to be continued. */
export function withSteering(turn: Turn, { type: _, ...said }: Extract<TurnEvent, { type: "steered" }>): Turn {
  const step = turn.joins === undefined ? turn.step : turn.step + 1;
  return { ...notJoining(turn), step, items: [...turn.items, { type: "user", step, ...said }] };
}

/** The items with the duration of the latest thought, in milliseconds. */
export function timed(items: readonly Item[], ms: number): readonly Item[] {
  const at = items.findLastIndex((item) => item.type === "thought");
  const thought = items[at];
  return thought?.type === "thought" ? items.with(at, { ...thought, ms }) : items;
}

/** A call that the model starts to write. */
export const newTool = (step: number, id: string, name: string): ToolItem => ({
  type: "tool",
  step,
  id,
  name,
  argumentText: "",
  state: "writing",
});

/** The items with a complete call. */
export function withCall(turn: Turn, call: ToolCallPart): readonly Item[] {
  const at = turn.items.findLastIndex((item) => item.type === "tool" && item.id === call.id);
  const tool = turn.items[at];
  const base = tool?.type === "tool" ? tool : newTool(turn.step, call.id, call.name);
  const ready: ToolItem = { ...base, name: call.name, call, state: "waiting" };
  return tool ? turn.items.with(at, ready) : [...turn.items, ready];
}

/** The items after more text of a call's arguments. */
export function withArguments(items: readonly Item[], id: string, delta: string): readonly Item[] {
  const at = items.findLastIndex((item) => item.type === "tool" && item.id === id);
  const tool = items[at];
  return tool?.type === "tool" ? items.with(at, { ...tool, argumentText: tool.argumentText + delta }) : items;
}

/** Changes a call by id. Models may repeat an id, and calls run in order, so this is the first without a result. */
export function changeTool(turn: Turn, id: string, change: (tool: ToolItem) => ToolItem): Turn {
  const isOfId = (item: Item): boolean => item.type === "tool" && item.id === id;
  const waits = turn.items.findIndex((item) => isOfId(item) && item.type === "tool" && item.result === undefined);
  const at = waits < 0 ? turn.items.findLastIndex(isOfId) : waits;
  const tool = turn.items[at];
  return tool?.type === "tool" ? { ...turn, items: turn.items.with(at, change(tool)) } : turn;
}
