import type { Item, Task, ToolItem, Turn } from "../../agent/transcript/turn.ts";
import type { ShownAsk, ShownFileOperation } from "../../agent/transcript/turnEvent.ts";
import { withSigns } from "../../words/signs.ts";
import { operationWords } from "./operationWords.ts";
import { askWords } from "./toolWords.ts";

/** A call that waits for the user. */
export type Asked<A extends ShownAsk = ShownAsk> = ToolItem & { state: "approval"; ask: A; nonce: string };
export type AskedEdit = Asked<Extract<ShownAsk, { kind: "edit" }>>;
/** What one card asks about: the edits of an answer together, any other call alone. */
export type AskedGroup = readonly [AskedEdit, AskedEdit, ...AskedEdit[]] | readonly [Asked];

/** Whether an item waits for the user. */
export const isAsked = (item: Item): item is Asked =>
  item.type === "tool" && item.state === "approval" && item.ask !== undefined && item.nonce !== undefined;

export const isEdit = (asked: Asked): asked is AskedEdit => asked.ask.kind === "edit";

/** The cards of some items, each by the item in whose place it stands. */
export function cardsOf(items: readonly Item[]): Map<Item, AskedGroup> {
  const asked = items.filter(isAsked);
  const [first, second, ...more] = asked.filter(isEdit);
  const cards = new Map<Item, AskedGroup>();
  for (const each of asked) if (!isEdit(each)) cards.set(each, [each]);
  if (first) cards.set(first, second ? [first, second, ...more] : [first]);
  return cards;
}

/** The turn of a task that is under way, or its last. */
export const turnOfTask = ({ transcript: { open, settled } }: Task): Turn | undefined => open ?? settled.at(-1);

/** The cards of a task and of its own tasks, in order. */
export function cardsOfTask(task: Task): AskedGroup[] {
  const items = turnOfTask(task)?.items ?? [];
  return [...cardsOf(items).values(), ...items.flatMap(cardsInCall)];
}

/** The cards that wait in the tasks of a call. */
export const cardsInCall = (item: Item): AskedGroup[] =>
  item.type === "tool" ? (item.tasks ?? []).flatMap(cardsOfTask) : [];

/** What a call wants to do, for a screen reader: "wants to edit src/a.ts". */
export function askTitle(asked: Asked): string {
  const { ask } = asked;
  switch (ask.kind) {
    case "edit":
      return `wants to ${askWords(ask).plain} ${withSigns(ask.diff.path, true)}`;
    case "files":
      return `wants to ${ask.operations.map(operationTitle).join(", ")}`;
    case "command":
      return `wants to run ${withSigns(ask.command)}`;
    case "sandboxed-command":
      return `wants to run ${withSigns(ask.command)} in the sandbox`;
    case "input":
      return `wants to type ${withSigns(ask.text)} into ${withSigns(ask.program, true)}`;
    case "task":
      return `wants to run the task ${withSigns(ask.name, true)}`;
    case "fetch":
      return `wants to fetch ${withSigns(ask.url, true)}`;
    case "foreign-tool":
      return `wants to use ${withSigns(ask.tool, true)} of ${withSigns(ask.server, true)}`;
    case "read-outside":
      return `wants to read ${withSigns(ask.path, true)}, outside the workspace`;
    case "read-private":
      return `wants to read ${withSigns(ask.path, true)}, which may hold secrets`;
  }
}

/** What one of several operations does: "move a.ts to b.ts". */
function operationTitle(operation: ShownFileOperation): string {
  const { verb, path, to } = operationWords(operation);
  const target = to === undefined ? "" : ` to ${withSigns(to, true)}`;
  return `${verb.toLowerCase()} ${withSigns(path, true)}${target}`;
}

/** Whether "Allow in this chat" is offered: not for files that programs run or obey, nor for deletions. */
export function canStand({ ask }: Asked): boolean {
  if (ask.kind === "command") return (ask.judged?.reasons ?? []).length === 0;
  if (ask.kind === "files") return ask.operations.every(({ type, risk }) => type !== "delete" && risk === undefined);
  return ask.kind !== "edit" || ask.risk === undefined;
}

/** What "Allow in this chat" and "Always in this workspace" cover. */
export function scopeOf({ kind }: ShownAsk): string {
  switch (kind) {
    case "edit":
      return "All changes by this tool";
    case "files":
      return "All changes of these kinds by this tool";
    case "command":
      return "Exactly this command in this folder";
    case "sandboxed-command":
      return "All commands in the sandbox";
    case "input":
      return "Exactly this input to this program";
    case "task":
      return "This task, as long as it runs exactly this";
    case "fetch":
      return "Exactly this address";
    case "foreign-tool":
      return "This tool with exactly this input";
    case "read-outside":
    case "read-private":
      return "Exactly this path";
  }
}

/** What the latest card of a turn asks, for a screen reader; undefined where nothing waits. */
export function askedWords(turn: Turn): string | undefined {
  const asked = [...cardsOf(turn.items).values(), ...turn.items.flatMap(cardsInCall)].at(-1);
  if (!asked) return undefined;
  const [first, ...others] = asked;
  if (others.length > 0) {
    const paths = asked.map(({ ask }) => (ask.kind === "edit" ? withSigns(ask.diff.path, true) : ""));
    return `asks to make ${paths.length} changes: ${paths.join(", ")}`;
  }
  return first.ask.kind === "edit" ? `asks to change ${withSigns(first.ask.diff.path, true)}` : askTitle(first);
}
