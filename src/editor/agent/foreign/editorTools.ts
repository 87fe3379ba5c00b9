import * as v from "valibot";
import * as vscode from "vscode";
import type { AskOf } from "../../../agent/approval/ask.ts";
import { Consent } from "../../../agent/approval/consent.ts";
import {
  type ForeignPart,
  type ForeignTool,
  type ForeignTools,
  NeedsChatError,
  sourceWords,
} from "../../../agent/ports/foreign.ts";
import { untilStopped } from "../../../model/untilStopped.ts";
import { saysItNeedsChat } from "./needsChat.ts";
import { resultParts } from "./resultParts.ts";
import { sourceOf } from "./toolSources.ts";

const KEY = "gemma.toolsNeedingChat";
/** How many tools are remembered as needing the editor's chat. */
const MOST_KNOWN = 200;

/** The editor's tools: its own, those of extensions, and those of MCP servers. */
export class EditorTools implements ForeignTools {
  private readonly memory: vscode.Memento;

  /** `memory` keeps which tools need the editor's own chat, for this version of the editor. */
  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  list(): readonly ForeignTool[] {
    const needing = new Set(this.needingChat);
    return vscode.lm.tools
      .filter(({ name }) => !needing.has(name))
      .map((tool) => ({
        name: tool.name,
        source: sourceOf(tool),
        description: tool.description,
        schema: tool.inputSchema,
      }));
  }

  async call(
    what: AskOf<"foreign-tool">,
    consent: Consent<"foreign-tool">,
    signal: AbortSignal,
  ): Promise<readonly ForeignPart[]> {
    if (!vscode.workspace.isTrusted) throw new Error("No tools are used in a restricted workspace.");
    const found = vscode.lm.tools.find(({ name }) => name === what.tool);
    const source = found && sourceOf(found);
    if (!source || sourceWords(source) !== what.server) throw new Error(goneWords(what));
    Consent.use(consent, what);
    const cancelled = new vscode.CancellationTokenSource();
    const cancel = (): void => cancelled.cancel();
    signal.addEventListener("abort", cancel);
    try {
      const options = { input: what.arguments, toolInvocationToken: undefined };
      const running = Promise.resolve(vscode.lm.invokeTool(what.tool, options, cancelled.token));
      const { content } = await untilStopped(running, signal);
      const parts = resultParts(content);
      const [only, ...others] = parts;
      // The editor's own tools refuse in a result, too.
      const isRefusal = source.kind === "editor" && only?.type === "text" && others.length === 0;
      if (isRefusal && saysItNeedsChat(only.text)) throw await this.learn(what);
      return parts;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && saysItNeedsChat(error.message)) throw await this.learn(what);
      throw error;
    } finally {
      signal.removeEventListener("abort", cancel);
      cancelled.dispose();
    }
  }

  private get needingChat(): readonly string[] {
    const stored = v.safeParse(v.object({ version: v.string(), tools: v.array(v.string()) }), this.memory.get(KEY));
    return stored.success && stored.output.version === vscode.version ? stored.output.tools : [];
  }

  /** Remembers a tool that needs the editor's own chat; returns what to tell. */
  private async learn({ tool, server }: AskOf<"foreign-tool">): Promise<NeedsChatError> {
    const tools = [...new Set([...this.needingChat, tool])].slice(-MOST_KNOWN);
    await this.memory.update(KEY, { version: vscode.version, tools });
    return new NeedsChatError(
      `"${tool}" of ${server} runs only within the editor's own chat, never here. Do it without this tool.`,
    );
  }
}

const goneWords = ({ tool, server }: AskOf<"foreign-tool">): string =>
  `"${tool}" of ${server} is not there now. Its server or extension may have stopped. Do without it, or ask the user to start it.`;
