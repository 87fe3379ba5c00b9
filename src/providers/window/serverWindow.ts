import type { ModelInfo } from "../../model/model.ts";
import type { ModelFault } from "../../model/modelError.ts";
import {
  afterCount,
  afterRefusal,
  afterStatement,
  unknownWindow,
  type WindowSource,
  type WindowState,
} from "./belief.ts";
import { isStrangelySmall, seemsCut } from "./cutPrompt.ts";

export type ServerWindowOptions = {
  /** What is believed at first. */
  tokens?: number | undefined;
  source?: WindowSource;
  /** Asks the server for the window that it has loaded; undefined where it states none. */
  ask?: (signal: AbortSignal) => Promise<number | undefined>;
  /** Hears that the believed window is another one. */
  changed?: () => void;
  now?: () => number;
};

/** What is known of a model, with the window that is believed now. */
export const withWindow = (known: Omit<ModelInfo, "contextTokens">, { tokens }: ServerWindow): ModelInfo => ({
  ...known,
  ...(tokens !== undefined && { contextTokens: tokens }),
});

/** A belief older than this is asked for again before the next question. Milliseconds. */
const fadesAfterMs = 5 * 60_000;

/**
 * The window of one model at one server, as it is believed: statements, counts and refusals correct each other. The server
 * is asked again where evidence speaks against what it said, never for each question.
 */
export class ServerWindow {
  #state: WindowState;
  #askedAt: number;
  /** Something happened after which the server may have loaded anew. */
  #isDoubted = false;
  /** An answer of the server that changed nothing: asking again at once would bring the same. */
  #silentAt: number | undefined;
  #answeredBy: string | undefined;
  readonly #options: ServerWindowOptions;
  readonly #now: () => number;

  constructor(options: ServerWindowOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#askedAt = this.#now();
    const { tokens, source = "loaded" } = options;
    this.#state = afterStatement(unknownWindow, tokens, source, this.#askedAt);
  }

  /** The believed window in tokens; undefined where it is not known. */
  get tokens(): number | undefined {
    return this.#state.belief?.tokens;
  }
  get source(): WindowSource | undefined {
    return this.#state.belief?.source;
  }
  /** Whether the server should be asked again before it gets the next question. */
  get isDoubtful(): boolean {
    return this.#isDoubted || this.#now() - this.#askedAt > fadesAfterMs;
  }

  /** The server was asked, and states this window or none. */
  stated(tokens: unknown, source: WindowSource = "loaded"): void {
    this.confirmed();
    this.#become(afterStatement(this.#state, tokens, source, this.#askedAt));
  }

  /** The server was asked, and all is as it was. */
  confirmed(): void {
    this.#askedAt = this.#now();
    this.#isDoubted = false;
  }

  /**
   * The server counted the tokens of a prompt of so many characters. Where that speaks against the belief, the server is
   * asked again. Resolves with whether the prompt seems to have been cut. Never rejects.
   */
  async counted(promptTokens: number, characters: number, signal: AbortSignal): Promise<boolean> {
    const { seen } = this.#state;
    const counted = () => ({ characters, promptTokens, window: this.tokens, seen });
    const isUnknown = this.tokens === undefined;
    this.#become(afterCount(this.#state, promptTokens));
    const isRefuted = !isUnknown && this.tokens === undefined;
    if (isUnknown || isRefuted || isStrangelySmall(counted())) await this.#ask(signal);
    return seemsCut(counted());
  }

  /** A refused request named the window. */
  refused(tokens: unknown): void {
    this.#become(afterRefusal(this.#state, tokens, this.#now()));
  }

  /** A request failed: a refusal may state the window, and a lost connection be a server that is started anew. */
  failed(fault: ModelFault): void {
    if (fault.kind === "overflow") this.refused(fault.contextTokens);
    if (fault.kind === "overflow" || fault.kind === "unavailable" || fault.kind === "not-found") this.#isDoubted = true;
  }

  /** The server's own name of the model that answered; another one than before has a window of its own. */
  answered(model: string | undefined): void {
    if (model === undefined) return;
    this.#isDoubted ||= this.#answeredBy !== undefined && this.#answeredBy !== model;
    this.#answeredBy = model;
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { ask } = this.#options;
    if (ask === undefined || (this.#silentAt !== undefined && this.#now() - this.#silentAt < fadesAfterMs)) return;
    const before = this.tokens;
    try {
      const stated = await ask(signal);
      if (stated === undefined) this.confirmed();
      else this.stated(stated);
    } catch {
      // A server that answers questions but not this one has nothing to say.
    }
    this.#silentAt = this.tokens === before ? this.#now() : undefined;
  }

  #become(state: WindowState): void {
    const before = this.tokens;
    this.#state = state;
    if (this.tokens !== before) this.#options.changed?.();
  }
}
