import { isSecretPlace } from "../line/places.ts";
import type { Word } from "../line/script.ts";
import { type Call, has, hasLong, hasShort, programName } from "./call.ts";

/** Options before git's own command that change nothing but how it shows things. */
const plainOptions =
  /^(--no-pager|-P|--no-optional-locks|--literal-pathspecs|--no-replace-objects|--icase-pathspecs|--glob-pathspecs|--no-lazy-fetch)$/;

/**
 * The words of a git call without options that change nothing, so that a rule for `git log` covers `git --no-pager log`;
 * undefined if there are others. `folder` is where it works (`-C`).
 */
export function plainGit(words: readonly Word[]): { words: readonly Word[]; folders: readonly Word[] } | undefined {
  const folders: Word[] = [];
  let at = 1;
  for (; at < words.length; at++) {
    const { text, kind } = words[at]!;
    if (kind !== "static") return undefined;
    if (plainOptions.test(text)) continue;
    if (text === "-C" && words[at + 1]?.kind === "static") {
      folders.push(words[++at]!);
      continue;
    }
    if (text.startsWith("-") && !/^--(version|help)$/.test(text)) return undefined;
    break;
  }
  return { words: [words[0]!, ...words.slice(at)], folders };
}

const lost = "It discards or rewrites work.";
const runs = "An option runs a program or writes a file.";

/** The forms of a git call that rules may name, beside its words. */
export function gitForms(words: readonly Word[]): readonly (readonly Word[])[] {
  if (programName(words[0]?.text ?? "") !== "git") return [];
  const plain = plainGit(words);
  return plain && plain.words.length < words.length ? [plain.words] : [];
}

/** Why a call of git is asked about whatever was allowed, beside its options before the command. */
export function gitRisk(call: Call): string | undefined {
  const [command = "", ...rest] = call.texts;
  if (command === "" && call.args.length > 0) return "Git's command is not known.";
  if (
    command.startsWith("-") &&
    !/^(--version|--help|-v|-h|--exec-path|--html-path|--man-path|--info-path)$/.test(command)
  ) {
    return "An option before git's command may run a program.";
  }
  if (call.mayHoldOptions) return "An argument of git may be an option.";
  const args: Call = { ...call, texts: rest, args: call.args.slice(1) };
  if (has(args, runningOption)) return runs;
  if (
    rest.some(
      (each) =>
        /^[^\s]*::|^ext:|^-?u?.*--upload-pack/.test(each) &&
        /^(clone|fetch|pull|push|ls-remote|remote|submodule|archive)$/.test(command),
    )
  )
    return runs;
  // A revision's file has the text of one that is asked about.
  if (
    /^(show|cat-file|diff|log|grep|archive|blame)$/.test(command) &&
    rest.some((each) => /^[^\s:]*:./.test(each) && isSecretPlace(each.replace(/^[^:]*:/, "")))
  )
    return "It shows a file that may hold secrets.";
  return byCommand.get(command)?.(args);
}

/** Options of any command that run a program, read elsewhere or write a file; git takes their beginnings too. */
const runningOption =
  /^--(ext-d|textc|outp|no-ind|upload-p|receive-p|exec(=|$)|open-f|config-env|templ|separate-g|extc|sendmail|smtp-server|to-cmd|cc-cmd|header-cmd|gui|web-b|tool(=|$)|run-)/;

const forced = (call: Call): boolean =>
  hasShort(call, "f") || hasLong(call, ["force", "force-with-lease", "force-if-includes"], 3);
const verbIs = (call: Call, pattern: RegExp): boolean =>
  pattern.test(call.texts.find((text) => !text.startsWith("-")) ?? "");
const ask = (reason: string) => () => reason;

