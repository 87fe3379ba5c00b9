import type { Shell } from "../path/question.ts";
import { isHarmlessSetting, isHarmlessVariable } from "./line/environment.ts";
import { entered, placeRisk, union, type Where } from "./line/places.ts";
import { callOf, programName } from "./programs/call.ts";
import { destruction } from "./programs/destructive.ts";
import { fileRisk, outputRisk } from "./programs/files.ts";
import { gitRisk, plainGit } from "./programs/git.ts";
import { interpreted, runsInput } from "./programs/interpreters.ts";
import { optionRisk } from "./programs/options.ts";
import { foundCommands, wrapped, type Wrapped } from "./programs/runners.ts";
import { type Covered, covers, type CommandRule, forbids, readings } from "./rule.ts";
import {
  type Command,
  commandsOf,
  type Node,
  NotUnderstood,
  staticWord,
  textOfCommand,
  type Word,
} from "./line/script.ts";
import type { ShellRules } from "./shellRules.ts";
import { builtin } from "./builtins.ts";
import { definitions, isPlainValue } from "./definitions.ts";
import { needsName, placeOfProgram } from "./programs/named.ts";

type Folders = readonly string[];

/** Walks a parsed line and collects what speaks against it. */
export class Judge {
  readonly reasons = new Set<string>();
  readonly subCommands: string[] = [];
  /** The calls that no rule covers. */
  readonly unruled: (readonly Word[])[] = [];
  isDenied = false;
  /** Whether the user saw the whole line and allowed it word for word. */
  isSeen = false;
  where: Where;
  private readonly allow: readonly CommandRule[];
  private readonly deny: readonly CommandRule[];
  private shell: ShellRules;
  private readonly shells: (shell: Shell) => ShellRules;
  private readonly functions = new Set<string>();
  private loose: Word[] = [];
  private readonly safe = new Set<string>();
  private depth = 0;

  constructor(
    shell: Shell,
    shells: (shell: Shell) => ShellRules,
    allow: readonly CommandRule[],
    deny: readonly CommandRule[],
    where: Where,
  ) {
    this.shells = shells;
    this.shell = shells(shell);
    this.allow = allow;
    this.deny = deny;
    this.where = where;
  }

  /** Judges a whole line. Throws NotUnderstood. */
  line(text: string): void {
    const node = this.shell.parse(text);
    this.learn(node);
    this.walk(node, this.where.folders);
  }

  ask(reason: string | undefined): void {
    if (reason !== undefined) this.reasons.add(reason);
  }

  /** Notes functions and the values of variables before anything is judged. */
  private learn(node: Node): void {
    const { functions, values } = definitions(node);
    for (const name of functions) this.functions.add(name);
    for (const [name, words] of values) {
      this.loose.push(...words.filter(({ kind }) => kind !== "dynamic"));
      if (words.every(isPlainValue)) this.safe.add(name);
      else this.safe.delete(name);
    }
  }

  /** Whether an unknown word is a variable of known values, none of which is an option. */
  private readonly isSafe = ({ raw, isOutput }: Word): boolean => {
    const name = /^"?\$\{?(\w+)\}?"?$/.exec(raw)?.[1];
    return isOutput !== true && name !== undefined && (this.safe.has(name) || /^(HOME|PWD|TMPDIR)$/.test(name));
  };

  /** Walks on; returns the folders that are current behind it, if it went well and if not. */
  private walk(node: Node, folders: readonly string[]): { good: readonly string[]; bad: readonly string[] } {
    switch (node.type) {
      case "command":
        return { good: this.command(node.command, folders), bad: folders };
      case "list": {
        let good = folders;
        let bad = folders;
        let before: "&&" | "||" | ";" = ";";
        for (const { node: each, join } of node.items) {
          const from = before === "&&" ? good : before === "||" ? bad : union(good, bad);
          const after = this.walk(each, from);
          good = before === "||" ? union(good, after.good) : after.good;
          bad = before === "&&" ? union(bad, after.bad) : after.bad;
          before = join;
        }
        return { good, bad };
      }
      case "branches": {
        let all = folders;
        for (const each of node.nodes) {
          const after = this.walk(each, all);
          all = union(all, union(after.good, after.bad));
        }
        // A loop's body may begin where it ended.
        if (all.length > folders.length) for (const each of node.nodes) this.walk(each, all);
        return { good: all, bad: all };
      }
      case "isolated":
        for (const each of node.nodes) this.walk(each, folders);
        return { good: folders, bad: folders };
      case "function":
        for (const { words } of commandsOf(node.body)) {
          if (this.functions.has(words[0]?.text ?? "")) this.ask("A function calls itself or another one.");
        }
        this.walk(node.body, folders);
        return { good: folders, bad: folders };
    }
  }

