import { properties } from "./edit/editProperties.ts";

/** Runs the edit engine's properties on ever new cases: `node --import=tsx test/fuzz/edit.ts <seconds> [first seed]`. */
const seconds = Number(process.argv[2] ?? 60);
const first = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const counts = new Map<string, number>();
const end = Date.now() + seconds * 1000;
let seed = first;
while (Date.now() < end) {
  for (let i = 0; i < 100; i++, seed++)
    for (const [name, property] of Object.entries(properties))
      if (property(seed)) counts.set(name, (counts.get(name) ?? 0) + 1);
}
const total = [...counts.values()].reduce((a, b) => a + b, 0);
console.log(`edit: ${total} cases from seed ${first} in ${seconds} s, none wrong`);
for (const [name, count] of counts) console.log(`  ${String(count).padStart(8)}  ${name}`);
