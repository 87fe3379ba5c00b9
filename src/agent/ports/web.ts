import type { Consent } from "../approval/consent.ts";

/** A page as text. `url`: where it was found in the end. `isCut`: it is longer than what was read. */
export type WebPage = { url: string; text: string; isCut: boolean };

/** The web, for tools. */
export interface Web {
  /** Whether an address names this machine or its network by itself, so that the user sees it. */
  isLocal(url: string): boolean;
  /**
   * Fetches one page, without cookies or keys. Throws an Error with words for the model, among others for an address that
   * only leads to the user's own network, and for a redirect to another host.
   */
  fetch(url: string, consent: Consent<"fetch">, signal: AbortSignal): Promise<WebPage>;
  /** A page that was fetched shortly before. */
  kept(url: string): WebPage | undefined;
}
