/**
 * Settings by which a repository could make git run a program, write or fetch, each set to what does not. git reads them
 * from its environment after all files. More are set by arguments (`gitArguments.ts`).
 */
const harmless: readonly (readonly [string, string])[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.pager", "cat"],
  ["core.sshCommand", "false"],
  ["core.askPass", "false"],
  ["core.alternateRefsCommand", "false"],
  ["credential.helper", ""],
  ["diff.external", ""],
  ["gpg.program", "false"],
  ["gpg.ssh.program", "false"],
  ["gpg.x509.program", "false"],
  ["log.showSignature", "false"],
  ["protocol.allow", "never"],
  ["safe.bareRepository", "explicit"],
  ["submodule.recurse", "false"],
  ["status.submoduleSummary", "false"],
  ["diff.submodule", "short"],
  ["maintenance.auto", "false"],
  ["gc.auto", "0"],
  // How it answers, whatever the user has set.
  ["color.ui", "never"],
  ["core.quotePath", "false"],
  ["status.relativePaths", "true"],
  ["diff.noprefix", "false"],
  ["diff.mnemonicPrefix", "false"],
  ["log.showRoot", "true"],
];

/** The names of settings that hold a program which reads or writes a file's content. */
const filter = /^filter\.(.+)\.(clean|smudge|process|required)$/is;

/** Turns off the filters of a repository: git would run them to compare files. `keys`: the names of all its settings. */
export function withoutFilters(keys: readonly string[]): [string, string][] {
  const names = new Set(keys.flatMap((key) => filter.exec(key)?.[1] ?? []));
  return [...names].flatMap((name): [string, string][] => [
    [`filter.${name}.clean`, ""],
    [`filter.${name}.smudge`, ""],
    [`filter.${name}.process`, ""],
    [`filter.${name}.required`, "false"],
  ]);
}

/** The environment of git: without variables that direct it, and with harmless settings. */
export function gitEnvironment(
  own: NodeJS.ProcessEnv,
  more: readonly (readonly [string, string])[],
): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^(GIT_|ELECTRON_|VSCODE_|SSH_ASKPASS|PAGER$|LESS)/i.test(name));
  const settings = [...harmless, ...more];
  const configured = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(configured),
    GIT_CONFIG_COUNT: String(settings.length),
    // No index is refreshed, and no missing object is fetched.
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "",
    GIT_TERMINAL_PROMPT: "0",
    GIT_PAGER: "cat",
    LC_ALL: "C.UTF-8",
  };
}
