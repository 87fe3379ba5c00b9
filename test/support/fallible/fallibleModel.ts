import type { JsonObject } from "../../../src/model/message.ts";
import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../../src/model/model.ts";
import { misremembered, quoted, type Rates } from "./mistakes.ts";
import { type Random, randomFrom } from "./random.ts";
import type { Change, Intent, Task } from "./tasks.ts";

type Act = { name: string; args: JsonObject };

const info: ModelInfo = { id: "gemma-3-4b", label: "Fallible", provider: "test", nativeTools: false, vision: false };

/**
 * A scripted stand-in for a small model. It knows what a task wants, writes its calls as text in the dialect of Gemma 3,
 * makes mistakes at the given rates from a fixed start, and follows error messages to the letter. `said`: counts the
 * requests and the characters of prompts and answers.
 */
export function fallibleModel(
  task: Task,
  rates: Rates,
  seed = task.seed,
): Model & { said: { requests: number; characters: number } } {
  const mind = new Mind(task, rates, seed);
  const said = { requests: 0, characters: 0 };
  return {
    info,
    said,
    async *stream(request): AsyncGenerator<ModelEvent> {
      const answer = mind.answer(lastText(request));
      said.requests++;
      said.characters +=
        answer.length + request.messages.reduce((sum, { parts }) => sum + JSON.stringify(parts).length, 0);
      yield { type: "text", delta: answer };
      yield { type: "done", reason: "stop" };
    },
  };
}

/** The latest message, without what was said before. */
const lastText = ({ messages }: ModelRequest): string =>
  (messages.at(-1)?.parts ?? []).map((part) => ("text" in part ? part.text : "")).join("\n");

class Mind {
  readonly #task: Task;
  readonly #rates: Rates;
  readonly #random: Random;
  /** Files as they were last read; changes of its own are known. */
  readonly #seen = new Map<string, string>();
  #at = 0;
  #last: Act | undefined;
  /** The last call was one that it had made before. */
  #repeats = false;
  /** The change is quoted with more lines around it. */
  #wide = false;

  constructor(task: Task, rates: Rates, seed: number) {
    this.#task = task;
    this.#rates = rates;
    this.#random = randomFrom(seed);
  }

  answer(told: string): string {
    const act = this.#last === undefined ? this.#next() : this.#after(this.#last, told);
    if (act === undefined) return "Done: the change is made.";
    if (this.#errs("talks")) {
      // What it said it would do comes with the next answer, if it is asked on.
      this.#last = undefined;
      return `I will now use ${act.name} on the file.`;
    }
    this.#repeats = this.#last !== undefined && this.#errs("repeatsCall");
    const again = this.#repeats ? this.#last! : act;
    this.#last = again;
    const text = `{"name": ${JSON.stringify(again.name)}, "parameters": ${JSON.stringify(again.args)}}`;
    return this.#errs("cutsCall") ? text.slice(0, Math.floor(text.length * 0.7)) : text;
  }

  #errs(mistake: Exclude<keyof Rates, "corrects" | "drifts">): boolean {
    return this.#random() < this.#rates[mistake];
  }

  get #intent(): Intent | undefined {
    return this.#task.intents[this.#at];
  }

  /** What to do about the intent at hand; nothing if all is done. */
  #next(): Act | undefined {
    const intent = this.#intent;
    if (!intent) return undefined;
    if (intent.does === "create") return { name: "create_file", args: { path: intent.path, text: intent.text } };
    const { path } = intent.change;
    const isKnown = this.#seen.has(path);
    if (!isKnown && !this.#errs("forgetsReading"))
      return this.#read(this.#errs("wrongPath") ? misremembered(path) : path);
    return this.#edit(intent.change, isKnown);
  }

  readonly #read = (path: string): Act => ({ name: "read_file", args: { path } });

  #edit({ path, old, new: now, short }: Change, isKnown: boolean): Act {
    const lines = short && !this.#wide ? short : { old, new: now };
    const isOld = this.#at > 0 && this.#errs("quotesOld");
    const quote = (line: string): string =>
      isKnown && !isOld ? quoted(line, this.#rates, this.#random) : guessed(line);
    const oldText = lines.old.map(quote).join("\n");
    return { name: "edit_file", args: { path, oldText, newText: lines.new.join("\n") } };
  }

  /** What to do after the result of a call, by its words. */
  #after(last: Act, told: string): Act | undefined {
    const [, name = "", failed] = /^(?:Result of )?(\w+)( failed)?:\n/m.exec(told) ?? [];
    if (this.#repeats) return this.#next();
    if (failed === undefined && name === last.name) return this.#succeeded(last, told);
    const intent = this.#intent;
    const path = intent?.does === "edit" ? intent.change.path : intent?.path;
    if (intent === undefined || path === undefined) return undefined;
    if (/was not run\b/.test(told)) return last;
    if (/Use replace_lines now/.test(told)) return this.#byLines(intent, told);
    if (/There is no (?:file|folder)/.test(told))
      return {
        name: "search_text",
        args: {
          text: path
            .split("/")
            .at(-1)!
            .replace(/\.\w+$/, ""),
        },
      };
    if (/(?:is|seems to be) applied already|exists already|are the same/.test(told)) return this.#advance();
    if (/has \d+ places/.test(told)) this.#wide = true;
    if (/read the file again|Read it again/i.test(told)) return this.#read(path);
    if (intent.does === "create") return { name: "create_file", args: { path, text: intent.text } };
    return this.#edit(intent.change, true);
  }

  #succeeded(last: Act, told: string): Act | undefined {
    switch (last.name) {
      case "read_file":
        this.#seen.set(String(last.args.path), told);
        return this.#next();
      case "search_text":
      case "list_dir": {
        const intent = this.#intent;
        return intent && this.#read(intent.does === "edit" ? intent.change.path : intent.path);
      }
      default:
        return this.#advance();
    }
  }

  #advance(): Act | undefined {
    this.#at++;
    this.#wide = false;
    return this.#next();
  }

  /** Names the lines to replace as they are shown with number and tag. */
  #byLines(intent: Intent, told: string): Act | undefined {
    if (intent.does !== "edit") return this.#next();
    const { path, old, new: now } = intent.change;
    const rows = [...told.matchAll(/^(\d+#[a-z]{3})\| (.*)$/gm)].map(([, name = "", text = ""]) => ({ name, text }));
    const at = rows.findIndex((_, row) => old.every((line, n) => rows[row + n]?.text === line));
    if (at < 0) return this.#read(path);
    const args = { path, first: rows[at]!.name, last: rows[at + old.length - 1]!.name, newText: now.join("\n") };
    return { name: "replace_lines", args };
  }
}

/** A line as the stand-in thinks that it may be, without having read it. */
const guessed = (line: string): string => line.replace(/\b([a-z]+)([A-Z_]\w*)/, "$1").replace(/\d+/, "1");