  private command(command: Command, folders: readonly string[]): readonly string[] {
    const start = this.where;
    this.where = { ...start, folders };
    for (const each of command.nested) this.walk(each, folders);
    for (const { name, value, isExported } of command.assignments) {
      const known = value.kind === "static" ? value.text : undefined;
      if (isExported ? !isHarmlessVariable(name, known) : !isHarmlessSetting(name))
        this.ask(`The variable ${name} changes what programs do.`);
    }
    for (const { op, target } of command.redirects)
      this.ask(op === "write" ? outputRisk(target, this.where) : this.inputRisk(target));
    const environment = command.assignments.filter(({ isExported }) => isExported);
    const given = environment.map(({ name, value }) => `${name}=${value.text}`);
    const after = this.call(command.words, command.isFed, given) ?? folders;
    this.where = start;
    return after;
  }

  /** Asks about a folder that is outside, or not known; returns it otherwise. */
  private enter(word: Word | undefined): readonly string[] | undefined {
    const to = this.entered(word);
    if ("folders" in to) return to.folders;
    this.ask(to.reason);
    return undefined;
  }

  /** Where `cd` leads; a variable of known values may lead to any of them. */
  private entered(word: Word | undefined): ReturnType<typeof entered> {
    if (word?.kind !== "dynamic" || !this.isSafe(word)) return entered(word, this.where);
    const all = this.loose.map(({ text }) => entered(staticWord(text.replace(/[*?[\]{}]/g, "x")), this.where));
    const folders = all.flatMap((each) => ("folders" in each ? each.folders : []));
    return all.find((each) => "reason" in each) ?? { folders };
  }

  private inputRisk(target: Word): string | undefined {
    if (target.kind === "dynamic" && !this.isSafe(target)) return "It is not known which file it reads.";
    return (
      placeRisk(target, "read", this.where) ??
      (target.kind === "dynamic"
        ? this.loose.map((word) => placeRisk(word, "read", this.where)).find((each) => each !== undefined)
        : undefined)
    );
  }

  /** Judges one call; returns the folders it changes to, if it does. */
  private call(words: readonly Word[], isFed: boolean, environment: readonly string[] = []): Folders | undefined {
    const [first] = words;
    if (!first) return undefined;
    if (this.depth > 12 || this.subCommands.length > 500) {
      this.ask("The command is nested too deeply.");
      return undefined;
    }
    this.subCommands.push(textOfCommand({ words }));
    const forms = [words, ...this.shell.forms(words)];
    this.refuse(forms);
    if (first.kind !== "static" || first.isTilde || /^(-|$)/.test(first.text)) {
      this.ask(`It is not known which program "${first.raw}" is.`);
      return undefined;
    }
    const covered = this.covered(forms, environment);
    const changed = builtin(words, this.shell.shell);
    if (changed?.kind === "reason") this.ask(changed.reason);
    if (changed?.kind === "folder") return this.enter(changed.word);
    if (changed?.kind === "line") {
      this.inner({ kind: "line", line: changed.line, at: 1 }, undefined, isFed);
      return undefined;
    }
    if (changed?.kind === "free" || this.functions.has(first.text) || this.shell.isFree(words)) return undefined;
    const inner =
      programName(first.text) === "find"
        ? foundCommands(words)
        : [wrapped(words, (name, value) => isHarmlessVariable(name, value))].flatMap((each) => each ?? []);
    const isOwn =
      inner.length === 0 ||
      programName(first.text) === "find" ||
      inner.some((each) => each.kind !== "unclear" && each.isOwn === true);
    this.ask(this.shell.risk(words, isFed, this.where));
    for (const form of forms) this.ask(destruction(callOf(form, isFed, this.isSafe)));
    // The last form is without what changes nothing, and with the plain name.
    this.risks(forms.at(-1)!, isFed, covered, inner.length > 0 && !isOwn);
    if (programName(first.text) === "git") for (const folder of plainGit(words)?.folders ?? []) this.enter(folder);
    for (const each of inner) this.inner(each, covered, isFed);
    if (isOwn && !covered) this.unruled.push(words);
    if (isOwn && !covered) this.ask(`No rule allows "${textOfCommand({ words: words.slice(0, 3) })}".`);
    return undefined;
  }

