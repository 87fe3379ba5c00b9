/** A decision with the reasons why it is not "allow"; `subCommands` are the parts of a command line as they were parsed. */
export type Verdict = {
  decision: "allow" | "ask" | "deny";
  reasons: readonly string[];
  subCommands?: readonly string[];
};

export type Shell = "bash" | "zsh" | "powershell" | "cmd";

/**
 * A command line with the rules for it. A rule is a command prefix in whole words, a regular expression between slashes
 * that is tried on one sub-command, or `*`.
 */
export type CommandQuestion = {
  command: string;
  shell: Shell;
  allow: readonly string[];
  deny?: readonly string[];
  workspace?: string;
  cwd?: string;
  home?: string;
};

/**
 * A path with the place that it is judged by. `realpaths` maps what is a link, or lies behind one, to where it leads.
 * `ignore` holds the lines of `.gemmaignore`.
 */
export type PathQuestion = {
  platform: "posix" | "win32";
  workspace: string | readonly string[];
  path: string;
  op: "read" | "write";
  realpaths?: Readonly<Record<string, string>>;
  home?: string;
  caseInsensitive?: boolean;
  ignore?: readonly string[];
};
