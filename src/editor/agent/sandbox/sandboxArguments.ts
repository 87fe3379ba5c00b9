import { join, relative, sep } from "node:path";

/**
 * What a sandboxed command may touch, as absolute paths. `folders`: it may write in them. `kept`: below them, and only
 * read. `hidden`: files that it finds empty. `secret`: what of the user's own it finds empty, with whether it is a folder.
 */
export type SandboxPlaces = {
  folders: readonly string[];
  cwd: string;
  kept: readonly string[];
  hidden: readonly string[];
  secret: readonly { path: string; isFolder: boolean }[];
};

/** Folders and files below the user's home with keys, or with sockets of programs outside. */
export const secretNames: readonly string[] = [
  ".ssh",
  ".gnupg",
  ".aws",
  ".azure",
  ".kube",
  ".docker",
  ".config/gcloud",
  ".config/gh",
  ".config/hub",
  ".config/op",
  ".config/rclone",
  ".config/Code",
  ".config/Code - Insiders",
  ".config/VSCodium",
  ".config/Cursor",
  ".config/google-chrome",
  ".config/chromium",
  ".config/BraveSoftware",
  ".config/systemd",
  ".local/share/keyrings",
  ".local/share/containers",
  ".mozilla",
  ".thunderbird",
  ".password-store",
  ".vscode-server",
  ".netrc",
  ".npmrc",
  ".yarnrc.yml",
  ".pypirc",
  ".pgpass",
  ".my.cnf",
  ".git-credentials",
  ".vault-token",
  ".cargo/credentials.toml",
  ".gem/credentials",
  ".terraformrc",
  ".bash_history",
  ".zsh_history",
];

/** Folders with temporary files and sockets, in whose place a command gets empty ones of its own. */
export const ownFolders: readonly string[] = ["/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm"];

/**
 * The arguments of bubblewrap, without those of the command: it sees the system and can only read it, writes in the
 * folders and in temporary ones of its own, has no network, sees no other process, and ends with the editor.
 * @param isFolder whether there is such a folder, not a link
 */
export function sandboxArguments(places: SandboxPlaces, isFolder: (path: string) => boolean): string[] {
  const { folders, cwd, kept, hidden, secret } = places;
  const isAround = (path: string): boolean => folders.some((folder) => isInside(folder, path));
  return [
    ...["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"],
    ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
    ...ownFolders.filter((path) => path === "/dev/shm" || isFolder(path)).flatMap((path) => ["--tmpfs", path]),
    // A system that keeps its programs there.
    ...(isFolder("/run/current-system") ? ["--ro-bind", "/run/current-system", "/run/current-system"] : []),
    ...secret
      .filter(({ path }) => !isAround(path))
      .flatMap(({ path, isFolder: folder }) => (folder ? ["--tmpfs", path] : ["--ro-bind", "/dev/null", path])),
    ...folders.flatMap((path) => ["--bind", path, path]),
    ...kept.flatMap((path) => ["--ro-bind", path, path]),
    ...hidden.flatMap((path) => ["--ro-bind", "/dev/null", path]),
    // Within a workspace that is the user's home.
    ...secret
      .filter(({ path }) => folders.some((folder) => isInside(path, folder) && path !== folder))
      .flatMap(({ path, isFolder: folder }) => (folder ? ["--tmpfs", path] : ["--ro-bind", "/dev/null", path])),
    ...["--chdir", cwd, "--"],
  ];
}

/** Whether `path` is `folder` or below it. */
function isInside(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !below.startsWith(sep);
}

/** The user's own secrets by absolute path. */
export const secretsIn = (home: string): string[] => secretNames.map((name) => join(home, name));

/** Names of variables that usually hold keys. */
const key = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH|_PAT)S?($|_)/i;

/** The environment of a sandboxed command: without keys, and with temporary folders of its own. */
export function sandboxEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !key.test(name) && !/_(SOCK|SOCKET|ADDRESS)$/i.test(name));
  return { ...Object.fromEntries(kept), TMPDIR: "/tmp" };
}
