import { near, notTaken } from "../../gemma/model/nearWords.ts";

const notKnown =
  /\bnot (?:support|allow|permit|accept|implement|recogni|known|expected|an? (?:valid|permitted|allowed|supported|known|recogni[sz]ed) (?:param|field|arg|prop|key|option)|available|enabled)|n[’']t (?:support|allow|accept)|\bunsupported\b|\bunknown\b|\bunrecogni[sz]ed\b|\bunexpected\b|\bextra\b|\badditional propert|\bno such\b|\bcannot find\b|\bnot found\b|\bdoes not exist\b|\bcannot (?:both )?be (?:used|set|specified|combined)|\bno endpoints? found that support|不支持/i;
/** The field is known but its value is out of range; the user must be told. */
const outOfRange =
  /\bmust be\b|\bout of range\b|\b(?:less|greater|more|smaller|larger|higher|lower) than\b|\bbetween\b|\bat (?:most|least)\b|\bmaximum\b|\bminimum\b|\btoo (?:large|small|high|low|many)\b|[<>]=?\s*-?\d/i;

/** Said where a user switched thinking off; no value of the field is taken then. */
const alwaysThinks =
  /\b(?:reasoning|thinking)\b[^.\n]{0,60}\b(?:mandatory|always (?:on|enabled)|(?:cannot|can[’']t|must not|may not) be (?:disabled|turned off|switched off))/i;
const thoughtFields: readonly string[] = ["reasoning", "reasoning_effort", "chat_template_kwargs", "think", "thinking"];

/**
 * Which of `fields` the server doesn't support, by its refusal. Of two that exclude each other, the later one. A
 * one-word name must be quoted, or follow the word "parameter".
 */
export function refusedFields(words: string, fields: readonly string[]): string[] {
  if (alwaysThinks.test(words)) return fields.filter((field) => thoughtFields.includes(field));
  if (outOfRange.test(words)) return [];
  const blamed = fields.filter((field) => near(words, nameOf(field), notKnown));
  return blamed.length > 1 && /\bboth\b/i.test(words) ? blamed.slice(-1) : blamed;
}

function nameOf(field: string): RegExp {
  if (/^think(?:ing)?$/.test(field)) return /\bthink(?:ing)?\b/;
  if (field === "response_format")
    return /\bresponse[ _-]format\b|\bjson[ _-]?(?:mode|schema)\b|\bstructured[ _-]outputs?\b/;
  const plain = field.replace(/[^\w]/g, "\\$&");
  return field.includes("_")
    ? new RegExp(`\\b${plain}\\b`)
    : new RegExp(
        `["'\`\\[.]${plain}["'\`\\]]|\\b(?:parameters?|fields?|arguments?|propert(?:y|ies)|keys?)[:\\s]+${plain}\\b|^${plain} (?:is|are)\\b|\\b${plain}:`,
      );
}

/** Fields that some servers take, but not together with tools, and the words for them. */
const besideTools = {
  "no-logprobs-with-tools": {
    fields: ["logprobs", "top_logprobs"],
    words: /\b(?:top_)?log[ _-]?prob(?:s|abilit(?:y|ies))?\b|\btoken probabilit(?:y|ies)\b/,
  },
  "no-format-with-tools": {
    fields: ["response_format", "format"],
    words:
      /\bresponse_format\b|\b(?:response|output) (?:format|schema|mime[ _-]?type)\b|\bjson[ _-]?(?:mode|schema|object|output)\b|\bstructured[ _-]outputs?\b|\bgrammars?\b|\bguided[ _-]?(?:json|decoding)\b/,
  },
} as const;
export type BesideTools = keyof typeof besideTools;

const tools =
  /\btools?\b|\btool[ _-]?(?:calls?|calling|use|choice)\b|\bfunction[ _-]?(?:call(?:s|ing)?|declarations?|tools?)\b|\bfunctions\b|工具|函数调用/i;
const notBoth = new RegExp(`${notTaken.source}|\\bmutually exclusive\\b|\\bincompatible\\b|\\bconflicts?\\b`, "iu");
const together =
  /\b(?:with|and|together|alongside|beside|besides|combin\w+|while|when|if|or|both|exclusive|same time|same request|conflicts?)\b|\+|同时/i;

/** The sent fields that a refusal excludes only together with tools. */
export const refusedBesideTools = (words: string, sent: readonly string[]): BesideTools | undefined =>
  (Object.keys(besideTools) as BesideTools[]).find((repair) => {
    const { fields, words: named } = besideTools[repair];
    return (
      fields.some((field) => sent.includes(field)) &&
      near(words, named, tools) &&
      near(words, named, notBoth) &&
      near(words, named, together)
    );
  });

/** The fields that are left out of requests with tools by the applied repairs. */
export const fieldsLeftWithTools = (isApplied: (repair: BesideTools) => boolean): readonly string[] =>
  (Object.keys(besideTools) as BesideTools[]).filter(isApplied).flatMap((repair) => besideTools[repair].fields);

/** Optional fields: if a refusal only names one of them, the request is sent again without it. */
export const dispensable: readonly string[] = [
  "stream_options",
  "top_k",
  "min_p",
  "seed",
  "tool_choice",
  "logprobs",
  "top_logprobs",
  "reasoning_effort",
];
