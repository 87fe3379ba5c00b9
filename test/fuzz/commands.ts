import { allowedLinesRunWhatIsListed, contextsDecideNothing } from "./commands/commandProperties.ts";
import { RealShell } from "./commands/realShell.ts";

/*
 * Fuzzes the approval of command lines for the given number of seconds (default 60), from a seed on or from ever new ones:
 *   node --import=tsx test/fuzz/commands.ts 120 [seed]
 * Ends with code 1 and the smallest line that breaks a property. Lines that are allowed are run in a real bash.
 */

const seconds = Number(process.argv[2] ?? "60");
const seed = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/commands.ts [seconds] [seed]");
  process.exit(2);
}

const effort = { ms: (seconds * 1000) / 2 };
const found = [await contextsDecideNothing(effort, seed)];
if (RealShell.isThere) found.push(await allowedLinesRunWhatIsListed(effort, seed));
else console.log("There is no bash here, so no line is run.");
for (const { failure } of found) if (failure !== undefined) console.error(failure);
if (found.some(({ failure }) => failure !== undefined)) process.exit(1);
const [cases, ran] = [found.reduce((sum, each) => sum + each.cases, 0), found[1]?.ran ?? 0];
console.log(`commands: ${cases} cases, of which ${ran} ran in a real bash, no failure`);
