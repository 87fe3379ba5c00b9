/** Phrases in place of code, in small letters and without punctuation. */
const replies = new RegExp(
  `^(?:${[
    "yes|yep|yeah|yup|no|nope|ok|okay|sure|sure thing|of course|certainly|absolutely|understood|got it|agreed",
    "none|n a|na|nil needed|nothing|nothing (?:to|else|needs|was|is)(?: \\p{L}+){1,3}|not (?:applicable|needed|necessary|required|possible|found|sure)",
    "no (?:changes?|code|refactoring|issues?|errors?|problems?|answer|idea|need|thanks)(?: (?:is|are|was|were))?(?: (?:needed|required|necessary|found|made|detected|to make))?",
    "(?:all |it s |it is )?(?:done|set|good|fixed|updated|refactored|changed|finished|completed?|ready|unchanged|correct|fine)",
    "(?:same|same code|same as before|as is|looks good|looks fine|lgtm|great|perfect|here you go|here it is|thanks|thank you|you re welcome|sorry|hello|hi)",
    "ja|nein|oui|non|sí|si|fertig|erledigt|hecho|listo|terminé|fatto|да|нет|готово|是|否|好|好的|完成|完成了|はい|いいえ|完了|了解",
  ].join("|")})$`,
  "u",
);
/** Replies that are also values in code. */
const values = /^(?:yes|no|none|na|nil needed)$/;
/** Values that are no names. */
const literal = /^(?:none|null|nil|true|false|undefined|nan|void|\d+)$/i;

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
const phraseOf = (text: string): string => wordsIn(text).join(" ").toLowerCase();

/** The region's names: without what it quotes and says in comments. */
const namesIn = (region: string): Set<string> =>
  new Set(
    wordsIn(
      region
        .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/g, " ")
        .replace(/\/\*[^]*?\*\/|<!--[^]*?-->/g, " ")
        .replace(/(?:^|\s)(?:\/\/|#|--\s).*$/gm, " "),
    ),
  );

const isManyLines = (region: string): boolean => region.split("\n").filter((line) => line.trim() !== "").length > 1;

/**
 * Whether a text is a reply such as "Done." or "No changes", and not what `region` can become: of several lines never, of
 * one line where it has these words itself, or is such a value itself.
 */
export function isReply(text: string, region: string): boolean {
  const said = text.trim();
  const phrase = phraseOf(said);
  if (said.includes("\n") || !replies.test(phrase)) return false;
  if (isManyLines(region)) return true;
  const isEnded = /[.!…:]["'*_)]*$/.test(said) && !/[.!…:]["'*_)]*\s*$/.test(region);
  if (isEnded) return true;
  if (replies.test(phraseOf(region))) return false;
  const names = namesIn(region);
  if (wordsIn(said).every((word) => names.has(word))) return false;
  // A name for a name.
  const isName = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(said) && /^\W*[\p{L}_$][\p{L}\p{N}_$]*\W*$/u.test(region.trim());
  return !isName || values.test(phrase) || (/^\p{Lu}/u.test(said) && !/^\W*\p{Lu}/u.test(region));
}

/**
 * Judges an answer of one word, by the region that it would replace: one word can become another of its kind; a line can
 * become one of its names or values; several lines can become one of their names.
 * @returns undefined for answers of more, or with signs of code
 */
export function judgeOneWord(text: string, region: string): "code" | "words" | undefined {
  const said = text.trim();
  const [word = "", ...more] = wordsIn(said);
  if (word === "") return isManyLines(region) && /^[-.–—…*_\s]+$/.test(said) ? "words" : undefined;
  if (more.length > 0 || /[;,(){}[\]=<>/&|+%^~@#]/.test(said)) return undefined;
  if (/[.!?…:]["'*_)]*$/.test(said) && !/[.!?…:]["'*_)]*\s*$/.test(region)) return "words";
  const [own = "", ...others] = wordsIn(region);
  if (others.length === 0) {
    const [isBig, wasBig] = [word, own].map((each) => /^\p{Lu}/u.test(each));
    return own !== "" && isBig === wasBig && said === said.replace(/^[`*]|[`*]$/g, "") ? "code" : undefined;
  }
  const isKnown = namesIn(region).has(word);
  return isKnown && !(isManyLines(region) && literal.test(word)) ? undefined : "words";
}
