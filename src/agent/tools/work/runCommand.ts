import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { CommandProcess, Commands, SandboxState } from "../../ports/commands.ts";
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

/** With the sandbox on. */
const withSandbox = v.object({
  ...schema.entries,
  sandbox: v.optional(v.pipe(v.boolean(), v.description("false if it needs the network or other folders"))),
});

/** Runs a command in the user's shell and returns its exit code and output; in the sandbox if the user wants that. */
export function runCommand(commands: Commands): Tool {
  return {
    name: "run_command",
    description: "Run a shell command; it gets no input.",
    get parameters() {
      return declare(commands.wantsSandbox ? withSandbox : schema);
    },
    display: {
      icon: "terminal",
      doing: "Running",
      done: "Ran",
      plain: "run",
      target: { kind: "plain", text: "command" },
    },
    readOn: () => 'Read on with the tool process, action "read".',
    async plan(args) {
      const given = parseArguments(withSandbox, args, aliases);
      const { command, cwd, seconds = SECONDS, background = false, sandbox = true } = given;
      const folder = await commands.folder(cwd);
      // Nobody means a day: other tools count in milliseconds.
      const meant = seconds > 10 * MOST_SECONDS ? seconds / 1000 : seconds;
      const limit = Math.min(Math.max(meant, 1), MOST_SECONDS) * 1000;
      const request = { command, cwd: folder, input: background };
      const follow = (started: CommandProcess, running: Running): Promise<ToolResult> =>
        background ? look(started, running) : watch(started, limit, running);
      const state = await commands.sandbox();
      if (state.type === "on" && sandbox) {
        return {
          asks: { kind: "sandboxed-command", command, cwd: folder },
          run: async (running: Running, consent: Consent<"sandboxed-command">) =>
            hinted(await follow(await commands.startSandboxed(request, consent), running)),
        };
      }
      const title = outsideWords(state);
      return {
        ...(title !== undefined && { title }),
        asks: { kind: "command", command, cwd: folder },
        run: async (running: Running, consent: Consent<"command">) =>
          follow(await commands.start(request, consent), running),
      };
    },
  };
}

/** Why a command does not run in the sandbox, for its card; undefined where the user wants none. */
function outsideWords(state: SandboxState): string | undefined {
  switch (state.type) {
    case "off":
      return undefined;
    case "on":
      return "Outside the sandbox: with the network, and all folders that you can write in.";
    case "impossible":
      return `Not in the sandbox. ${state.why}`;
  }
}

/** The result of a command that failed in the sandbox says how to run it outside. */
function hinted(result: ToolResult): ToolResult {
  if (result.note === undefined || !result.note.startsWith("exit code")) return result;
  const words = "(It ran in the sandbox: no network, writing only in the workspace, protected files only read.";
  return { ...result, text: `${result.text}\n${words} If that is why it failed, repeat it with sandbox: false.)` };
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
