/**
 * How long a request may be silent, in milliseconds. `first`: until the first byte; absent: for ever. `lifeless`: where
 * there is no `first`, how long the server may also leave every other question unanswered. `idle`: between two bytes.
 * `settle`: after the last delta.
 */
export type Patience = { first?: number; lifeless?: number; idle: number; settle: number };

/**
 * A hosted server sends keep-alives or fails within two minutes. A local one may load a model or read a long prompt
 * for as long as it takes, if only it shows that it lives, and afterwards be silent while it holds back a long tool call
 * until it is whole (Ollama).
 */
export const defaultPatience = (local: boolean): Patience =>
  local ? { lifeless: 300_000, idle: 300_000, settle: 3000 } : { first: 120_000, idle: 120_000, settle: 3000 };
