import { near, notTaken } from "./nearWords.ts";

/** Tools as requests and templates name them. "Function" alone may be anybody's: a cloud's, or a program's own. */
const tools =
  /\btools?\b|\btool[_ -](?:calls?|choice|use|config|results?)\b|\btool[_ -]?calling\b|\btool(?:Config|Use|Result)\b|\bfunction[_ -]?call(?:s|ing)?\b|\bfunction[_ ]declarations?\b|(?:^|["'`\s[])functions?["'`\]]|\bfunctions\b|\bschema for function\b|工具|函数调用/;
const clouds = /(?:azure|cloud|edge|lambda|serverless|supabase|netlify|vercel|firebase)[ -]?functions?/giu;
/** The tools are wanted, or theirs is another fault. */
const others =
  /must (?:define|provide|include|specify|be (?:provided|specified|set))|tools? (?:is|are) required|model not found|devtools/iu;

/** Said by servers whose grammar of calls does not know what the model writes. */
const otherSyntax = /does not match the expected \S+ format/iu;
/** Said by servers whose own reader of calls failed on what the model wrote this time. */
const unread = [
  /could not read the tool call|tool_use_failed|failed_generation|failed to parse input at pos|malformed[ _](?:tool|function)[ _](?:call|use)/iu,
  /\b(?:fail(?:ed|ure|s)?|errors?|could ?n[o’']t|cannot|can[’']t|unable to)\b\W+(?:\w+\W+){0,2}(?:pars(?:e|ing)|decod(?:e|ing)|call)\W+(?:(?:the|an?|its|model[’']?s?|generated|output|of)\W+){0,3}(?:(?:tool|function)[ _-]?calls?|function\b)/iu,
  /\b(?:tool|function)[ _-]?calls?\W+(?:\w+\W+){0,2}(?:pars(?:er?|ing)|decod(?:er?|ing)|validation)\b\W+(?:\w+\W+){0,2}(?:fail|error|crash|exception|could ?n[o’']t|unable|died)/iu,
  /\b(?:invalid|malformed|unpars\w+|incomplete|broken) (?:tool|function)[ _-]?calls?\b(?!\W*(?:ids?|choice)\b)/iu,
  // A tool that nobody declared.
  /\b(?:unknown|no such|non-?existent|undeclared|unregistered) (?:tool|function)(?: name| call(?:ed)?)?\b:?\W{0,3}(?!types?\b|choice\b|calling\b|variant\b)\w/iu,
  /\b(?:tool|function) ["'`“‘]?[\w.:-]+["'`”’]? (?:(?:is|was|does|has) )?(?:not|n[’']t) (?:found|exist|declared|defined|known|registered|available|been declared|in (?:the )?(?:request|list|tools))/iu,
  /\bno (?:tool|function) (?:named|called|with (?:the )?name)\b/iu,
  /\bnot in request\.tools\b/iu,
];
/** The tools that were sent are what could not be read. */
const ofRequest = /\bmessages?[[.]\W?\d|\btools?\[\d|schema|\brequires?\b|not support/iu;

/**
 * Whether a server's own reader of calls failed on what the model wrote: one answer's fault, which another answer to the
 * same request may not have.
 */
export const failedOnCall = (words: string): boolean =>
  unread.some((pattern) => pattern.test(words)) && !ofRequest.test(words) && !otherSyntax.test(words);

/**
 * Whether a server refused a request because it takes no tools for this model, or fails on its calls: then the tools go
 * into the prompt.
 * @param words the server's own words, without those that a message puts around them
 */
export function refusesTools(words: string): boolean {
  if (otherSyntax.test(words) || failedOnCall(words)) return true;
  const own = words.replace(clouds, "");
  return near(own, tools, notTaken) && !others.test(own);
}

/** The server's own words in a fault's message. */
export const quoted = (message: string): string => /“(.*)”/su.exec(message)?.[1] ?? message;
