import fc from "fast-check";
import { makeTokenBeds, tokenBedNames } from "../model/embedded/tokenBed.ts";
import { textProperty } from "./tokenTexts.ts";

/**
 * Tries ever new texts on the tokens of the real engine, with Gemma 3's vocabulary and Gemma 4's:
 * `node --import=tsx test/fuzz/tokens.ts <seconds>`. Ends with code 1 and the smallest text that goes wrong.
 */
const seconds = Number(process.argv[2] ?? "60");
const { beds } = await makeTokenBeds();
let failed = false;
for (const name of tokenBedNames) {
  const details = fc.check(textProperty(beds[name]), {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: (seconds * 1000) / tokenBedNames.length,
    markInterruptAsFailure: false,
  });
  failed ||= details.failed;
  console.log(
    `${name}: ${details.numRuns} texts${details.failed ? `\n${fc.defaultReportMessage(details)}` : ", none wrong"}`,
  );
}
process.exit(failed ? 1 : 0);
