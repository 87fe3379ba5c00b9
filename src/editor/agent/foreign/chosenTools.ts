import * as v from "valibot";
import type { ForeignTools } from "../../../agent/ports/foreign.ts";
import type { Tool } from "../../../agent/ports/tool.ts";
import { type DeclaredTool, declaredToolSchema } from "../../../agent/tools/foreign/declaredTools.ts";
import { ForeignResults, foreignTool, readResult } from "../../../agent/tools/foreign/foreignTool.ts";

const KEY = "gemma.chosenTools";
/** How many chats keep their choice. */
const MOST_CHATS = 20;

const choiceSchema = v.object({ off: v.array(v.string()), on: v.array(declaredToolSchema) });
/** What the user chose: tools of ours that are off, by name, and tools of others that are on, as they are declared. */
export type ToolChoice = v.InferOutput<typeof choiceSchema>;

const storedSchema = v.object({ last: choiceSchema, chats: v.array(v.tuple([v.string(), choiceSchema])) });
const nothing: ToolChoice = { off: [], on: [] };

type Memory = { get(key: string): unknown; update(key: string, value: unknown): PromiseLike<void> };
type Ports = { memory: Memory; builtIn: readonly Tool[]; foreign: ForeignTools };

/**
 * The tools of each chat. Tools of others are off until the user turns them on. A new chat begins with the last choice in
 * this workspace. Within a chat only the user changes the tools: they stay declared word for word, even when their server
 * stops or describes them anew, so that the beginning of each request stays the same.
 */
export class ChosenTools {
  readonly builtIn: readonly Tool[];
  readonly foreign: ForeignTools;
  private readonly memory: Memory;
  private readonly results = new ForeignResults();
  private readonly made = new Map<string, readonly Tool[]>();
  private readonly told = new Map<string, string>();

  constructor({ memory, builtIn, foreign }: Ports) {
    this.memory = memory;
    this.builtIn = builtIn;
    this.foreign = foreign;
  }

  /** Names that no tool of others may have. */
  get ownNames(): string[] {
    return [...this.builtIn.map(({ name }) => name), readResult(this.results).name];
  }

  choice(chat: string): ToolChoice {
    const { last, chats } = this.stored();
    return chats.find(([id]) => id === chat)?.[1] ?? last;
  }

  async choose(chat: string, choice: ToolChoice): Promise<void> {
    this.made.delete(chat);
    await this.keep(chat, choice, choice);
  }

  /** The tools of a chat; from now on they are its own. */
  tools(chat: string): readonly Tool[] {
    const before = this.made.get(chat);
    if (before) return before;
    const choice = this.choice(chat);
    const others = choice.on.map((declared) => foreignTool(declared, this.foreign, this.results));
    const own = this.builtIn.filter(({ name }) => !choice.off.includes(name));
    const tools = others.length > 0 ? [...own, readResult(this.results), ...others] : own;
    this.made.set(chat, tools);
    void this.keep(chat, choice, this.stored().last);
    return tools;
  }

  /** The chosen tools of others that have gone since this was asked last; none if that is not new. */
  newlyMissing(chat: string): readonly DeclaredTool[] {
    const missing = this.missing(chat);
    const names = missing.map(({ name }) => name).join();
    if ((this.told.get(chat) ?? "") === names) return [];
    this.told.set(chat, names);
    return missing;
  }

  /** The chosen tools of others that are not there now. */
  missing(chat: string): readonly DeclaredTool[] {
    const there = this.foreign.list();
    return this.choice(chat).on.filter((each) => !there.some((tool) => isOf(each, tool)));
  }

  private stored(): v.InferOutput<typeof storedSchema> {
    const parsed = v.safeParse(storedSchema, this.memory.get(KEY));
    return parsed.success ? parsed.output : { last: nothing, chats: [] };
  }

  private async keep(chat: string, choice: ToolChoice, last: ToolChoice): Promise<void> {
    const others = this.stored().chats.filter(([id]) => id !== chat);
    await this.memory.update(KEY, { last, chats: [...others, [chat, choice]].slice(-MOST_CHATS) });
  }
}

/** Whether a tool is the one that was declared. */
export const isOf = (declared: DeclaredTool, tool: { name: string; source: DeclaredTool["source"] }): boolean =>
  declared.tool === tool.name &&
  declared.source.kind === tool.source.kind &&
  declared.source.label === tool.source.label;
