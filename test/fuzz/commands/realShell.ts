import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bash = ["/bin/bash", "/usr/bin/bash"].find(existsSync);

/** A bash in which only programs of ours are found. They note their names. */
export class RealShell {
  /** Whether there is a bash here. */
  static readonly isThere = bash !== undefined && process.platform !== "win32";
  readonly folder = mkdtempSync(join(tmpdir(), "gemma-shell-"));
  private readonly log = join(this.folder, "ran.log");
  private readonly work = join(this.folder, "work");

  constructor() {
    const programs = join(this.folder, "bin");
    mkdirSync(programs);
    mkdirSync(this.work);
    for (const name of ["ok", "evil", "a", "b", "c"]) {
      const file = join(programs, name);
      writeFileSync(file, `#!${bash}\necho ${name} >> '${this.log}'\n`);
      chmodSync(file, 0o755);
    }
    const real = (name: string): string =>
      execFileSync("/bin/sh", ["-c", `command -v ${name}`])
        .toString()
        .trim();
    for (const name of ["cat", "env", "timeout", "xargs", "nohup"]) symlinkSync(real(name), join(programs, name));
    symlinkSync(bash ?? "", join(programs, "bash"));
    symlinkSync(bash ?? "", join(programs, "sh"));
  }

  /** The names of the programs of ours that a line runs. */
  async ran(line: string): Promise<readonly string[]> {
    rmSync(this.log, { force: true });
    const child = spawn(bash ?? "", ["--noprofile", "--norc", "-c", line], {
      cwd: this.work,
      env: { PATH: join(this.folder, "bin"), HOME: this.work },
      stdio: "ignore",
      detached: true,
    });
    const stop = setTimeout(() => end(child.pid), 3000);
    await new Promise<void>((resolve) => child.on("exit", () => resolve()));
    clearTimeout(stop);
    // What it left running belongs to it.
    end(child.pid);
    return existsSync(this.log) ? [...new Set(readFileSync(this.log, "utf8").split("\n").filter(Boolean))] : [];
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Ends a group of processes; it may be over already. */
function end(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
