import * as v from "valibot";
import type { Todo } from "../../transcript/turnEvent.ts";
import type { Tool } from "../../ports/tool.ts";
import { declare } from "../arguments.ts";

const MOST_ITEMS = 50;
const LONGEST = 300;

const declared = v.object({
  items: v.pipe(v.array(v.string()), v.description('All of them, each "[ ] open", "[>] doing" or "[x] done"')),
});

/** Keeps the list of what is to do, which the user sees. Each call replaces it. */
export function todo(): Tool {
  return {
    name: "todo",
    description: "Keep a checklist of a long task's steps; each call replaces the list.",
    parameters: declare(declared),
    display: {
      icon: "checklist",
      doing: "Planning",
      done: "Planned",
      plain: "plan",
      target: { kind: "plain", text: "title" },
    },
    async plan(args) {
      const todos = todosOf(args.items ?? args.todos ?? args.tasks ?? args.list);
      const done = todos.filter(({ state }) => state === "done").length;
      const note = `${done} of ${todos.length} done`;
      return { run: async () => ({ text: `Noted: ${note}.`, note, todos }) };
    },
  };
}

/** Reads a list in any form that models write. Throws an Error with words for the model. */
export function todosOf(items: unknown): Todo[] {
  const todos = listOf(items).flatMap((item) => todoOf(item) ?? []);
  if (todos.length > MOST_ITEMS) throw new Error(`At most ${MOST_ITEMS} items. Join some.`);
  if (todos.length === 0 && listOf(items).length > 0)
    throw new Error('items: a list of texts such as "[ ] Write the test".');
  return todos;
}

function listOf(items: unknown): readonly unknown[] {
  if (Array.isArray(items)) return items;
  if (typeof items !== "string") return typeof items === "object" && items !== null ? Object.values(items) : [items];
  const lines = items.split("\n").filter((line) => line.trim() !== "");
  return lines;
}

const marks: ReadonlyMap<string, Todo["state"]> = new Map([
  ["x", "done"],
  ["✓", "done"],
  ["✔", "done"],
  [">", "doing"],
  ["~", "doing"],
  ["-", "doing"],
  ["/", "doing"],
  ["*", "doing"],
]);

const objectSchema = v.looseObject({});
const textKeys = ["text", "content", "task", "title", "description", "step", "name", "item"];
const stateKeys = ["state", "status", "done", "completed"];

function todoOf(item: unknown): Todo | undefined {
  if (typeof item === "string") {
    const [, mark = "", text = ""] = /^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[(.?)\]\s*)?(.*)$/su.exec(item) ?? [];
    return made(text, marks.get(mark.toLowerCase()) ?? "open");
  }
  const parsed = v.safeParse(objectSchema, item);
  if (!parsed.success) return undefined;
  const valueOf = (keys: readonly string[]) =>
    keys.map((key) => parsed.output[key]).find((value) => value !== undefined);
  const text = valueOf(textKeys);
  return typeof text === "string" ? made(text, stateOf(valueOf(stateKeys))) : undefined;
}

function stateOf(value: unknown): Todo["state"] {
  if (value === true) return "done";
  if (typeof value !== "string") return "open";
  if (/^(done|complete|finish|true|x$)/i.test(value)) return "done";
  return /^(doing|in.?progress|active|current|started)/i.test(value) ? "doing" : "open";
}

function made(text: string, state: Todo["state"]): Todo | undefined {
  const plain = text.replaceAll(/\s+/g, " ").trim();
  return plain === "" ? undefined : { text: plain.slice(0, LONGEST), state };
}
