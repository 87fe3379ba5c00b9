import { basename } from "node:path";

/** The shell that commands run in. `name` is what the approval policy reads them as. */
export type Shell = {
  name: "bash" | "zsh" | "powershell" | "cmd";
  file: string;
  /** Its arguments to run a command, without the user's start-up files. */
  args(command: string): string[];
  /** The arguments are quoted already (cmd). */
  verbatim?: true;
};

/**
 * The user's shell if it is one that the approval policy understands, otherwise the system's. It reads no start-up files,
 * so that a command does the same on every machine.
 * @param userShell the editor's default shell, a path; may be empty
 * @param exists whether there is such a file
 */
export function shellFor(platform: NodeJS.Platform, userShell: string, exists: (path: string) => boolean): Shell {
  const name = basename(userShell.replaceAll("\\", "/"))
    .toLowerCase()
    .replace(/\.exe$/, "");
  if (platform === "win32") {
    if (name === "cmd") return cmd(userShell);
    // The one of Windows itself starts a Linux, in which the workspace has another path.
    if (name === "bash" && !/system32/i.test(userShell)) return bash(userShell);
    return powershell(name === "pwsh" || name === "powershell" ? userShell : "powershell.exe");
  }
  if (name === "zsh") return { name: "zsh", file: userShell, args: (command) => ["-f", "-c", command] };
  if (name === "bash") return bash(userShell);
  const found = ["/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash"].find(exists);
  return found === undefined ? { name: "bash", file: "/bin/sh", args: (command) => ["-c", command] } : bash(found);
}

const bash = (file: string): Shell => ({
  name: "bash",
  file,
  args: (command) => ["--noprofile", "--norc", "-c", command],
});

const cmd = (file: string): Shell => ({
  name: "cmd",
  file,
  args: (command) => ["/d", "/s", "/c", `"${command}"`],
  verbatim: true,
});

/** Its exit code is that of the last program, which `-Command` alone would not tell. */
const powershell = (file: string): Shell => ({
  name: "powershell",
  file,
  args: (command) => {
    const script = [
      "$ProgressPreference = 'SilentlyContinue'",
      "[Console]::OutputEncoding = [Text.Encoding]::UTF8",
      command,
      "if ($LASTEXITCODE) { exit $LASTEXITCODE }",
    ].join("\n");
    return ["-NoProfile", "-NonInteractive", "-EncodedCommand", Buffer.from(script, "utf16le").toString("base64")];
  },
});
