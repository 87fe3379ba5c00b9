import type { Answering } from "../refactor/readRewrite.ts";

/** Who answers, and how; asked for with the first need of an answer and no sooner. */
export type WhoAnswers = (signal: AbortSignal) => Promise<Answering>;
