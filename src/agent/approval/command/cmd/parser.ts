import { Cursor } from "../line/cursor.ts";
import {
  type Assignment,
  type Command,
  commandsOf,
  NotUnderstood,
  type Node,
  type Redirect,
  type Script,
  staticWord,
  type Word,
} from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { plainVariables, split } from "./names.ts";

const MOST_COMMANDS = 300;
const MOST_DEPTH = 16;

/** Parses a line of cmd.exe. Throws NotUnderstood for everything that it does not know exactly. */
export function parseCmd(text: string): Script {
  const parser = new Parser(text);
  const node = parser.list("");
  if (parser.at < text.length) throw new NotUnderstood(`"${text[parser.at]}" stands where it is not understood.`);
  return { node, problems: [] };
}

class Parser extends Cursor {
  private readonly loops = new Set<string>();
  private readonly set = new Set<string>();
  private commands = 0;
  private depth = 0;

  list(closer: "" | ")"): Node {
    if (++this.depth > MOST_DEPTH) throw new NotUnderstood("The command is nested too deeply.");
    const items: { node: Node; join: "&&" | "||" | ";" }[] = [];
    for (;;) {
      this.match(/[\s]*/y);
      if (this.at >= this.text.length || (closer !== "" && this.peek() === closer)) break;
      const node = this.pipeline();
      this.match(/[ \t]*/y);
      if (this.takes("&&")) items.push({ node, join: "&&" });
      else if (this.takes("||")) items.push({ node, join: "||" });
      else if (this.takes("&") || this.takes("\n")) items.push({ node, join: ";" });
      else {
        items.push({ node, join: ";" });
        break;
      }
      this.match(/[ \t]*/y);
      if (items.at(-1)!.join !== ";" && this.at >= this.text.length)
        throw new NotUnderstood("The command is not complete.");
    }
    this.depth--;
    return { type: "list", items };
  }

  private pipeline(): Node {
    const nodes = [this.command()];
    for (;;) {
      this.match(/[ \t]*/y);
      if (this.peek(2) === "||" || !this.takes("|")) break;
      const node = this.command();
      for (const command of commandsOf(node)) command.isFed = true;
      nodes.push(node);
    }
    return nodes.length === 1 ? nodes[0]! : { type: "isolated", nodes };
  }

