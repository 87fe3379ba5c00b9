import { properties as edits } from "../../fuzz/editProperties.ts";
import { cut, formats, read } from "../../fuzz/gemmaCases.ts";
import { properties as answers } from "../../fuzz/gemmaProperties.ts";
import { tableAnswers } from "../golden/tableAnswers.ts";
import { compared } from "./engines.ts";
import { spoilt } from "./spoilt.ts";

/*
 * The dialect and the edit engine against what they were, on the cases of every property and on spoilt answers of the
 * tables, until so many were compared:
 *   node --import=tsx test/support/before/oldNew.ts <cases> <first seed> [gemma|edit]
 * Ends with code 1 at the first difference.
 */

const most = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? Date.now() % 1_000_000);
const room = process.argv[4];
compared.on = true;
const table = await tableAnswers();
let seed = first;
const count = (): number => compared.answers + compared.calls;
const begun = Date.now();

function gemma(round: number): void {
  for (const { name, check } of answers) {
    const { failure } = check({ runs: 30 }, round);
    if (failure?.includes("differs from before") === true) throw new Error(`${name}, seed ${round}: ${failure}`);
    if (failure !== undefined) console.log(`${name}, seed ${round}: it broke, before as well`);
  }
  for (let n = 0; n < 6000; n++) {
    const given = table[(round * 6007 + n) % table.length];
    if (!given) continue;
    let answer = given.answer;
    for (let turns = 1 + (n % 3); turns > 0; turns--) answer = spoilt(`${answer}`).text;
    if (n % 2 === 1) answer = spoilt(answer + (table[(round * 131 + n * 17) % table.length]?.answer ?? "")).text;
    const options = {
      format: formats[(round + n) % formats.length] ?? "auto",
      thinking: n % 4 < 2,
      tools: given.tools,
    };
    read(n % 2 === 0 ? [answer] : cut(answer, [2 + (round % 5), 1 + (n % 17), 30]), options);
  }
}

function edit(round: number): void {
  for (const [name, property] of Object.entries(edits)) {
    for (let n = 0; n < 40; n++) {
      try {
        property(round * 1000 + n);
      } catch (error) {
        if (!String(error).includes("differs from before")) console.log(`${name}: it broke, before as well: ${error}`);
        else throw new Error(`${name}, seed ${round * 1000 + n}`, { cause: error });
      }
    }
  }
}

while (count() < most) {
  if (room !== "edit") gemma(seed);
  if (room !== "gemma") edit(seed);
  seed++;
}
const { answers: readAnswers, calls } = compared;
console.log(
  `${count()} cases without a difference (${readAnswers} answers, ${calls} calls of the edit engine), seeds ${first} to ${seed - 1}, ${Math.round((Date.now() - begun) / 1000)} s`,
);
