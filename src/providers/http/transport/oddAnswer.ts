/** The code of an answer that HTTP doesn't know; `connectionFailure` reads it. */
export const oddAnswerCode = "GEMMA_ODD_ANSWER";

/** An answer that is none to the request: another protocol, a status that doesn't exist, interim answers without end. */
export class OddAnswer extends Error {
  readonly code = oddAnswerCode;
}
