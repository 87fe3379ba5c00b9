import { type ForeignTool, sourceWords } from "../../../agent/ports/foreign.ts";
import {
  declaredSize,
  declaredTool,
  declaredTools,
  type DeclaredTool,
} from "../../../agent/tools/foreign/declaredTools.ts";
import { wordsOf } from "../../../agent/tools/foreign/declaredSchema.ts";
import type { ToolSpec } from "../../../model/message.ts";
import { type ChosenTools, isOf, type ToolChoice } from "./chosenTools.ts";

/** A tool in the list: a tool of ours, one of others that is there, or a chosen one that has gone. */
type Which =
  { type: "own"; name: string } | { type: "foreign"; tool: ForeignTool } | { type: "gone"; tool: DeclaredTool };
/** `size`: what its declaration costs in each request, in characters. */
export type ToolRow = { group: string; label: string; detail: string; size: number; isOn: boolean; which: Which };

/** The most characters of a description in the list. */
const MOST_DETAIL = 140;

/** All tools that a chat can have, grouped by who provides them; ours come first. */
export function toolRows(chosen: ChosenTools, chat: string): ToolRow[] {
  const { off, on } = chosen.choice(chat);
  const own = chosen.builtIn.map((tool): ToolRow => {
    const { name, description } = tool;
    const which = { type: "own", name } as const;
    return rowOf({ group: "Gemma Code", label: name, detail: description, which, isOn: !off.includes(name) }, tool);
  });
  const there = chosen.foreign.list().map((tool): ToolRow => {
    const { name, source, description } = tool;
    const isOn = on.some((each) => isOf(each, tool));
    const which = { type: "foreign", tool } as const;
    return rowOf({ group: sourceWords(source), label: name, detail: description, which, isOn }, declaredTool(tool));
  });
  const gone = chosen.missing(chat).map((tool): ToolRow => {
    const group = `${sourceWords(tool.source)}, not there now`;
    const which = { type: "gone", tool } as const;
    return rowOf({ group, label: tool.tool, detail: tool.description, which, isOn: true }, tool);
  });
  const others = [...there, ...gone].sort(
    (one, other) => order(one.group, other.group) || order(one.label, other.label),
  );
  return [...own, ...others];
}

const order = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

const rowOf = (row: Omit<ToolRow, "size">, spec: ToolSpec): ToolRow => ({
  ...row,
  detail: wordsOf(row.detail, MOST_DETAIL),
  size: declaredSize(spec),
});

/** The choice that picked rows make. */
export function choiceOf(chosen: ChosenTools, picked: readonly ToolRow[]): ToolChoice {
  const own = picked.flatMap(({ which }) => (which.type === "own" ? [which.name] : []));
  const gone = picked.flatMap(({ which }) => (which.type === "gone" ? [which.tool] : []));
  const there = picked.flatMap(({ which }) => (which.type === "foreign" ? [which.tool] : []));
  const taken = [...chosen.ownNames, ...gone.map(({ name }) => name)];
  return {
    off: chosen.builtIn.map(({ name }) => name).filter((name) => !own.includes(name)),
    on: [...declaredTools(there, taken), ...gone],
  };
}
