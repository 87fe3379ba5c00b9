import { type ChildProcess, spawn } from "node:child_process";
import { bindGroup } from "../../../scripts/lib/processGroup.mjs";
import { freePort } from "../../support/freePort.ts";
import { until } from "../../support/until.ts";

/** A server that is not ours, as a process of its own. */
export type Peer = AsyncDisposable & { origin: string; process: ChildProcess };

export interface PeerOptions {
  /** Named in errors. */
  name: string;
  /** What to start so that it listens on that port of 127.0.0.1. */
  start(port: number): { program: string; args: string[]; cwd?: string; env?: NodeJS.ProcessEnv };
  /** Whether it answers at its address by now. */
  answers(origin: string): Promise<boolean>;
  /** How long it may take to answer. */
  timeoutMs: number;
  /** What to do once it is gone. */
  clean?(): void;
}

/** Another may take the port between the moment it is found free and the server's own start. */
const PORTS = 3;
/** So much of its last output goes into an error. */
const TAIL = 2000;

/**
 * Starts a server and waits until it answers. It leads a process group that goes with this process, and ends when the
 * result is disposed of.
 * @throws {Error} with the end of its output when it ends before it answers, or takes too long; nothing is left running then
 */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  const { name, clean } = options;
  try {
    for (let left = PORTS; ; left--) {
      const started = await tryPort(options, await freePort());
      if ("stop" in started) {
        const { stop, ...peer } = started;
        return { ...peer, [Symbol.asyncDispose]: () => stop().then(clean) };
      }
      if (left === 1) throw new Error(`${name} ended before it answered:\n${started.output}`);
    }
  } catch (error) {
    clean?.();
    throw error;
  }
}

type Started = { origin: string; process: ChildProcess; stop: () => Promise<void> };

/** What it printed where it ended by itself. */
async function tryPort(options: PeerOptions, port: number): Promise<Started | { output: string }> {
  const { program, args, ...rest } = options.start(port);
  const child = spawn(program, args, { ...rest, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  const keep = (data: Buffer) => (output = (output + data.toString()).slice(-TAIL));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.once("error", (error) => keep(Buffer.from(error.message)));
  const stop = bindGroup(child);
  const origin = `http://127.0.0.1:${port}`;
  const ended = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  try {
    const state = await until(
      `${options.name} to answer`,
      async () => {
        const answers = await options.answers(origin).catch(() => false);
        return ended() ? "ended" : answers ? "answers" : undefined;
      },
      options.timeoutMs,
    );
    if (state === "answers") return { origin, process: child, stop };
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${output}`);
  }
  await stop();
  return { output };
}
