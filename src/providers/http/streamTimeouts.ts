/**
 * How long a request may be silent, in milliseconds. `first`: until the first byte; absent: for ever. `lifeless`: where
 * there is no `first`, how long the server may also leave every other question unanswered. `idle`: between two bytes.
 * `settle`: after the end of an answer that the server has counted. `late`: after a finish that neither an end mark nor a
 * count has followed: gateways before Ollama and others finish with the first of several calls.
 */
export type StreamTimeouts = { first?: number; lifeless?: number; idle: number; settle: number; late: number };

/** An answer in words alone, of which the server says that it is finished, is waited on for so many settling times. */
const wordsMaySettle = 5;

/** How long to wait for more behind a finish, in milliseconds. `isCounted`: the usage came with it or behind it. */
export function afterFinish({ idle, settle, late }: StreamTimeouts, isCounted: boolean, hasCalls: boolean): number {
  if (isCounted) return settle;
  return hasCalls ? Math.min(idle, late) : Math.min(idle, settle * wordsMaySettle);
}

/**
 * A hosted server sends keep-alives or fails within two minutes. One of the user's own may load a model or read a long prompt
 * for as long as it takes, if only it shows that it lives, and afterwards be silent while it holds back a long tool call
 * until it is whole (Ollama).
 */
export const defaultPatience = (isOwn: boolean): StreamTimeouts =>
  isOwn
    ? { lifeless: 300_000, idle: 300_000, settle: 3000, late: 60_000 }
    : { first: 120_000, idle: 120_000, settle: 3000, late: 60_000 };
