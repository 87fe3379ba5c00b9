import * as v from "valibot";
import type { Running, Tool } from "../../ports/tool.ts";
import { declare, parseArguments } from "../arguments.ts";

const MOST_CHOICES = 6;
const LONGEST_CHOICE = 200;

const schema = v.object({
  question: v.pipe(v.string(), v.minLength(1)),
  choices: v.optional(v.array(v.string())),
});

/** Asks the user a question and waits for the answer. */
export function askUser(): Tool {
  return {
    name: "ask_user",
    description: "Ask the user something that only they can decide.",
    parameters: declare(schema),
    display: {
      icon: "question",
      doing: "Asking",
      done: "Asked",
      plain: "ask",
      target: { kind: "plain", text: "question" },
    },
    async plan(args) {
      const { question: text, choices: given = [] } = parseArguments(schema, args, {
        question: ["text", "prompt"],
        choices: ["options", "answers"],
      });
      const choices = [...new Set(given.map((each) => each.trim().slice(0, LONGEST_CHOICE)))]
        .filter((each) => each !== "")
        .slice(0, MOST_CHOICES);
      return {
        async run(running: Running) {
          const answer = await running.ask({ text, choices });
          return { text: `The user answers: ${answer}` };
        },
      };
    },
  };
}
