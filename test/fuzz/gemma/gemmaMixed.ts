import fc from "fast-check";
import type { ToolSpec } from "../../../src/model/message.ts";
import { anyCall, writers } from "./gemmaCalls.ts";
import { fragments, plainText, tools, wildAnswer } from "./gemmaCases.ts";
import {
  agentCall,
  askedJson,
  callBetween,
  driftedCall,
  endsInKey,
  labelledAnswer,
  missingValue,
  wrongSeparator,
  wrongString,
} from "./gemmaFaults.ts";
import { frames, shownCall } from "./gemmaShown.ts";
import { tagWriters } from "./gemmaTags.ts";
import { agentTools } from "./gemmaTools.ts";

/* Answers of every generator, by themselves and behind one another, sound or with a piece taken out or put in. */

export type Mixed = { answer: string; tools: readonly ToolSpec[] };

const written: fc.Arbitrary<string> = fc
  .record({ call: anyCall, writer: fc.constantFrom(...Object.values(writers)) })
  .map(({ call, writer }) => writer.write(call));
const agentWritten: fc.Arbitrary<string> = fc
  .record({ call: agentCall, writer: fc.constantFrom(...Object.values(writers)) })
  .map(({ call, writer }) => writer.write(call));
const tagged: fc.Arbitrary<string> = fc
  .record({ call: agentCall, write: fc.constantFrom(...Object.values(tagWriters)) })
  .map(({ call, write }) => write(call));
const framed: fc.Arbitrary<string> = fc
  .record({ text: fc.oneof(tagged, agentWritten), frame: fc.constantFrom(...Object.values(frames)) })
  .map(({ text, frame }) => frame(text));
const answerOf = (arbitrary: fc.Arbitrary<{ answer: string }>): fc.Arbitrary<string> =>
  arbitrary.map(({ answer }) => answer);

const one: fc.Arbitrary<string> = fc.oneof(
  wildAnswer,
  plainText,
  written,
  agentWritten,
  tagged,
  framed,
  askedJson,
  ...[wrongString, wrongSeparator, endsInKey, missingValue, driftedCall].map(answerOf),
  answerOf(labelledAnswer),
  answerOf(callBetween),
  answerOf(shownCall),
);

const several: fc.Arbitrary<string> = fc
  .tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "\n", "\n\n", " "))
  .map(([answers, joint]) => answers.join(joint));

/** One change: [at] a share of the answer, so many characters out, this in. */
const spoil: fc.Arbitrary<{ at: number; out: number; put: string }> = fc.record({
  at: fc.nat(9999),
  out: fc.constantFrom(0, 0, 1, 2, 5, 12),
  put: fc.oneof(fc.constant(""), fc.constantFrom(...fragments)),
});

export const mixed: fc.Arbitrary<Mixed> = fc
  .record({
    answer: several,
    spoils: fc.array(spoil, { maxLength: 2 }),
    tools: fc.constantFrom<readonly ToolSpec[]>(tools, agentTools, agentTools, []),
  })
  .map(({ answer, spoils, tools: known }) => {
    let text = answer;
    for (const { at, out, put } of spoils) {
      const from = Math.floor((at / 10_000) * (text.length + 1));
      text = text.slice(0, from) + put + text.slice(from + out);
    }
    return { answer: text, tools: known };
  });
