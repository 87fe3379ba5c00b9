import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Chip } from "../../agent/transcript/turnEvent.ts";
import type { ToHost, ToPanel } from "../../chat/protocol/protocol.ts";
import {
  afterTurn,
  composed,
  type Draft,
  noDraft,
  type Question,
  recall,
  submit,
  takeQueued,
  weightOf,
  withoutChip,
  withText,
} from "./draft.ts";
import { MediaBook, type Reading } from "./mediaBook.ts";
import type { Denial, Host, ReadingPlace } from "./host.ts";
import { PlaceBook } from "./placeBook.ts";
import { next, noView, questionsOf, type Effect, type ViewState } from "./state.ts";

/** A scroll is written down when it has rested for so long, in milliseconds. */
const PLACE_RESTS_MS = 150;

/** A draft with more characters of attachments than this is saved at most so often, in milliseconds. */
const HEAVY = 1_000_000;
const SAVE_RESTS_MS = 300;

/** How long a sent question may go unanswered before the panel takes it that the host did not begin a turn. */
const TAKE_UP_MS = 3000;

/** Everything a painted panel shows. `reading`: files on their way in. `focus` counts the calls for the caret. */
export type PanelView = ViewState & { draft: Draft; reading: readonly Reading[]; running: boolean; focus: number };

/** The panel between the host and the screen: what the host tells and what the user does both come here. */
export class Panel {
  readonly #host: Host;
  readonly #paint: (view: PanelView) => void;
  #view: ViewState = noView;
  #draft: Draft = noDraft;
  #focus = 0;
  /** The chat that the draft, the denial and the place belong to: the one saved, until the host names the one it shows. */
  #chatId: string;
  #denial: Denial | undefined;
  #place: ReadingPlace | undefined;
  #placing: number | undefined;
  #asking: number | undefined;
  #saving: number | undefined;
  #frame: number | undefined;

  /** `paint` is called at most once a frame for what the host tells, and at once for what the user does. */
  constructor(connect: (receive: (message: ToPanel) => void) => Host, paint: (view: PanelView) => void) {
    this.#host = connect((message) => this.#receive(message));
    this.#paint = paint;
    const saved = this.#host.saved();
    this.#draft = saved?.draft ?? noDraft;
    this.#chatId = saved?.chatId ?? "";
    this.#denial = saved?.denial;
    this.#place = saved?.place;
    this.#host.post({ type: "ready" });
  }

  readonly post = (message: ToHost): void => this.#host.post(message);
  readonly places = new PlaceBook(this.post);
  readonly media = new MediaBook({
    post: this.post,
    attach: (chip) => this.#effect({ type: "compose", text: "", chips: [chip] }),
    changed: () => this.#dirty(),
  });

  readonly setText = (text: string): void => this.#setDraft(withText(this.#draft, text));
  // What is clicked here goes away with the click: the caret goes back to the composer.
  readonly removeChip = (chip: Chip): void => this.#setDraft(withoutChip(this.#draft, chip), true);
  readonly dropQueued = (at: number): void => this.#setDraft(takeQueued(this.#draft, at).draft, true);
  readonly stop = (): void => {
    this.post({ type: "stop" });
    this.focusComposer();
  };

  /** Sends what is typed, or lets it wait its turn; not while a file that belongs to it is still read. */
  readonly send = (): void => {
    if (this.media.reading.length > 0) return;
    this.#follow(submit(this.#draft, this.#view.host?.mode ?? "ask", this.#running));
  };

