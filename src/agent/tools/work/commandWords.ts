import type { CommandEnd, CommandProcess } from "../../ports/commands.ts";
import type { CommandOutput } from "../../output/commandOutput.ts";

/** What the model gets of an output at once, in characters: its beginning, and its end, where most programs sum up. */
const HEAD = 3000;
const TAIL = 9000;
/** What one reading of a part gives. */
export const PART = HEAD + TAIL;

/** How a command ended, for a card: "exit code 1". */
export function endNote(end: CommandEnd): string {
  switch (end.type) {
    case "exited":
      return end.code === 0 ? "" : `exit code ${end.code}`;
    case "killed":
      return `ended by ${end.signal}`;
    case "stopped":
      return "stopped";
    case "failed":
      return "did not start";
  }
}

/** How a command ended, for the model. */
export function endWords(end: CommandEnd): string {
  switch (end.type) {
    case "exited":
      return `Exit code ${end.code}.`;
    case "killed":
      return `It was ended by ${end.signal}.`;
    case "stopped":
      return "It was stopped.";
    case "failed":
      return `It could not be started: ${end.message}`;
  }
}

/** An output for the model: all of it, or its beginning and its end with how to read what is between. */
export function outputWords(id: string, output: CommandOutput): string {
  const { binary } = output;
  const words = textWords(id, output);
  return binary > 0 ? `${words}\n(${binary} bytes that are no text are left out)` : words;
}

function textWords(id: string, output: CommandOutput): string {
  const whole = output.length + output.line.length;
  if (whole === 0) return "(no output)";
  if (whole <= PART) return output.read(0, PART).text.trimEnd();
  const head = output.read(0, HEAD).text;
  const cut = head.lastIndexOf("\n") + 1 || head.length;
  const tail = output.last(TAIL);
  const start = tail.text.indexOf("\n") + 1;
  const from = tail.from + start;
  const how = `process {"action":"read","id":"${id}","from":${cut}}`;
  return `${head.slice(0, cut)}(… ${from - cut} characters left out; read them with ${how} …)\n${tail.text.slice(start).trimEnd()}`;
}

/** One line about a command, for a list. */
export function processLine({ id, command, end, startedAt, isOpen }: CommandProcess, now: number): string {
  const state = end ? endWords(end) : `running for ${Math.round((now - startedAt) / 1000)} s`;
  const first = command.split("\n", 1)[0] ?? "";
  return `${id}: ${first.length > 120 ? `${first.slice(0, 120)}…` : first} (${state.replace(/\.$/, "")}${end && isOpen ? "; something that it started still runs" : ""})`;
}
