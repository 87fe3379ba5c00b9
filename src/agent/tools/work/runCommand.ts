import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { CommandProcess, Commands } from "../../ports/commands.ts";
import type { Running, Tool, ToolResult } from "../../ports/tool.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { endNote, endWords, outputWords } from "./commandWords.ts";
import { showLive } from "./liveFeed.ts";
import { waitFor } from "./waitFor.ts";

/** How long a command may take before it goes on in the background, in seconds. */
const SECONDS = 120;
const MOST_SECONDS = 3600;
/** How long a command that is started in the background is looked at, in milliseconds. */
const LOOK_MS = 3000;

const schema = v.object({
  command: v.pipe(v.string(), v.minLength(1)),
  cwd: v.optional(pathArgument),
  seconds: v.optional(v.pipe(v.number(), v.description(`Time limit, ${SECONDS} if absent`))),
  background: v.optional(v.pipe(v.boolean(), v.description("Do not wait for its end: servers, watchers"))),
});

const aliases = {
  command: ["cmd", "commandLine", "script", "input"],
  cwd: ["dir", "directory", "folder", "workdir", "workingDirectory", "path"],
  seconds: ["timeout", "timeoutSeconds", "timeoutMs", "timeLimit", "limit"],
  background: ["isBackground", "runInBackground", "async"],
};

/** Runs a command in the user's shell and returns its exit code and output. */
export function runCommand(commands: Commands): Tool {
  return {
    name: "run_command",
    description: "Run a shell command; it gets no input.",
    parameters: declare(schema),
    display: {
      icon: "terminal",
      doing: "Running",
      done: "Ran",
      plain: "run",
      target: { kind: "plain", text: "command" },
    },
    readOn: () => 'Read on with the tool process, action "read".',
    async plan(args) {
      const { command, cwd, seconds = SECONDS, background = false } = parseArguments(schema, args, aliases);
      const folder = await commands.folder(cwd);
      // Nobody means a day: other tools count in milliseconds.
      const meant = seconds > 10 * MOST_SECONDS ? seconds / 1000 : seconds;
      const limit = Math.min(Math.max(meant, 1), MOST_SECONDS) * 1000;
      return {
        asks: { kind: "command", command, cwd: folder },
        async run(running: Running, consent: Consent<"command">) {
          const started = await commands.start({ command, cwd: folder, input: background }, consent);
          return background ? look(started, running) : watch(started, limit, running);
        },
      };
    },
  };
}

/** Waits for the end of a command, at most for the time limit; ends it with the turn. */
async function watch(started: CommandProcess, limit: number, running: Running): Promise<ToolResult> {
  const isOver = await shown(started, running, () => waitFor(started.ended, limit, running.signal));
  if (!isOver) {
    const words = `Still running after ${limit / 1000} s; it goes on in the background as ${started.id}.`;
    return { text: `${words} ${useProcess}\n${outputWords(started.id, started.output)}`, note: "in the background" };
  }
  return resultOf(started);
}

/** Waits a moment for what a background command says first. */
async function look(started: CommandProcess, running: Running): Promise<ToolResult> {
  const isOver = await shown(started, running, () => waitFor(started.ended, LOOK_MS, running.signal));
  if (isOver) return resultOf(started);
  const words = `Runs in the background as ${started.id}. ${useProcess}`;
  return { text: `${words}\n${outputWords(started.id, started.output)}`, note: "in the background" };
}

const useProcess = 'See what it writes with the tool process, action "read"; end it with "stop".';

async function shown<T>(started: CommandProcess, running: Running, wait: () => Promise<T>): Promise<T> {
  const stop = (): void => started.stop();
  running.signal.addEventListener("abort", stop, { once: true });
  if (running.signal.aborted) stop();
  const endShow = showLive(started, running.output);
  try {
    return await wait();
  } finally {
    endShow();
    running.signal.removeEventListener("abort", stop);
  }
}

function resultOf({ id, output, end, startedAt, isOpen }: CommandProcess): ToolResult {
  if (!end) throw new Error("The command has no end.");
  if (end.type === "failed") throw new Error(endWords(end));
  const seconds = (Date.now() - startedAt) / 1000;
  const took = seconds >= 5 ? ` It took ${Math.round(seconds)} s.` : "";
  const note = endNote(end);
  const left = isOpen ? ` Something that it started still runs, in the background as ${id}.` : "";
  return { text: `${endWords(end)}${took}${left}\n${outputWords(id, output)}`, ...(note !== "" && { note }) };
}
