/** Variables of the editor's own process, and those that make a shell read files or ask. */
const dropped =
  /^(ELECTRON_.*|VSCODE_.*|CHROME_DESKTOP|ORIGINAL_XDG_CURRENT_DESKTOP|APPLICATION_INSIGHTS_.*|BASH_ENV|ENV|PROMPT_COMMAND|GIT_ASKPASS|SSH_ASKPASS|GIT_SEQUENCE_EDITOR)$/i;

/** Nobody looks at a pager, answers a question, or edits a message. */
const added = {
  TERM: "dumb",
  NO_COLOR: "1",
  PAGER: "cat",
  MANPAGER: "cat",
  GIT_PAGER: "cat",
  GIT_TERMINAL_PROMPT: "0",
  GIT_EDITOR: "true",
  DEBIAN_FRONTEND: "noninteractive",
  PIP_NO_INPUT: "1",
  PYTHONUNBUFFERED: "1",
  npm_config_progress: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
};

/** The environment of a command: the user's own, without the editor's variables, and without what waits for a user. */
export function commandEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !dropped.test(name));
  return { ...Object.fromEntries(kept), ...added };
}
