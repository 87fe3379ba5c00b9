import * as v from "valibot";
import type { Consent } from "../../approval/consent.ts";
import type { JsonObject } from "../../../model/message.ts";
import type { Running, Tool, ToolResult } from "../../ports/tool.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { fitted } from "../fitted.ts";
import { excerpt, MAX_CHARACTERS } from "./excerpt.ts";

/** The most files of one call, and the fewest characters worth reading of one. */
const MOST_FILES = 20;
const LEAST = 500;

const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const schema = v.object({
  path: pathArgument,
  startLine: v.optional(v.pipe(line, v.description("First line, from 1"))),
  endLine: v.optional(line),
  paths: v.optional(v.pipe(v.array(v.string()), v.description("More files to read"))),
});
const aliases = { paths: ["files", "filePaths"] };
const declared = declare(schema);

/** Returns the text of files or a range of one's lines, and says what is left out. An image is shown to the model. */
export function readFile(workspace: Workspace): Tool {
  return {
    name: "read_file",
    description: "Read a file, or some of its lines. Images are shown.",
    parameters: declared,
    display: {
      icon: "file",
      doing: "Reading",
      done: "Read",
      plain: "read",
      target: { kind: "file", path: "path", first: "startLine", last: "endLine", several: "paths" },
    },
    readOn: ({ startLine }, lines) => `Read on with startLine ${(Number(startLine) || 1) + lines}.`,
    async plan(args) {
      const { path, startLine = 1, endLine, paths = [] } = parseArguments(schema, withPath(args));
      const others = [...new Set(paths)].filter((each) => each !== path);
      if (others.length > 0) return { run: ({ signal }: Running) => readSeveral(workspace, [path, ...others], signal) };
      const asked = await workspace.privatePath(path);
      const read = async (signal: AbortSignal, consent?: Consent<"read-private">): Promise<ToolResult> => {
        const image = asked === undefined ? await workspace.image(path, signal) : undefined;
        if (image) return { text: `${image.path} is an image; it follows.`, image: image.picture };
        const { text } = await workspace.read(asked ?? path, signal, consent);
        return { text: excerpt(text, startLine, endLine) };
      };
      if (asked === undefined) return { run: ({ signal }: Running) => read(signal) };
      return {
        asks: { kind: "read-private", path: asked },
        run: ({ signal }: Running, consent: Consent<"read-private">) => read(signal, consent),
      };
    },
  };
}

/** The arguments in the declared names, with the first of several paths as the path if that is missing or a list. */
function withPath(args: JsonObject): JsonObject {
  const fit = fitted(args, declared, aliases);
  const { path, paths } = fit;
  if (Array.isArray(path)) return { ...fit, path: path[0] as unknown, paths: path };
  return path === undefined && Array.isArray(paths) ? { ...fit, path: paths[0] as unknown } : fit;
}

/** Files one after the other, each under its name, within the bound of one. A file that fails says why in its place. */
async function readSeveral(workspace: Workspace, paths: readonly string[], signal: AbortSignal): Promise<ToolResult> {
  const parts: string[] = [];
  let left = MAX_CHARACTERS;
  for (const [at, path] of paths.entries()) {
    if (left < LEAST || at >= MOST_FILES) {
      parts.push(`(Not read, to keep this short: ${paths.slice(at).join(", ")}.)`);
      break;
    }
    const text = await workspace.read(path, signal).then(
      (file) => excerpt(file.text, 1, undefined, left),
      (error: unknown) => {
        signal.throwIfAborted();
        return `(${error instanceof Error ? error.message : String(error)})`;
      },
    );
    parts.push(`== ${path} ==\n${text}`);
    left -= text.length;
  }
  return { text: parts.join("\n\n") };
}