  private command(): Node {
    if (++this.commands > MOST_COMMANDS) throw new NotUnderstood("The command has too many parts.");
    this.match(/[ \t,;=]*@?[ \t,;=]*/y);
    if (this.takes("(")) return this.group();
    if (this.peek() === ":") throw new NotUnderstood("A label is not understood.");
    const start = this.at;
    const keyword = this.match(/(?:if|for|rem)(?=[\s(/]|$)/iy)?.toLowerCase();
    if (keyword === "rem") {
      // The end of the line belongs to it, but for a caret.
      const rest = this.match(/[^\n]*/y) ?? "";
      if (/[\^%!]/.test(rest)) throw new NotUnderstood("A comment is not understood.");
      if (/[&|<>]/.test(rest)) throw new NotUnderstood("A comment may end at a sign.");
      return { type: "list", items: [] };
    }
    if (keyword === "if") return this.condition();
    if (keyword === "for") return this.loop();
    this.at = start;
    return this.simple();
  }

  private group(): Node {
    const node = this.list(")");
    if (!this.takes(")")) throw new NotUnderstood("A parenthesis has no end.");
    const redirects: Redirect[] = [];
    while (this.redirect(redirects));
    if (redirects.length === 0) return node;
    const opened: Node = {
      type: "command",
      command: { words: [], assignments: [], redirects, isFed: false, nested: [] },
    };
    return {
      type: "list",
      items: [
        { node: opened, join: ";" },
        { node, join: ";" },
      ],
    };
  }

  /** `if [not] exist file …`, `if [not] a==b …`, `if errorlevel n …`, with `else` behind a group. */
  private condition(): Node {
    const head = this.match(
      /(?:[ \t]+\/i)?(?:[ \t]+not)?[ \t]+(?:exist[ \t]+(?:"[^"%!^&|<>]*"|[\w.\\/:*-]+)|errorlevel[ \t]+\d+|defined[ \t]+\w+|(?:"[^"!^&|<>]*"|[\w%.]+)[ \t]*(?:==|[ \t](?:equ|neq|lss|leq|gtr|geq)[ \t])[ \t]*(?:"[^"!^&|<>]*"|[\w%.]+))(?=[ \t(])/iy,
    );
    if (head === undefined) throw new NotUnderstood("The condition is not understood.");
    for (const [, name] of head.matchAll(/%([^%]*)%/g))
      if (!plainVariables.test(name!)) throw new NotUnderstood("A variable's value may hold signs of cmd.");
    if ((head.match(/%/g)?.length ?? 0) % 2 !== 0) throw new NotUnderstood("The condition is not understood.");
    const nodes = [this.branch()];
    const start = this.at;
    this.match(/[ \t]*/y);
    if (this.match(/else(?=[ \t(])/iy) !== undefined) nodes.push(this.branch());
    else this.at = start;
    return { type: "branches", nodes };
  }

  private branch(): Node {
    this.match(/[ \t]*/y);
    return this.takes("(") ? this.group() : this.pipeline();
  }

  /** `for [/d|/r|/l] %x in (…) do …`, and `for /f` over a command or a text. */
  private loop(): Node {
    const kind = this.match(/[ \t]+\/[dlrf](?=[ \t])/iy)
      ?.trim()
      .toLowerCase();
    const options = kind === "/f" ? this.match(/[ \t]+"[^"%!^]*"/y) : undefined;
    const name = this.match(/[ \t]+%{1,2}[A-Za-z](?=[ \t])/y)
      ?.trim()
      .replace(/^%+/, "");
    if (name === undefined || this.match(/[ \t]+in[ \t]*\(/iy) === undefined)
      throw new NotUnderstood("The loop is not understood.");
    const set = this.match(/(?:"[^"]*"|'[^']*'|`[^`]*`|[^"'`()])*/y) ?? "";
    if (!this.takes(")") || this.match(/[ \t]*do(?=[ \t(])/iy) === undefined)
      throw new NotUnderstood("The loop is not understood.");
    if (/[%!^&|<>]/.test(kind === "/f" ? "" : set)) throw new NotUnderstood("The loop is not understood.");
    const nodes: Node[] = [];
    const usesBack = options !== undefined && /usebackq/i.test(options);
    const command = (usesBack ? /^\s*`([^]*)`\s*$/ : /^\s*'([^]*)'\s*$/).exec(set)?.[1];
    if (kind === "/f" && command !== undefined) {
      if (/[%!^]/.test(command)) throw new NotUnderstood("The command of a loop is not understood.");
      nodes.push({ type: "isolated", nodes: [parseCmd(command).node] });
    } else if (kind === "/f" && /[%!^&|<>`']/.test(set)) throw new NotUnderstood("The loop is not understood.");
    const values: Assignment[] =
      kind === "/f" && command !== undefined
        ? []
        : set.split(/[\s,;=]+/).flatMap((text) =>
            text === ""
              ? []
              : [
                  {
                    name: `%${name}`,
                    value: {
                      ...staticWord(text.replace(/^"(.*)"$/, "$1")),
                      kind: /[*?]/.test(text) ? ("pattern" as const) : ("static" as const),
                    },
                    isExported: false,
                  },
                ],
          );
    nodes.push({
      type: "command",
      command: { words: [], assignments: values, redirects: [], isFed: false, nested: [] },
    });
    this.loops.add(name);
    nodes.push(this.branch());
    this.loops.delete(name);
    return { type: "branches", nodes };
  }

  private simple(): Node {
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    const assignments: Assignment[] = [];
    const start = this.at;
    if (this.match(/set(?=[ \t"])/iy) !== undefined && this.match(/[ \t]+(?=\/)/y) === undefined)
      return this.setting(assignments);
    this.at = start;
    for (;;) {
      this.match(words.length === 0 ? /[ \t,;=]*/y : /(?:[ \t]|\^\n(?=[ \t]))*/y);
      if (this.redirect(redirects)) continue;
      if (this.at >= this.text.length || /^[\n&|)]/.test(this.peek())) break;
      if (this.peek() === "(" && words.length > 0 && !/^echo/i.test(words[0]!.text))
        throw new NotUnderstood("A parenthesis is not understood.");
      const from = this.at;
      const word = this.word(words.length === 0, /^echo$/i.test(words[0]?.text ?? ""));
      words.push(word.build(this.text.slice(from, this.at)));
    }
    const isFed = redirects.some(({ op }) => op === "read");
    if (words.length === 0 && redirects.length === 0) throw new NotUnderstood("The command is not complete.");
    const command: Command = { words: split(words), assignments, redirects, isFed, nested: [] };
    return { type: "command", command };
  }

  /** `set NAME=value`, up to the end of the command. */
  private setting(assignments: Assignment[]): Node {
    const found = this.match(/[ \t]*"?[A-Za-z_]\w*=[^"&|<>^%!()\n]*"?(?=[ \t]*(?:[&|)\n]|$))/y);
    if (found === undefined) throw new NotUnderstood("What it sets is not understood.");
    const [, name = "", value = ""] = /^\s*"?(\w+)=([^"]*)"?$/.exec(found) ?? [];
    this.set.add(name.toLowerCase());
    assignments.push({ name: name.toUpperCase(), value: staticWord(value.trim()), isExported: true });
    return { type: "command", command: { words: [], assignments, redirects: [], isFed: false, nested: [] } };
  }

  private redirect(redirects: Redirect[]): boolean {
    const start = this.at;
    this.match(/[ \t]*/y);
    if (this.match(/[0-9]?[<>]&[0-9](?=[\s&|)<>]|$)/y) !== undefined) return true;
    const sign = this.match(/[0-9]?(?:>>|>|<)/y);
    if (sign === undefined) {
      this.at = start;
      return false;
    }
    this.match(/[ \t]*/y);
    const from = this.at;
    const word = this.word(false);
    if (!word.isStarted) throw new NotUnderstood("A redirection names no file.");
    redirects.push({ op: sign.endsWith("<") ? "read" : "write", target: word.build(this.text.slice(from, this.at)) });
    return true;
  }

  private word(isName: boolean, isEcho = false): WordBuilder {
    const word = new WordBuilder();
    let isQuoted = false;
    for (; this.at < this.text.length;) {
      const character = this.peek();
      if (character === '"') {
        isQuoted = !isQuoted;
        word.isQuoted = true;
        word.add("");
        this.at++;
        continue;
      }
      if (character === "%") {
        this.percent(word);
        continue;
      }
      if (character === "!") {
        if (/^![^!\s]*!/.test(this.text.slice(this.at))) throw new NotUnderstood("A variable may be expanded late.");
      }
      if (character === "\n" && isQuoted) break;
      if (!isQuoted) {
        if (/[\s&|<>]/.test(character) || (character === ")" && this.depth > 1)) break;
        if (isName && /[,;=(]/.test(character)) break;
        if (character === "^") {
          this.caret(word, isEcho);
          continue;
        }
      }
      this.at++;
      if (!isQuoted && /[*?]/.test(character)) word.pattern(character);
      else word.add(character);
    }
    if (isQuoted) throw new NotUnderstood("A quote has no end.");
    return word;
  }

  /**
   * A caret before a sign in a text that is only shown. Elsewhere the line may be read again without it: by a batch file,
   * or behind a pipe.
   */
  private caret(word: WordBuilder, isEcho: boolean): void {
    const sign = isEcho && !/\|/.test(this.text.replace(/\^\|/g, "")) ? this.match(/\^[&|<>^()]/y) : undefined;
    if (sign === undefined || this.depth > 1) throw new NotUnderstood("A caret hides a character.");
    word.isQuoted = true;
    word.add(sign.slice(1));
  }

  /** `%NAME%`, whose value is read as a part of the line, or a loop's `%x`. */
  private percent(word: WordBuilder): void {
    const loop = this.match(/%{1,2}(?:~[dpnxfs]*)?[A-Za-z](?![\w%])/y);
    if (loop !== undefined && this.loops.has(loop.at(-1)!)) return word.dynamic();
    if (loop !== undefined) this.at -= loop.length;
    const name = this.match(/%[A-Za-z_]\w*%/y)?.slice(1, -1);
    if (name === undefined) {
      // A sign of per cent alone stands for itself.
      if (/^%(?=[\s"]|[A-Za-z](?![\w%:~])|$)/.test(this.text.slice(this.at))) {
        this.at++;
        return word.add("%");
      }
      throw new NotUnderstood("A variable is not understood.");
    }
    if (!plainVariables.test(name) || this.set.has(name.toLowerCase()))
      throw new NotUnderstood(`The value of %${name}% may hold signs of cmd.`);
    const isFirst = word.length === 0;
    if (isFirst && /^userprofile$/i.test(name)) {
      word.isTilde = true;
      word.add("~");
    } else if (isFirst && /^cd$/i.test(name)) word.add(".");
    else if (isFirst && /^(temp|tmp)$/i.test(name)) word.add("/tmp");
    else word.dynamic();
  }
}
