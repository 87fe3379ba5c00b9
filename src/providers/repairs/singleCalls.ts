import { refusesTools } from "../../gemma/model/toolRefusals.ts";
import { near, notTaken } from "../../gemma/model/nearWords.ts";

const call = String.raw`(?:tool|function)s?[ _-]?(?:calls?|calling|use[sd]?|invocations?)\b`;
/** Several calls at once. */
const several = new RegExp(
  String.raw`\b(?:parallel|multiple|several|concurrent|simultaneous|more than (?:one|1)|(?:two|2) or more)\s+(?:\w+\s+)?${call}|并行(?:的)?(?:工具|函数)?调用`,
  "i",
);
/** One call; a limit must stand beside it. */
const one = new RegExp(String.raw`\b(?:single|one|1)\s+(?:\w+\s+){0,2}?${call}`, "i");
const limit =
  /\bonly\b|\bat (?:most|once|a time)\b|\bexactly\b|\bmaximum\b|\bmax\b|\bno more than\b|\blimit(?:ed|s)?\b|\bjust\b|\b(?:per|each|every) (?:\w+ )?(?:message|turn|response|request|assistant|step)\b|\bmore than\b|\bup to\b/i;
const oneAtATime = new RegExp(
  String.raw`\b(?:${call}|only one (?:tool|function) (?:can|may|must|should) be)[^.\n]{0,60}\b(?:one (?:at a time|by one)|at a time|at once|per (?:message|turn|request|response))\b`,
  "i",
);
/** A list of calls that may hold one. */
const listOfOne =
  /\btool_calls\b[^\n]{0,120}(?:\b(?:maximum length|max_?(?:length|items)|at most|no more than|exactly|not exceed)\W{1,3}(?:1|one)\b|\bmore than (?:1|one)\b|\bonly (?:1|one)\b)/i;
const switchedOff =
  /\bparallel_tool_calls\b["'`]?[^.\n=]{0,40}(?:=\s*|\b)(?:false|off|disabled)\b|\bdisable[sd]?\b[^.\n]{0,20}\bparallel/i;
const phrases = [several, one, oneAtATime, listOfOne, /\bparallel_tool_calls\b/];

/** Whether a server takes tools, but only one call in a message. */
export function wantsSingleCalls(words: string): boolean {
  const isWanted =
    near(words, several, notTaken) ||
    near(words, one, limit, 60) ||
    oneAtATime.test(words) ||
    listOfOne.test(words) ||
    (switchedOff.test(words) && /\bmust\b|\bset\b|\brequire|\bonly\b|\bplease\b|\bshould\b|\bdisable/i.test(words));
  if (!isWanted) return false;
  const rest = phrases.reduce((left, phrase) => left.replace(new RegExp(phrase.source, "gi"), " "), words);
  return !refusesTools(rest);
}
