import * as v from "valibot";

/** What a task runs by itself, as VS Code knows it. */
export type TaskStep = {
  /** Its name without its source, as tasks.json and other tasks call it. */
  label: string;
  /** Who found it: "Workspace" for those of tasks.json, otherwise for example "npm". */
  source: string;
  line: string | undefined;
  cwd?: string;
  env?: Readonly<Record<string, string>>;
};

const taskRef = v.union([v.string(), v.looseObject({ type: v.string(), script: v.string() })]);
const definedSchema = v.looseObject({
  label: v.string(),
  dependsOn: v.optional(v.union([taskRef, v.array(taskRef)])),
});

/** The deepest chain of tasks that run before others, which is shown. */
const DEEPEST = 10;

/** The tasks that run before one, by their labels, as tasks.json says. `defined`: its tasks, in any form. */
export function tasksBefore(label: string, defined: unknown): string[] {
  if (!Array.isArray(defined)) return [];
  const found = defined.flatMap((each) => {
    const parsed = v.safeParse(definedSchema, each);
    return parsed.success && parsed.output.label === label ? [parsed.output] : [];
  });
  const { dependsOn = [] } = found[0] ?? {};
  return (Array.isArray(dependsOn) ? dependsOn : [dependsOn]).map((each) =>
    typeof each === "string" ? each : each.script,
  );
}

/** What a task runs, with all tasks that run before it, one a line. `defined`: the tasks of tasks.json. */
export function runsOf(step: TaskStep, all: readonly TaskStep[], defined: unknown): string {
  const lines: string[] = [];
  const add = (each: TaskStep, above: readonly string[]): void => {
    // Only those of tasks.json run others before them.
    const before = each.source === "Workspace" ? tasksBefore(each.label, defined) : [];
    for (const label of before) {
      const other = all.find((one) => one.label === label || `${one.source}: ${one.label}` === label);
      if (above.length >= DEEPEST || above.includes(label)) continue;
      if (other) add(other, [...above, label]);
      else lines.push(`(the task "${label}", which is not known)`);
    }
    if (each.line !== undefined) lines.push(lineOf(each));
    else if (before.length === 0) lines.push(`(what the extension for "${each.source}" decides)`);
  };
  add(step, [step.label]);
  return lines.join("\n");
}

function lineOf({ line = "", cwd, env = {} }: TaskStep): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  return `${variables.join("")}${line}${cwd === undefined ? "" : `   (in ${cwd})`}`;
}
