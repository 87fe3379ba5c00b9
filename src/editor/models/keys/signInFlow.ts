import { ModelError, toModelError } from "../../../model/modelError.ts";
import {
  exchangeCode,
  newSecrets,
  type SignInSecrets,
  type SignInServer,
  signInUrl,
} from "../../../providers/discovery/openRouterSignIn.ts";

/** What a sign-in needs from the editor. */
export type SignInPorts = {
  server: SignInServer;
  /** The external address that leads back to this window, with the query. */
  callback(query: string): Promise<string>;
  /** Opens a page in the user's browser. */
  open(url: string): Promise<void>;
  /** Shows that the browser is open, and accepts pasted text. */
  ask(take: Take): Asking;
};
/**
 * The user's actions during a sign-in: paste a key or a code, open the page again, switch to the page with a code, or
 * cancel.
 */
export type Take = { pasted(text: string): void; again(): void; withCode(): void; left(): void };
export type Asking = { fail(words: string): void; close(): void };

/** OpenRouter's keys start like this; any other pasted text is a code. */
const isKey = (text: string): boolean => text.startsWith("sk-");

/** Sign-ins to OpenRouter, one at a time: handles the page's redirect and pasted text. */
export class SignInFlow {
  private pending: { secrets: SignInSecrets; back(code: string): void; denied(words: string): void } | undefined;

  /** Resolves with the key; undefined if cancelled. A newer sign-in ends an older one. */
  async start(ports: SignInPorts): Promise<string | undefined> {
    const secrets = newSecrets();
    const end = new AbortController();
    this.pending?.denied("A newer sign-in has begun.");
    const page = signInUrl(ports.server, secrets, await ports.callback(`state=${secrets.state}`));
    const open = (url: string): void =>
      void ports.open(url).catch(() => asking.fail(`Open this page yourself: ${url}`));
    let settle: (key: string | undefined) => void = () => undefined;
    const settled = new Promise<string | undefined>((resolve) => (settle = resolve));
    const trade = (code: string): void => {
      exchangeCode(ports.server, { code, verifier: secrets.verifier }, { signal: end.signal })
        .then(settle)
        .catch((error: unknown) => !end.signal.aborted && asking.fail(toModelError(error).message));
    };
    const asking = ports.ask({
      pasted: (text) => (isKey(text) ? settle(text) : trade(text)),
      again: () => open(page),
      withCode: () => open(signInUrl(ports.server, secrets)),
      left: () => settle(undefined),
    });
    const pending = { secrets, back: trade, denied: (words: string) => asking.fail(words) };
    this.pending = pending;
    open(page);
    try {
      return await settled;
    } finally {
      end.abort();
      asking.close();
      if (this.pending === pending) this.pending = undefined;
    }
  }

  /**
   * Passes the browser's redirect to the waiting sign-in.
   * @param query of the opened address, e.g. "state=…&code=…"
   * @throws ModelError "auth" if no sign-in waits for it: it may come from an unrelated page
   */
  receive(query: string): void {
    const given = new URLSearchParams(query);
    const { pending } = this;
    if (!pending || given.get("state") !== pending.secrets.state) {
      const words = "This sign-in was not begun in this window, or it is over. Begin it again from Gemma Code.";
      throw new ModelError({ kind: "auth" }, words);
    }
    const code = given.get("code");
    if (code) return pending.back(code);
    const denied = given.get("error") === "access_denied";
    pending.denied(denied ? "OpenRouter was not allowed to make a key." : "OpenRouter came back without a code.");
  }
}
