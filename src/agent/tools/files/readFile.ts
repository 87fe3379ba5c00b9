import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import type { FileText, Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";

/** Lines per call; a longer file is returned in pieces, so that one call can't fill a small model's window. */
const MAX_LINES = 400;
const MAX_CHARACTERS = 24_000;

const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const schema = v.object({
  path: pathArgument,
  startLine: v.optional(v.pipe(line, v.description("First line, from 1"))),
  endLine: v.optional(line),
});

/** Returns a file's text or a range of its lines, and says what is left out. */
export function readFile(workspace: Workspace): Tool {
  return {
    name: "read_file",
    description: "Read a text file, or some of its lines.",
    parameters: declare(schema),
    display: {
      icon: "file",
      doing: "Reading",
      done: "Read",
      plain: "read",
      target: { kind: "file", path: "path", first: "startLine", last: "endLine" },
    },
    readOn: ({ startLine }, lines) => `Read on with startLine ${(Number(startLine) || 1) + lines}.`,
    async plan(args) {
      const { path, startLine = 1, endLine } = parseArguments(schema, args);
      const asked = await workspace.privatePath(path);
      const textOf = ({ text }: FileText) => ({ text: excerpt(text, startLine, endLine) });
      if (asked === undefined)
        return { run: async ({ signal }: Running) => textOf(await workspace.read(path, signal)) };
      return {
        asks: { kind: "read-private", path: asked },
        run: async ({ signal }: Running, consent: Consent<"read-private">) =>
          textOf(await workspace.read(asked, signal, consent)),
      };
    },
  };
}

function excerpt(text: string, startLine: number, endLine: number | undefined): string {
  if (text === "") return "(The file is empty.)";
  const lines = text.split(/\r?\n/);
  if (startLine > lines.length) throw new Error(`The file has only ${lines.length} lines.`);
  const wanted = Math.max(startLine, Math.min(endLine ?? lines.length, startLine + MAX_LINES - 1, lines.length));
  const last = lastThatFits(lines, startLine, wanted);
  const shown = lines.slice(startLine - 1, last).join("\n");
  const cut = shown.length > MAX_CHARACTERS ? `${shown.slice(0, MAX_CHARACTERS)}\n(cut: a very long line)` : shown;
  const whole = startLine === 1 && last === lines.length;
  return whole ? cut : `${cut}\n(Lines ${startLine} to ${last} of ${lines.length}.)`;
}

/** The last whole line to return; at least the first one. */
function lastThatFits(lines: readonly string[], startLine: number, wanted: number): number {
  let characters = 0;
  for (let line = startLine; line <= wanted; line++) {
    characters += (lines[line - 1]?.length ?? 0) + 1;
    if (characters > MAX_CHARACTERS) return Math.max(startLine, line - 1);
  }
  return wanted;
}
