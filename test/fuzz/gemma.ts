import { properties } from "./gemma/gemmaProperties.ts";

/*
 * Fuzzes the dialect parser for the given number of seconds (default 60), from a seed on or from ever new ones:
 *   node --import=tsx test/fuzz/gemma.ts 120 [seed]
 * Ends with code 1 and the smallest failing answer when a property breaks.
 */

const seconds = Number(process.argv[2] ?? "60");
const seed = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/gemma.ts [seconds] [seed]");
  process.exit(2);
}

let total = 0;
let failed = false;
for (const { name, check } of properties) {
  const { cases, failure } = check({ ms: (seconds * 1000) / properties.length }, seed);
  if (failure !== undefined) console.error(`${name}: ${failure}`);
  else console.log(`${name}: ${cases} cases`);
  failed ||= failure !== undefined;
  total += cases;
}
if (failed) process.exit(1);
console.log(`gemma: ${total} cases, no failure`);