  /** Asks a question of the queue now; while a turn runs nothing happens, since it would end that turn. */
  readonly sendQueued = (at: number): void => {
    if (!this.#running) this.#follow(takeQueued(this.#draft, at));
  };

  /** What was typed and left out so far on an approval card. */
  readonly denialOf = (card: string): Denial =>
    this.#denial?.card === card ? this.#denial : { card, text: "", leftOut: [] };
  /** Undefined once the card is answered. */
  readonly setDenial = (denial: Denial | undefined): void => {
    this.#denial = denial;
    this.#save();
  };

  /** Where the user last read in the chat that is shown; undefined at its end. */
  get place(): ReadingPlace | undefined {
    return this.#place;
  }

  /** Takes down where the user reads: at once when they leave the end or come back to it, else when the view rests. */
  readonly setPlace = (isAtEnd: boolean, place: () => ReadingPlace | undefined): void => {
    const keep = (): void => {
      this.#placing = undefined;
      this.#place = isAtEnd ? undefined : place();
      this.#save();
    };
    window.clearTimeout(this.#placing);
    if (isAtEnd && this.#place === undefined) return;
    if (isAtEnd || this.#place === undefined) keep();
    else this.#placing = window.setTimeout(keep, PLACE_RESTS_MS);
  };

  /** Walks through earlier questions; false where the key keeps its usual meaning. */
  readonly recall = (back: boolean): boolean => {
    const draft = recall(this.#draft, questionsOf(this.#view.transcript), back);
    if (draft) this.#setDraft(draft);
    return draft !== undefined;
  };

  /** Puts a text into an empty composer and the caret behind it. */
  readonly suggest = (text: string): void => this.#effect({ type: "compose", text, chips: [] });
  readonly focusComposer = (): void => this.#effect({ type: "focus" });

  get #running(): boolean {
    return this.#asking !== undefined || this.#view.transcript.open !== undefined;
  }

  #receive(message: ToPanel): void {
    if (message.type === "places") this.places.take(message);
    if (message.type === "image-size") this.media.images.draw(message);
    if (message.type === "media-plan") this.media.planned(message);
    if (message.type === "images") this.media.receive(message);
    const { view, effects } = next(this.#view, message);
    this.#view = view;
    if (message.type === "restored") this.#changeChat(message.chatId);
    for (const effect of effects) this.#effect(effect);
    this.#dirty();
  }

  /** Another chat: what waited for the earlier one's answer is dropped, what is being typed stays. */
  #changeChat(chatId: string): void {
    if (this.#chatId === chatId) return;
    this.#chatId = chatId;
    this.#place = undefined;
    this.#setDraft({ ...this.#draft, queue: [] });
  }

  #effect(effect: Effect): void {
    switch (effect.type) {
      case "compose":
        // A question that could not be asked comes back so.
        if (this.#asking !== undefined && this.#view.transcript.open === undefined) this.#taken();
        return this.#setDraft(composed(this.#draft, effect.text, effect.chips), true);
      case "focus":
        this.#focus++;
        return this.#dirty();
      case "asked":
      case "restored":
        return this.#taken();
      case "ended":
        return this.#follow(afterTurn(this.#draft, effect.outcome));
    }
  }

  #follow({ draft, ask }: { draft: Draft; ask?: Question }): void {
    if (ask) {
      this.post({ type: "ask", ...ask });
      window.clearTimeout(this.#asking);
      this.#asking = window.setTimeout(() => this.#taken(), TAKE_UP_MS);
    }
    this.#setDraft(draft);
  }

  #taken(): void {
    window.clearTimeout(this.#asking);
    this.#asking = undefined;
    this.#dirty();
  }

  #setDraft(draft: Draft, focus = false): void {
    this.#draft = draft;
    if (focus) this.#focus++;
    this.#save();
    // At once: the next key must find the composer as this one left it.
    this.#paintNow();
  }

  /** At once; what holds a video, when typing rests: the editor is handed the whole of it each time. */
  #save(): void {
    if (weightOf(this.#draft) < HEAVY) return this.#saveNow();
    this.#saving ??= window.setTimeout(() => this.#saveNow(), SAVE_RESTS_MS);
  }

  #saveNow(): void {
    window.clearTimeout(this.#saving);
    this.#saving = undefined;
    const place = this.#place && { place: this.#place };
    const denial = this.#denial && { denial: this.#denial };
    this.#host.save({ chatId: this.#chatId, draft: this.#draft, ...place, ...denial });
  }

  #dirty(): void {
    this.#frame ??= requestAnimationFrame(() => this.#paintNow());
  }

  #paintNow(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const { reading } = this.media;
    this.#paint({ ...this.#view, draft: this.#draft, reading, running: this.#running, focus: this.#focus });
  }
}

/** The turns whose tokens' probabilities can be shown. */
export const ProbabilitiesContext = createContext<readonly string[]>([]);

export const PanelContext = createContext<Panel | undefined>(undefined);

/** The panel a component lives in. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error("This component belongs inside a panel.");
  return panel;
}
