/** Whom a request went to, as far as a message about its failure needs it. */
export type FaultTarget = {
  /** What a user calls the server, e.g. "OpenRouter"; absent for one known by its address alone. */
  name?: string;
  /** The base URL in use; of it only host and port are ever shown. */
  url: string;
  /** Runs on the user's own machine or network: "start it" is then the remedy, not "wait". */
  local: boolean;
  hasKey: boolean;
  modelId?: string;
  /** Where a key is made. */
  keyUrl?: string;
  /** How the server is started, e.g. "ollama serve". */
  startHint?: string;
  /** The setting that makes the window smaller, where there is one. */
  windowSetting?: string;
  /** Texts that must never be shown: keys and values of headers. */
  secrets: readonly string[];
};

/** A server whose memory and loading are the user's to care for: at a hosted one they pass, or another model is asked. */
export const isOwnServer = ({ local, name, url }: FaultTarget): boolean =>
  local || (name === undefined && url.startsWith("http:"));

/** Host and port of a URL, e.g. "127.0.0.1:8080"; the port is left out where it is the scheme's own. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an invalid address";
}

/** The target as the subject of a sentence: "OpenRouter (openrouter.ai)" or "The server at 127.0.0.1:8080". */
export function subjectOf(target: FaultTarget): string {
  const host = hostOf(target.url);
  return target.name === undefined ? `The server at ${host}` : `${target.name} (${host})`;
}

/** The same inside a sentence. */
export const subjectWithin = (target: FaultTarget): string => subjectOf(target).replace(/^The /, "the ");

const LONGEST_QUOTE = 300;

/**
 * A text of the server made fit to be shown: secrets and whatever looks like a key struck out, one line, at most 300
 * characters. Secrets go first, so that a cut cannot leave half of one.
 */
export function quotable(text: string, secrets: readonly string[]): string {
  let shown = text;
  for (const secret of secrets) if (secret.length > 0) shown = shown.replaceAll(secret, "•••");
  shown = shown
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 •••")
    .replace(/\b(sk|key|gsk|hf|AIza)[-_]?[\w-]{16,}/g, "•••")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE).trimEnd()}…` : shown;
}