const byCommand = new Map(
  Object.entries<(call: Call) => string | undefined>({
    push: (call) =>
      forced(call) ||
      hasShort(call, "d") ||
      hasLong(call, ["delete", "mirror", "prune", "repo", "receive-pack", "exec"], 3) ||
      has(call, /^\+|^:|:$|^[^-].*:\/\/|^\/|^[\w.-]+@/) ||
      call.args.some(({ kind }) => kind !== "static")
        ? "It overwrites or deletes what is on the server, or sends elsewhere."
        : undefined,
    reset: (call) => (has(call, /^--(h|m|k)/) || call.args.some(({ kind }) => kind === "dynamic") ? lost : undefined),
    clean: (call) =>
      hasShort(call, "n") && !hasShort(call, "f") && !hasLong(call, ["force"], 1)
        ? undefined
        : hasLong(call, ["dry-run"], 2) && !hasShort(call, "fxX")
          ? undefined
          : lost,
    checkout: (call) =>
      forced(call) ||
      hasShort(call, "Bp") ||
      has(call, /^(--|\.|\.\/.*|:\/?|\*|--(ours|theirs|orphan|merge|conflict|patch|pathspec.*|recurse.*))$/) ||
      has(call, /[*?[]|\.[A-Za-z]{1,5}$|^\.|^:/) ||
      call.texts.filter((text) => !text.startsWith("-")).length > 1 + (hasShort(call, "b") ? 1 : 0)
        ? lost
        : undefined,
    switch: (call) =>
      forced(call) || hasShort(call, "C") || hasLong(call, ["discard-changes", "force-create", "orphan"], 3)
        ? lost
        : undefined,
    restore: (call) =>
      (hasLong(call, ["staged"], 3) || hasShort(call, "S")) &&
      !hasShort(call, "W") &&
      !hasLong(call, ["worktree", "source"], 2) &&
      !hasShort(call, "s")
        ? undefined
        : lost,
    stash: (call) => (verbIs(call, /^(drop|clear|store)$/) ? lost : undefined),
    branch: (call) => (hasShort(call, "DMCf") || hasLong(call, ["force", "edit-description"], 3) ? lost : undefined),
    tag: (call) => (hasShort(call, "df") || hasLong(call, ["delete", "force"], 3) ? lost : undefined),
    rebase: (call) =>
      hasShort(call, "xsXi") ||
      hasLong(call, ["exec", "strategy", "interactive", "abort", "skip", "quit", "root", "edit-todo"], 2)
        ? lost
        : undefined,
    "filter-branch": ask(lost),
    "filter-repo": ask(lost),
    replace: ask(lost),
    reflog: (call) => (verbIs(call, /^(expire|delete)$/) ? lost : undefined),
    gc: (call) => (has(call, /^--(pr|ag)/) ? lost : undefined),
    prune: ask(lost),
    repack: ask(lost),
    "update-ref": ask(lost),
    "update-index": ask(lost),
    "symbolic-ref": (call) =>
      call.texts.filter((text) => !text.startsWith("-")).length > 1 || hasShort(call, "d") ? lost : undefined,
    "read-tree": ask(lost),
    "checkout-index": ask(lost),
    rm: (call) => (hasLong(call, ["cached"], 3) && !hasShort(call, "rf") ? undefined : lost),
    mv: (call) => (forced(call) ? lost : undefined),
    merge: (call) => (hasShort(call, "sX") || hasLong(call, ["strategy", "quit", "abort"], 3) ? lost : undefined),
    "merge-index": ask(runs),
    am: ask("It applies patches from elsewhere."),
    apply: (call) =>
      hasLong(call, ["unsafe-paths", "directory"], 3) || call.isFed
        ? "It changes files."
        : hasLong(call, ["check", "stat", "numstat"], 3)
          ? undefined
          : "It changes files.",
    config: (call) => {
      const isRead =
        hasLong(call, ["get", "list", "get-all", "get-regexp", "show-origin", "name-only", "get-urlmatch"], 3) ||
        hasShort(call, "l") ||
        verbIs(call, /^(get|list)$/);
      const isWrite =
        hasLong(
          call,
          ["add", "unset", "replace-all", "remove-section", "rename-section", "edit", "unset-all", "file"],
          3,
        ) || hasShort(call, "ef");
      const names = call.texts.filter((text) => !text.startsWith("-"));
      return isWrite || (!isRead && names.length !== 1)
        ? "It changes how git works, which can run programs."
        : undefined;
    },
    submodule: (call) =>
      verbIs(call, /^(foreach|deinit|add|update|set-url|sync|init|absorbgitdirs)$/)
        ? "It runs a command, fetches code or removes folders."
        : undefined,
    worktree: (call) => (verbIs(call, /^(remove|prune|move|repair|add)$/) ? "It makes or removes folders." : undefined),
    remote: (call) =>
      verbIs(call, /^(add|remove|rm|rename|set-url|prune|set-head|update)$/)
        ? "It changes where code comes from."
        : undefined,
    bisect: (call) =>
      verbIs(call, /^(run|view|visualize|replay|reset|start|good|bad)$/)
        ? "It checks out other versions or runs a command."
        : undefined,
    difftool: ask(runs),
    mergetool: ask(runs),
    instaweb: ask(runs),
    gui: ask(runs),
    citool: ask(runs),
    daemon: ask("It opens the repository to others."),
    "send-email": ask("It sends mail."),
    credential: ask("It reads or stores passwords."),
    "credential-store": ask("It reads or stores passwords."),
    "credential-cache": ask("It reads or stores passwords."),
    svn: ask(lost),
    p4: ask(lost),
    "fast-import": ask(lost),
    "upload-pack": ask(runs),
    "receive-pack": ask(runs),
    hook: ask(runs),
    maintenance: ask("It installs tasks of the system."),
    "for-each-repo": ask(runs),
    help: (call) => (hasShort(call, "mwi") || hasLong(call, ["man", "web", "info"], 1) ? runs : undefined),
    grep: (call) => (hasShort(call, "O") || hasLong(call, ["open-files-in-pager", "no-index"], 4) ? runs : undefined),
    archive: (call) =>
      hasShort(call, "o") || hasLong(call, ["output", "remote", "exec"], 3)
        ? "It writes a file or runs a program."
        : undefined,
    bundle: (call) => (verbIs(call, /^create|^unbundle/) ? "It writes a file." : undefined),
    "format-patch": (call) =>
      hasShort(call, "o") || hasLong(call, ["output-directory"], 3) ? "It writes files." : undefined,
    clone: (call) =>
      hasShort(call, "uco") ||
      hasLong(call, ["config", "upload-pack", "template", "recurse-submodules", "recursive"], 3) ||
      has(call, /^(\/|~|\.\.)|::/)
        ? "It fetches code into another folder, or runs a program."
        : undefined,
    fetch: (call) =>
      has(call, /^\+|:|^\/|^-.*f/) || hasLong(call, ["force", "mirror", "upload-pack"], 3) ? lost : undefined,
    pull: (call) =>
      hasShort(call, "fsX") || hasLong(call, ["force", "strategy", "upload-pack"], 3) || has(call, /^\+|:\/\/|@|::/)
        ? lost
        : undefined,
    "ls-remote": (call) => (has(call, /::|^-.*u|^ext/) || hasLong(call, ["upload-pack", "exec"], 3) ? runs : undefined),
    "cherry-pick": (call) =>
      hasShort(call, "sSX") || hasLong(call, ["strategy", "abort", "quit"], 3) ? lost : undefined,
    revert: (call) => (hasShort(call, "sSX") || hasLong(call, ["strategy", "abort", "quit"], 3) ? lost : undefined),
    init: (call) =>
      hasLong(call, ["template", "separate-git-dir"], 3) || call.texts.some((text) => !text.startsWith("-"))
        ? "It makes a repository elsewhere."
        : undefined,
    "rev-parse": (call) => (hasLong(call, ["parseopt", "sq-quote"], 3) ? runs : undefined),
    alias: ask(runs),
    "sparse-checkout": ask(lost),
    notes: (call) => (verbIs(call, /^(remove|prune|edit|add|merge)$/) ? lost : undefined),
    lfs: (call) =>
      verbIs(call, /^(ls-files|status|env|version)$/) ? undefined : "It changes what git does, or removes files.",
  }),
);
