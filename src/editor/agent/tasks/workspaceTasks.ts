import * as vscode from "vscode";
import { Consent } from "../../../agent/approval/consent.ts";
import type { TaskEnd, Tasks, WorkspaceTask } from "../../../agent/ports/tasks.ts";
import { withTimeout } from "../../language/symbols.ts";
import { runsOf, type TaskStep } from "./taskWords.ts";

/** How long the editor may look for tasks, and how long one may take, in milliseconds. */
const FETCH_MS = 15_000;
const RUN_MS = 600_000;
/** How long a task that serves or watches is looked at. */
const LOOK_MS = 2000;
/** How long a task may take to start. */
const START_MS = 30_000;
/** Where tasks run that name no folder. */
const OWN_FOLDER = "${workspaceFolder}";

type Found = WorkspaceTask & { task: vscode.Task };

/** The tasks of the workspace, run by the editor in its own terminals. */
export class WorkspaceTasks implements Tasks {
  async all(): Promise<WorkspaceTask[]> {
    return (await fetched()).map(({ name, kind, runs }) => ({ name, runs, ...(kind !== undefined && { kind }) }));
  }

  async run(name: string, consent: Consent<"task">, signal: AbortSignal): Promise<TaskEnd> {
    if (!vscode.workspace.isTrusted) throw new Error("Nothing runs in a restricted workspace.");
    const found = (await fetched()).find((each) => each.name === name);
    if (!found) throw new Error(`There is no task "${name}" any more.`);
    Consent.use(consent, { kind: "task", name, runs: found.runs });
    signal.throwIfAborted();
    return execute(found.task, signal);
  }
}

async function fetched(): Promise<Found[]> {
  if (!vscode.workspace.isTrusted) return [];
  const tasks = await withTimeout(vscode.tasks.fetchTasks(), FETCH_MS);
  if (!tasks) throw new Error("The editor takes too long to find the tasks. Try again, or use run_command.");
  const steps = tasks.map(stepOf);
  const names = new Map<string, number>();
  return tasks.map((task, at) => {
    const step = steps[at]!;
    const name = step.source === "Workspace" ? step.label : `${step.source}: ${step.label}`;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    const kind = task.group?.id;
    return {
      task,
      name: count === 1 ? name : `${name} (${count})`,
      runs: runsOf(step, steps, definedIn(task)),
      ...(kind !== undefined && { kind }),
    };
  });
}

/** The tasks of the tasks.json that a task comes from, in any form. */
function definedIn({ scope }: vscode.Task): unknown {
  const folder = typeof scope === "object" ? scope.uri : undefined;
  return vscode.workspace.getConfiguration("tasks", folder).get<unknown>("tasks");
}

function stepOf({ name, source, execution }: vscode.Task): TaskStep {
  const base = { label: name, source };
  if (execution instanceof vscode.ShellExecution) {
    const { commandLine, command, args, options } = execution;
    const words = [command, ...(args ?? [])].map(wordOf);
    return { ...base, line: commandLine ?? words.join(" "), ...placeOf(options) };
  }
  if (execution instanceof vscode.ProcessExecution) {
    const { process, args, options } = execution;
    return { ...base, line: [process, ...args].map(wordOf).join(" "), ...placeOf(options) };
  }
  return { ...base, line: undefined };
}

/** A word of a command line, so that one with blanks is seen as one. */
function wordOf(word: string | vscode.ShellQuotedString | undefined): string {
  const text = typeof word === "string" ? word : (word?.value ?? "");
  return text === "" || /\s/.test(text) ? `"${text}"` : text;
}

const placeOf = (
  options: { cwd?: string; env?: { [name: string]: string } } | undefined,
): Pick<TaskStep, "cwd" | "env"> => ({
  ...(options?.cwd !== undefined && options.cwd !== OWN_FOLDER && { cwd: options.cwd }),
  ...(options?.env && { env: options.env }),
});

/** Runs a task to its end, for a limited time. */
async function execute(task: vscode.Task, signal: AbortSignal): Promise<TaskEnd> {
  const listening: vscode.Disposable[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  try {
    return await new Promise<TaskEnd>((resolve, reject) => {
      const isIt = isOf(task);
      listening.push(
        vscode.tasks.onDidEndTaskProcess(({ execution: ended, exitCode }) => {
          if (isIt(ended)) resolve({ type: "ended", ...(exitCode !== undefined && { code: exitCode }) });
        }),
        // Comes also for tasks without a process, and after the event above for those with one.
        vscode.tasks.onDidEndTask(({ execution: ended }) => {
          if (isIt(ended)) setTimeout(() => resolve({ type: "ended" }), 100);
        }),
      );
      stop = () => {
        endTask(isIt);
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", stop, { once: true });
      timer = setTimeout(
        () => resolve({ type: task.isBackground ? "background" : "running" }),
        task.isBackground ? LOOK_MS : RUN_MS,
      );
      vscode.tasks.executeTask(task).then(undefined, reject);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    for (const each of listening) each.dispose();
  }
}

/** The editor may name a task's execution before it hands it over. */
const isOf =
  (task: vscode.Task) =>
  ({ task: other }: vscode.TaskExecution): boolean =>
    other.name === task.name && other.source === task.source;

/** Ends a task; one that is about to start, as soon as it has a process, because the editor ends no other. */
function endTask(isIt: (execution: vscode.TaskExecution) => boolean): void {
  for (const each of vscode.tasks.taskExecutions.filter(isIt)) each.terminate();
  const over = (): void => {
    clearTimeout(late);
    for (const each of listening) each.dispose();
  };
  const late = setTimeout(over, START_MS);
  const listening = [
    vscode.tasks.onDidStartTaskProcess(({ execution }) => isIt(execution) && execution.terminate()),
    vscode.tasks.onDidEndTask(({ execution }) => isIt(execution) && over()),
  ];
}
