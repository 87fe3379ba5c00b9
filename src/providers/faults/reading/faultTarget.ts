import { readWords } from "./jsonText.ts";

/** The target of a request, as needed for messages about its failure. */
export type FaultTarget = {
  /** The server's display name, e.g. "OpenRouter"; absent if only its address is known. */
  name?: string;
  /** The base URL in use; only host and port are ever shown. */
  url: string;
  /** Runs on the user's own machine or network: the advice is "start it", not "wait". */
  local: boolean;
  hasKey: boolean;
  modelId?: string;
  /** The page that creates keys. */
  keyUrl?: string;
  /** The command that starts the server, e.g. "ollama serve". */
  startHint?: string;
  /** The setting that reduces the window, if there is one. */
  windowSetting?: string;
  /** Texts that must never be shown: keys and header values. */
  secrets: readonly string[];
};

/** A server whose memory and loading the user manages. At a hosted one such faults pass, or another model is asked. */
export const isOwnServer = ({ local, name, url }: FaultTarget): boolean =>
  local || (name === undefined && url.startsWith("http:"));

/** Host and port of a URL, e.g. "127.0.0.1:8080", without the scheme's default port. */
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

/** A text that was cut, without a secret's beginning at its end. */
function withoutHalf(text: string, secret: string): string {
  for (let length = Math.min(secret.length - 1, text.length); length > 3; length--)
    if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length);
  return text;
}

/**
 * Makes a server's text safe to show: removes secrets and anything like a key, on one line, at most 300 characters.
 * Secrets are removed first, so that shortening can't leave half of one.
 */
export function quotable(text: string, secrets: readonly string[]): string {
  let shown = readWords(text);
  for (const secret of secrets) if (secret.length > 0) shown = withoutHalf(shown.replaceAll(secret, "•••"), secret);
  shown = shown
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 •••")
    .replace(/\b(sk|key|gsk|hf|AIza)[-_]?[\w-]{16,}/g, "•••")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE).trimEnd()}…` : shown;
}
