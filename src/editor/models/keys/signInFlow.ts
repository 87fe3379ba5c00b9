import { ModelError, toModelError } from "../../../model/modelError.ts";
import {
  exchangeCode,
  newSecrets,
  type SignInSecrets,
  type SignInServer,
  signInUrl,
} from "../../../providers/discovery/openRouterSignIn.ts";

/** What a sign-in needs of the editor. */
export type SignInPorts = {
  server: SignInServer;
  /** The address outside the editor that leads back to this window, with the query in it. */
  callback(query: string): Promise<string>;
  /** Opens a page in the user's browser. */
  open(url: string): Promise<void>;
  /** Shows that the browser has it now and takes what is pasted meanwhile. */
  ask(take: Take): Asking;
};
/** What the user does meanwhile: pastes a key or a code, wants the page again or one that shows a code, or leaves. */
export type Take = { pasted(text: string): void; again(): void; withCode(): void; left(): void };
export type Asking = { fail(words: string): void; close(): void };

/** A key as OpenRouter makes them; anything else that is pasted is a code. */
const isKey = (text: string): boolean => text.startsWith("sk-");

/** Sign-ins at OpenRouter, one at a time: the page's way back and what is pasted meet here. */
export class SignInFlow {
  private pending: { secrets: SignInSecrets; back(code: string): void; denied(words: string): void } | undefined;

  /** Resolves with the key; undefined when the user left. A newer sign-in ends an older one. */
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
   * Takes the browser's way back into the sign-in that waits for it.
   * @param query of the address that was opened, e.g. "state=…&code=…"
   * Throws ModelError "auth" where no sign-in waits for it: it may come from a page that has nothing to do with one.
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
