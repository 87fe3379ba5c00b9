import * as v from "valibot";
import type { Git, GitQuery } from "../../ports/git.ts";
import type { Running, Tool } from "../../ports/tool.ts";
import { declare, parseArguments, pathArgument } from "../arguments.ts";
import { textFrom } from "../textFrom.ts";

const COUNT = 20;
const MOST_COUNT = 200;

const schema = v.object({
  action: v.picklist(["status", "diff", "log", "show"]),
  path: v.optional(pathArgument),
  revision: v.optional(v.pipe(v.string(), v.description("Commit or range"))),
  staged: v.optional(v.boolean()),
  count: v.optional(v.number()),
  from: v.optional(v.pipe(v.number(), v.description("First character, to read on"))),
});

const aliases = {
  action: ["command", "operation", "subcommand"],
  revision: ["commit", "ref", "range", "rev", "branch", "hash", "sha"],
  staged: ["cached"],
  count: ["limit", "n", "max", "maxCount"],
  from: ["offset", "start"],
};

/** Reads the state and the history of the workspace's git repository. */
export function gitTool(git: Git): Tool {
  return {
    name: "git",
    description: "Read git: status, diff, log, show. Changes nothing.",
    parameters: declare(schema),
    display: {
      icon: "source-control",
      doing: "Reading git",
      done: "Read git",
      plain: "read git",
      target: { kind: "plain", text: "action" },
    },
    readOn: (_args, lines) => `Read on with from, after ${lines} lines.`,
    async plan(args) {
      const { action, path, revision, staged, count = COUNT, from = 0 } = parseArguments(schema, args, aliases);
      const common = { ...(path !== undefined && path !== "" && { path }) };
      const at = { ...common, ...(revision !== undefined && revision !== "" && { revision }) };
      const query: GitQuery =
        action === "status"
          ? { action, ...common }
          : action === "log"
            ? { action, ...at, count: Math.min(Math.max(Math.trunc(count), 1), MOST_COUNT) }
            : action === "diff"
              ? { action, ...at, ...(staged === true && { staged }) }
              : { action, ...at };
      return {
        async run({ signal }: Running) {
          const text = await git.read(query, signal);
          return { text: text === "" ? nothing[action] : textFrom(text, from) };
        },
      };
    },
  };
}

const nothing = {
  status: "Nothing to commit.",
  diff: "No difference.",
  log: "No commits.",
  show: "Nothing.",
} as const;
