import { withConsent } from "../../src/agent/approval/consent.ts";
import type { Running } from "../../src/agent/ports/tool.ts";
import { runCommand } from "../../src/agent/tools/work/runCommand.ts";
import { plainCommands } from "../../test/support/plainCommands.ts";
import { runningAlone } from "../../test/support/running.ts";
import { median, row, spread, type Row } from "../row.ts";

const samples = 15;
const allowed = { type: "allowed", scope: "once" } as const;
/** Megabytes of output that one command writes. */
const FLOOD_MB = 64;

/** The time from an allowed command to its first shown output, and the processor time of a flood of output. */
export async function commandRows(): Promise<Row[]> {
  const commands = plainCommands();
  const run = async (command: string, running: Running): Promise<void> => {
    const plan = await runCommand(commands).plan({ command }, running.signal);
    if (plan.asks) await withConsent(allowed, plan, running);
  };
  const firsts: number[] = [];
  for (let at = 0; at < samples + 2; at++) {
    const begun = performance.now();
    let first: number | undefined;
    await run("echo first; sleep 0.05; echo last", {
      ...runningAlone(),
      output: () => (first ??= performance.now() - begun),
    });
    if (at >= 2) firsts.push(first ?? NaN);
  }
  const before = process.cpuUsage();
  await run(`head -c ${FLOOD_MB}000000 /dev/zero | tr '\\0' 'x' | fold -w 80`, runningAlone());
  const { user, system } = process.cpuUsage(before);
  commands.close();
  return [
    row("command.firstOutput.ms", median(firsts), "ms", spread(firsts)),
    row("command.flood.cpu.s", (user + system) / 1e6, "s", `of this process, for ${FLOOD_MB} MB of output`),
  ];
}