  /** What a program with these arguments does whatever was allowed, or beyond what a rule names. */
  private risks(words: readonly Word[], isFed: boolean, covered: Covered | undefined, isRunner: boolean): void {
    const call = callOf(words, isFed, this.isSafe);
    if (call.name === "git") this.ask(gitRisk(call));
    if (!isRunner) this.ask(fileRisk(call, this.loose, this.where));
    const isExact = covered !== undefined && !covered.isExpression && covered.words === words.length;
    const code = interpreted(call);
    if (code && !isRunner) {
      if (code.kind === "input" || code.kind === "session") this.ask(`What "${call.name}" runs is not seen.`);
      if (code.kind === "code" && !isExact) this.ask(`"${call.name}" runs code of the command line.`);
      if (code.kind === "script" && code.script !== undefined && code.script !== "")
        this.ask(placeRisk(staticWord(code.script), "run", this.where));
      if (code.kind === "script" && code.script === "" && (covered?.isAny ?? true))
        this.ask(`Which script "${call.name}" runs is not known.`);
    } else if (isFed && runsInput(call) && !isRunner) this.ask(`"${call.name}" runs what it reads.`);
    // What a rule spells out was allowed; the rest must be harmless.
    const spelled = covered && !covered.isExpression ? Math.max(covered.words, 1) : 1;
    const rest = callOf([words[0]!, ...words.slice(spelled)], isFed, this.isSafe);
    if (!isExact) this.ask(optionRisk(rest));
    if (covered?.isAny === true) {
      if (!isRunner || call.name === "call") this.ask(needsName(call));
      this.ask(placeOfProgram(words[0]!.text, this.where));
    }
  }

  /** Judges what a runner runs. A rule that names the runner with what it runs covers both. */
  private inner(each: Wrapped, covered: Covered | undefined, isFed: boolean): void {
    if (each.kind === "unclear") return this.ask(each.reason);
    this.depth++;
    const isNamed = covered !== undefined && covered.words > each.at;
    if (each.kind === "line") {
      const outer = this.shell;
      if (each.language !== undefined) this.shell = this.shells(each.language);
      try {
        const node = this.shell.parse(each.line);
        this.learn(node);
        this.walk(node, this.where.folders);
      } catch (error) {
        this.ask(
          error instanceof NotUnderstood ? `It is not understood: ${error.message}` : "It is nested too deeply.",
        );
      }
      this.shell = outer;
    } else {
      const before = this.isCovered;
      // A rule must name the runner with it, or nothing of it is allowed.
      this.isCovered ||= isNamed || (each.isOwn === true && covered?.isAny !== true);
      this.call(each.words, isFed || each.isFed === true, each.assignments ?? []);
      this.isCovered = before;
      if (each.isOwn === true && covered !== undefined && !covered.isAny && !isNamed)
        this.ask("The rule names the runner alone, not what it runs.");
    }
    this.depth--;
  }

  /** Whether what is judged now is covered by the rule of its runner. */
  private isCovered = false;

  private covered(forms: readonly (readonly Word[])[], environment: readonly string[]): Covered | undefined {
    if (this.isSeen) return { words: forms[0]!.length, isAny: false, isExpression: false };
    let best: Covered | undefined = this.isCovered ? { words: 1, isAny: false, isExpression: true } : undefined;
    const all =
      environment.length > 0
        ? [...forms, ...forms.map((words) => [...environment.map((text) => staticWord(text)), ...words])]
        : forms;
    for (const rule of this.allow) {
      for (const form of all) {
        const found = covers(rule, form, this.shell.isSame);
        if (found && (best === undefined || best.isAny || (!found.isAny && found.words > best.words)))
          best = found.isAny && best ? best : found;
      }
    }
    return best;
  }

  private refuse(forms: readonly (readonly Word[])[]): void {
    const texts = readings(forms);
    for (const rule of this.deny) {
      const answer = forbids(rule, texts);
      if (answer === "slow") this.ask("A rule that forbids commands takes too long.");
      else this.isDenied ||= answer;
    }
  }
}
