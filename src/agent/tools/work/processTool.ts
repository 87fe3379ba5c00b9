import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { CommandProcess, Commands } from "../../ports/commands.ts";
import type { Plan, Running, Tool } from "../../ports/tool.ts";
import { declare, parseArguments } from "../arguments.ts";
import { endWords, PART, processLine } from "./commandWords.ts";
import { waitFor } from "./waitFor.ts";

const MOST_SECONDS = 600;
/** How long the answer to an input is waited for, in milliseconds. */
const ANSWER_MS = 1500;

const schema = v.object({
  action: v.picklist(["list", "read", "input", "stop"]),
  id: v.optional(v.string()),
  text: v.optional(v.pipe(v.string(), v.description("Input; a line ends with \\n"))),
  from: v.optional(v.pipe(v.number(), v.description("First character to read; absent: what is new"))),
  seconds: v.optional(v.pipe(v.number(), v.description("How long to wait for news"))),
});

const aliases = {
  action: ["operation", "command"],
  id: ["process", "processId", "pid", "terminalId", "name"],
  text: ["input", "data", "keys"],
  seconds: ["wait", "timeout"],
  input: ["write", "send", "type"],
  read: ["output", "log", "poll"],
  stop: ["kill", "end", "terminate"],
};

/** Looks after commands that run in the background: their output, their input, their end. */
export function processTool(commands: Commands): Tool {
  /** How far the model has read each command's output. */
  const read = new WeakMap<CommandProcess, number>();

  const partOf = (process: CommandProcess, from: number | undefined): string => {
    const { output, end } = process;
    const start = Math.max(0, from ?? read.get(process) ?? 0);
    const isFar = from === undefined && output.length - start > PART;
    const part = isFar ? output.last(PART) : output.read(start, PART);
    read.set(process, part.next);
    const gap = part.from > start ? `(${part.from - start} characters before this are left out)\n` : "";
    const more = part.next < output.length ? `\n(${output.length - part.next} more; from ${part.next})` : "";
    const state = end ? endWords(end) : "Running.";
    return `${state}\n${gap}${part.text.trimEnd() || "(nothing new)"}${more}`;
  };

  const found = (id: string | undefined): CommandProcess => {
    const all = commands.all();
    const running = all.filter(({ end }) => end === undefined);
    const process = id === undefined && running.length === 1 ? running[0] : all.find((each) => each.id === id);
    if (process) return process;
    const names = all.map((each) => each.id).join(", ");
    throw new Error(
      `There is no process ${id === undefined ? "without an id" : `"${id}"`}. There are: ${names || "none"}.`,
    );
  };

  function input(process: CommandProcess, text: string | undefined): Plan {
    if (text === undefined || text === "") throw new Error("text: what to send, is missing.");
    return {
      asks: { kind: "input", text, program: process.command },
      async run({ signal }: Running, consent: Consent<"input">) {
        const before = process.output.length;
        await commands.send(process, text, consent);
        await news(process, ANSWER_MS, signal);
        return { text: partOf(process, Math.max(before, read.get(process) ?? 0)) };
      },
    };
  }

  return {
    name: "process",
    description: "Background commands: list them, read output, send input, stop.",
    parameters: declare(schema),
    async plan(args) {
      const { action, id, text, from, seconds = 0 } = parseArguments(schema, args, aliases);
      if (action === "list") {
        const lines = (): string =>
          commands
            .all()
            .map((each) => processLine(each, Date.now()))
            .join("\n");
        return { title: "Background commands", run: async () => ({ text: lines() || "None." }) };
      }
      const process = found(id);
      if (action === "input") return input(process, text);
      if (action === "stop") {
        return {
          title: `Stopping ${process.command}`,
          async run({ signal }: Running) {
            process.stop();
            await waitFor(process.ended, ANSWER_MS, signal);
            return { text: process.end ? partOf(process, undefined) : "It is being stopped." };
          },
        };
      }
      return {
        title: `Output of ${process.command}`,
        async run({ signal }: Running) {
          const isRead = from === undefined && process.output.length <= (read.get(process) ?? 0);
          if (isRead && seconds > 0) await news(process, Math.min(seconds, MOST_SECONDS) * 1000, signal);
          return { text: partOf(process, from) };
        },
      };
    },
  };
}

/** Waits for more output or the end, at most so many milliseconds. */
async function news(process: CommandProcess, ms: number, signal: AbortSignal): Promise<void> {
  let ended = (): void => undefined;
  const came = new Promise<void>((resolve) => (ended = process.onOutput(resolve)));
  try {
    await waitFor(Promise.race([came, process.ended]), ms, signal);
  } finally {
    ended();
  }
}
