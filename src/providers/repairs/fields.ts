import { near } from "../../gemma/model/nearWords.ts";

const notKnown =
  /\bnot (?:support|allow|permit|accept|implement|recogni|known|expected|a valid (?:param|field|arg|prop)|available|enabled)|n[’']t (?:support|allow|accept)|\bunsupported\b|\bunknown\b|\bunrecogni[sz]ed\b|\bunexpected\b|\bextra\b|\badditional propert|\bno such\b|\bcannot find\b|\bnot found\b|\bdoes not exist\b|\bcannot (?:both )?be (?:used|set|specified|combined)|不支持/i;
/** The field is known but its value is out of range; the user must be told. */
const outOfRange =
  /\bmust be\b|\bout of range\b|\b(?:less|greater|more|smaller|larger|higher|lower) than\b|\bbetween\b|\bat (?:most|least)\b|\bmaximum\b|\bminimum\b|\btoo (?:large|small|high|low|many)\b|[<>]=?\s*-?\d/i;

/**
 * Which of `fields` the server doesn't support, by its refusal. Of two that exclude each other, the later one. A
 * one-word name must be quoted, or follow the word "parameter".
 */
export function refusedFields(words: string, fields: readonly string[]): string[] {
  if (outOfRange.test(words)) return [];
  const blamed = fields.filter((field) => near(words, nameOf(field), notKnown));
  return blamed.length > 1 && /\bboth\b/i.test(words) ? blamed.slice(-1) : blamed;
}

function nameOf(field: string): RegExp {
  if (/^think(?:ing)?$/.test(field)) return /\bthink(?:ing)?\b/;
  const plain = field.replace(/[^\w]/g, "\\$&");
  return field.includes("_")
    ? new RegExp(`\\b${plain}\\b`)
    : new RegExp(
        `["'\`\\[.]${plain}["'\`\\]]|\\b(?:parameters?|fields?|arguments?|propert(?:y|ies)|keys?)[:\\s]+${plain}\\b|^${plain} (?:is|are)\\b|\\b${plain}:`,
      );
}

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
