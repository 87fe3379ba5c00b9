const opening = "<thought>";
const closing = "</thought>";

/** The content of a delta: a thought, the answer's text, or one after the other. */
export type Split = {
  thought: string;
  text: string;
  /** Present while a marked thought is open: how much of its end tag has arrived. */
  open: string | undefined;
};

/**
 * Separates thoughts from the content of Google's OpenAI-compatible endpoint. There a thought's delta is marked in
 * `extra_content` and stands between tags; the end tag starts the first delta of the answer. Tags in content that was
 * never marked belong to the answer.
 * @param open the state after the previous split
 * @param isMarked whether this delta is marked as a thought
 */
export function splitMarked(content: string, isMarked: boolean, open: string | undefined): Split {
  if (!isMarked && open === undefined) return { thought: "", text: content, open };
  if (isMarked) {
    const body = open === undefined && content.startsWith(opening) ? content.slice(opening.length) : content;
    const end = body.indexOf(closing);
    return end < 0
      ? { thought: body, text: "", open: "" }
      : { thought: body.slice(0, end), text: body.slice(end + closing.length), open: undefined };
  }
  const come = (open ?? "") + content;
  if (come.startsWith(closing)) return { thought: "", text: come.slice(closing.length), open: undefined };
  return closing.startsWith(come)
    ? { thought: "", text: "", open: come }
    : { thought: "", text: come, open: undefined };
}
