import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import type { SubTasks } from "../../ports/subTasks.ts";
import { declare, parseArguments } from "../arguments.ts";

/** The most characters of a title, and of what a part hands back. */
const LONGEST_TITLE = 120;
const LONGEST_SUMMARY = 8000;

const schema = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  prompt: v.pipe(v.string(), v.minLength(1), v.description("All it must know: it does not see this chat")),
  tools: v.optional(v.picklist(["read", "all"])),
});

/** Hands a part of the work to a conversation of its own, so that what it reads does not fill this one. */
export function subTask(subTasks: SubTasks): Tool {
  return {
    name: "sub_task",
    description: "Let a fresh assistant do one part, such as a wide search. You get only its summary.",
    parameters: declare(schema),
    display: {
      icon: "layers",
      doing: "Working on",
      done: "Worked on",
      plain: "work on",
      target: { kind: "plain", text: "title" },
    },
    async plan(args) {
      const {
        title,
        prompt,
        tools = "read",
      } = parseArguments(schema, args, {
        title: ["name", "description"],
        prompt: ["task", "instructions", "question"],
        tools: ["access", "mode"],
      });
      return {
        async run(running: Running) {
          const task = { title: title.slice(0, LONGEST_TITLE), prompt, mayChange: tools === "all" };
          const { text, steps } = await subTasks.run(task, running);
          const isCut = text.length > LONGEST_SUMMARY;
          return {
            text: isCut ? `${text.slice(0, LONGEST_SUMMARY)}\n(The rest of the summary was left out.)` : text,
            note: steps === 1 ? "1 step" : `${steps} steps`,
          };
        },
      };
    },
  };
}
