import type { Tool } from "../ports/tool.ts";

/** For small models, which more declarations confuse: at most eight. */
const leanTools: ReadonlySet<string> = new Set([
  "read_file",
  "list_dir",
  "search_text",
  "edit_file",
  "replace_lines",
  "create_file",
  "run_command",
  "process",
]);

/** Tools with an effect that needs no consent: `process` stops a command that the agent started. */
const unasked: ReadonlySet<string> = new Set(["process"]);

/** The tools for a small model: of our own (`builtIn`) a few, and those of others, which the user chose. */
export function toolsOfSmall(tools: readonly Tool[], builtIn: readonly Tool[]): readonly Tool[] {
  const own = new Set(builtIn.map(({ name }) => name));
  return tools.filter(({ name }) => leanTools.has(name) || !own.has(name));
}

/**
 * The tools of Plan mode: declared the same, so that the plan starts with the prompt that is in the model's memory.
 * Those with an effect that needs no consent fail; the policy denies the others.
 */
export const toolsToPlan = (tools: readonly Tool[]): readonly Tool[] =>
  tools.map((tool) =>
    unasked.has(tool.name)
      ? { ...tool, plan: () => Promise.reject(new Error("Plan mode only reads, so nothing was done.")) }
      : tool,
  );
