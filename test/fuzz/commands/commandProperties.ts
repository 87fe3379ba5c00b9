import * as fc from "fast-check";
import { decideCommand } from "../../../src/agent/approval/index.ts";
import { commandTable } from "../../support/commandTable.ts";
import { harmlessContexts, runnerContexts, runningContexts } from "./contexts.ts";
import { RealShell } from "./realShell.ts";
import { shellLines } from "./shellLines.ts";

/** How long or how often to try, and from which seed. */
export type Effort = { ms: number } | { runs: number };

/** What was tried, how many lines were allowed and run, and the smallest line that broke the property. */
export type Found = { cases: number; ran: number; failure?: string };

/**
 * No line that the policy allows runs a program that no rule allows: each allowed line is run in a real bash, and what ran
 * is compared with the sub-commands.
 */
export async function allowedLinesRunWhatIsListed(effort: Effort, seed?: number): Promise<Found> {
  const shell = new RealShell();
  let cases = 0;
  let ran = 0;
  const property = fc.asyncProperty(shellLines, async (command) => {
    cases++;
    const place = { workspace: "/ws", home: "/home/u" };
    const allow = ["ok", "echo", "cat", "printf"];
    const { decision, subCommands = [] } = await decideCommand({ command, shell: "bash", allow, ...place });
    if (decision !== "allow") return;
    ran++;
    const programs = await shell.ran(command);
    const listed = subCommands
      .join(" ")
      .replace(/\\\n|[\\'"$]/g, "")
      .split(/\s+/);
    const unlisted = programs.filter((name) => name !== "ok" || !listed.includes(name));
    if (unlisted.length > 0) throw new Error(`It ran ${unlisted.join(", ")}; listed: ${JSON.stringify(subCommands)}`);
  });
  const limits =
    "ms" in effort ? { interruptAfterTimeLimit: effort.ms, numRuns: 10_000_000 } : { numRuns: effort.runs };
  const details = await fc.check(property, { ...limits, ...(seed !== undefined && { seed }) });
  shell.dispose();
  if (!details.failed || details.counterexample === null) return { cases, ran };
  const [line] = details.counterexample;
  return { cases, ran, failure: `${JSON.stringify(line)}: ${String(details.errorInstance)} (seed ${details.seed})` };
}

const place = { workspace: "/ws", home: "/home/u" };
const inBash = commandTable("unsafe", "bash");
/** One command each, without signs of the shell, so that it can stand anywhere. */
const isPlain = ({ command }: { command: string }): boolean =>
  /^[\w@%+=:,./ ~-]+$/.test(command) &&
  !/^(if|for|while|case|until|cd|export|set|declare|alias|\.) |=|^(env|export|set|time|exec|command|trap)$/.test(
    command,
  );
// A folder above is inside again from a folder below.
const unsafe = inBash.filter((row) => isPlain(row) && !row.command.includes(".."));
const harmless = commandTable("harmless", "bash").filter((row) => isPlain(row) && !row.command.includes("~"));

/** An unsafe command stays unsafe wherever it stands, and a harmless one does not become unsafe. */
export async function contextsDecideNothing(effort: Effort, seed?: number): Promise<Found> {
  let cases = 0;
  const contexts = fc.constantFrom(...runningContexts);
  const evil = fc.tuple(
    fc.constantFrom(...unsafe),
    contexts,
    fc.constantFrom(...runnerContexts, (c: string) => c),
    contexts,
  );
  const plain = fc.tuple(fc.constantFrom(...harmless), fc.constantFrom(...harmlessContexts));
  const property = fc.asyncProperty(
    fc.oneof(
      evil.map((each) => ({ each })),
      plain.map((fine) => ({ fine })),
    ),
    async (drawn) => {
      cases++;
      if ("each" in drawn) {
        const [{ allow, command }, outer, runner, inner] = drawn.each;
        const line = outer(inner(runner(command)));
        const { decision } = await decideCommand({
          command: line,
          shell: "bash",
          allow: [...allow, "ok"],
          ...place,
        });
        if (decision === "allow") throw new Error(`allowed: ${line}`);
      } else {
        const [{ allow, command }, context] = drawn.fine;
        const line = context(command);
        const { decision, reasons } = await decideCommand({
          command: line,
          shell: "bash",
          allow: [...allow, "ok"],
          ...place,
        });
        if (decision !== "allow") throw new Error(`asked: ${line}: ${reasons.join(" ")}`);
      }
    },
  );
  const limits =
    "ms" in effort ? { interruptAfterTimeLimit: effort.ms, numRuns: 10_000_000 } : { numRuns: effort.runs };
  const details = await fc.check(property, { ...limits, ...(seed !== undefined && { seed }) });
  return {
    cases,
    ran: cases,
    ...(details.failed &&
      details.errorInstance !== null && { failure: `${String(details.errorInstance)} (seed ${details.seed})` }),
  };
}
