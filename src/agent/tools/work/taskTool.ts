import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { TaskEnd, Tasks, WorkspaceTask } from "../../ports/tasks.ts";
import type { Running, Tool, ToolResult } from "../../ports/tool.ts";
import { declare, parseArguments } from "../arguments.ts";

const MOST_LISTED = 100;
const LONGEST_LINE = 160;

const schema = v.object({ name: v.optional(v.string()) });

/** Lists the tasks of the workspace, or runs one. */
export function taskTool(tasks: Tasks): Tool {
  return {
    name: "task",
    description: "Run a task of the workspace (build, test, script); without a name, list them.",
    parameters: declare(schema),
    display: {
      icon: "tasklist",
      doing: "Running task",
      done: "Ran task",
      plain: "run task",
      target: { kind: "plain", text: "name" },
    },
    async plan(args) {
      const { name = "" } = parseArguments(schema, args, { name: ["task", "label", "id", "script"] });
      const all = await tasks.all();
      if (name === "") return { run: async () => ({ text: listOf(all) }) };
      const task = all.find((each) => each.name === name) ?? onlyLike(all, name);
      if (!task) throw new Error(`There is no task "${name}". ${listOf(all)}`);
      return {
        asks: { kind: "task", name: task.name, runs: task.runs },
        run: async ({ signal }: Running, consent: Consent<"task">) =>
          resultOf(await tasks.run(task.name, consent, signal), task),
      };
    },
  };
}

/** The only task whose name ends so: "test" for "npm: test". */
function onlyLike(all: readonly WorkspaceTask[], name: string): WorkspaceTask | undefined {
  const like = all.filter((each) => each.name.toLowerCase().endsWith(`: ${name.toLowerCase()}`));
  return like.length === 1 ? like[0] : undefined;
}

function listOf(all: readonly WorkspaceTask[]): string {
  if (all.length === 0) return "The workspace has no tasks.";
  const lines = all.slice(0, MOST_LISTED).map(({ name, kind, runs }) => {
    const first = runs.split("\n", 1)[0] ?? "";
    const line = first.length > LONGEST_LINE ? `${first.slice(0, LONGEST_LINE)}…` : first;
    return `- ${name}${kind === undefined ? "" : ` (${kind})`}: ${line}`;
  });
  const more = all.length > MOST_LISTED ? `\n(${all.length - MOST_LISTED} more)` : "";
  return `The tasks, and what they run:\n${lines.join("\n")}${more}`;
}

const output =
  "Its output stands in the editor's terminal and can't be read here; run_command shows that of a command.";

function resultOf(end: TaskEnd, { name }: WorkspaceTask): ToolResult {
  switch (end.type) {
    case "ended": {
      const { code } = end;
      const note = code === undefined || code === 0 ? {} : { note: `exit code ${code}` };
      return { text: `${code === undefined ? "It has ended." : `Exit code ${code}.`} ${output}`, ...note };
    }
    case "background":
      return { text: `${name} runs in the background. ${output}`, note: "in the background" };
    case "running":
      return { text: `${name} still runs, and goes on. ${output}`, note: "still running" };
  }
}
