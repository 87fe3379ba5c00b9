import { near, notTaken } from "./nearWords.ts";

/** Tools as requests and templates name them. "Function" alone may be anybody's: a cloud's, or a program's own. */
const tools =
  /\btools?\b|\btool[_ -](?:calls?|choice|use|config|results?)\b|\btool[_ -]?calling\b|\btool(?:Config|Use|Result)\b|\bfunction[_ -]?call(?:s|ing)?\b|\bfunction[_ ]declarations?\b|(?:^|["'`\s[])functions?["'`\]]|\bfunctions\b|\bschema for function\b|工具|函数调用/;
const clouds = /(?:azure|cloud|edge|lambda|serverless|supabase|netlify|vercel|firebase)[ -]?functions?/giu;
/** The tools are wanted, or theirs is another trouble. */
const others =
  /must (?:define|provide|include|specify|be (?:provided|specified|set))|tools? (?:is|are) required|model not found|devtools/iu;

/** Said by servers whose own reader of calls failed on what the model wrote. */
const unread =
  /does not match the expected \S+ format|could not read the tool call|tool_use_failed|failed to (?:call a function|parse tool call)/iu;

/**
 * Whether a server refused a request because it takes no tools for this model, or fails on its calls: then the tools go
 * into the prompt.
 * @param words the server's own words, without those that a message puts around them
 */
export function refusesTools(words: string): boolean {
  if (unread.test(words)) return true;
  const own = words.replace(clouds, "");
  return near(own, tools, notTaken) && !others.test(own);
}

/** The server's own words in a fault's message. */
export const quoted = (message: string): string => /“(.*)”/su.exec(message)?.[1] ?? message;
