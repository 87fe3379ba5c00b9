import type { NamedPlace } from "../../chat/protocol/explain.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";

type Found = (places: readonly NamedPlace[]) => void;

/** Asks the host where the names in an explanation are defined, and passes on the places. */
export class PlaceBook {
  readonly #post: (message: ToHost) => void;
  readonly #waiting = new Map<string, Found>();

  constructor(post: (message: ToHost) => void) {
    this.#post = post;
  }

  /** `found` is called once, later, unless the returned function cancels it. */
  find(turnId: string, names: readonly string[], found: Found): () => void {
    this.#waiting.set(turnId, found);
    this.#post({ type: "find-places", turnId, names });
    return () => {
      if (this.#waiting.get(turnId) === found) this.#waiting.delete(turnId);
    };
  }

  take({ turnId, places }: Extract<ToPanel, { type: "places" }>): void {
    this.#waiting.get(turnId)?.(places);
    this.#waiting.delete(turnId);
  }
}
