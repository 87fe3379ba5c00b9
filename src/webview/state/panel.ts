import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ToolDisplays } from "../../agent/transcript/toolDisplay.ts";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import { handle, type Handlers, type ToHost, type ToPanel } from "../../chat/protocol/protocol.ts";
import {
  afterTurn,
  composed,
  type Draft,
  noDraft,
  type Question,
  recall,
  steer,
  submit,
  takeQueued,
  weightOf,
  withoutAttachment,
  withoutSteered,
  withText,
} from "./draft.ts";
import { MediaBook, type Reading } from "./mediaBook.ts";
import type { Denial, Folds, Host, ReadingPlace } from "./host.ts";
import { PlaceBook } from "./placeBook.ts";
import { isViewMessage, next, noView, questionsOf, type Effect, type ViewMessage, type ViewState } from "./state.ts";

/** Saves a scroll position after this pause, in milliseconds. */
const PLACE_RESTS_MS = 150;

/** Drafts with more characters of attachments than this are saved less often. */
const HEAVY = 1_000_000;
const SAVE_RESTS_MS = 300;

/** So many folds are remembered; the earliest are forgotten. */
const MOST_FOLDS = 200;

/** How long a sent question may go unanswered before the panel assumes that the host didn't start a turn. */
const TAKE_UP_MS = 3000;

/** Everything a painted panel shows. `reading`: files being read. `focus` counts focus requests. */
export type PanelView = ViewState & { draft: Draft; reading: readonly Reading[]; running: boolean; focus: number };

/** The panel between host and screen; handles host messages and user actions. */
export class Panel {
  readonly #host: Host;
  readonly #paint: (view: PanelView) => void;
  #view: ViewState = noView;
  #draft: Draft = noDraft;
  #focus = 0;
  /** The chat of the draft, the denial, the reading place and the folds: the saved one, until the host names another. */
  #chatId: string;
  #denial: Denial | undefined;
  #place: ReadingPlace | undefined;
  #folds: Folds;
  #placing: number | undefined;
  #asking: number | undefined;
  #saving: number | undefined;
  #frame: number | undefined;

  /** `paint` is called at most once a frame for host messages, and at once for user actions. */
  constructor(connect: (receive: (message: ToPanel) => void) => Host, paint: (view: PanelView) => void) {
    this.#host = connect((message) => this.#receive(message));
    this.#paint = paint;
    const saved = this.#host.saved();
    this.#draft = saved?.draft ?? noDraft;
    this.#chatId = saved?.chatId ?? "";
    this.#denial = saved?.denial;
    this.#place = saved?.place;
    this.#folds = saved?.folds ?? {};
    this.#host.post({ type: "ready" });
  }

  readonly post = (message: ToHost): void => this.#host.post(message);
  readonly places = new PlaceBook(this.post);
  readonly media = new MediaBook({
    post: this.post,
    attach: (chip) => this.#effect({ type: "compose", text: "", chips: [chip] }),
    changed: () => this.#dirty(),
  });

  /** Takes a character that was typed elsewhere and meant for the composer, and moves the caret there. */
  readonly typeOn = (character: string): void =>
    this.#setDraft(withText(this.#draft, this.#draft.text + character), true);
  readonly setText = (text: string): void => this.#setDraft(withText(this.#draft, text));
  // The clicked button disappears, so the caret returns to the composer.
  readonly removeAttachment = (chip: Attachment): void => this.#setDraft(withoutAttachment(this.#draft, chip), true);
  readonly dropQueued = (at: number): void => this.#setDraft(takeQueued(this.#draft, at).draft, true);
  readonly stop = (): void => {
    this.post({ type: "stop" });
    this.focusComposer();
  };

  /** Sends or queues the typed question; not while one of its files is still being read. */
  readonly send = (): void => {
    if (this.media.reading.length > 0) return;
    this.#follow(submit(this.#draft, this.#view.host?.mode ?? "ask", this.#running));
  };

  /** Asks a queued question now. Does nothing while a turn runs, because it would end that turn. */
  readonly sendQueued = (at: number): void => {
    if (!this.#running) this.#follow(takeQueued(this.#draft, at));
  };

  /** Sends a queued question to the running turn. It stays in the queue until the turn takes it. */
  readonly steerQueued = (at: number): void => {
    const question = this.#draft.queue[at];
    if (!question || question.steering !== undefined || !this.#running) return;
    const id = crypto.randomUUID();
    this.post({ type: "steer", id, text: question.text, chips: question.chips });
    this.#setDraft(steer(this.#draft, at, id), true);
  };

  /** Sends what is typed to the running turn. */
  readonly steerTyped = (): void => {
    const { length } = this.#draft.queue;
    this.send();
    if (this.#draft.queue.length > length) this.steerQueued(length);
  };

  /** The unsent reason and choices on an approval card. */
  readonly denialOf = (card: string): Denial =>
    this.#denial?.card === card ? this.#denial : { card, text: "", leftOut: [] };
  /** Undefined once the card is answered. */
  readonly setDenial = (denial: Denial | undefined): void => {
    this.#denial = denial;
    this.#save();
  };

  readonly foldAt = (place: string): boolean | undefined => this.#folds[place];
  readonly setFold = (place: string, open: boolean): void => {
    const others = Object.entries(this.#folds).filter(([key]) => key !== place);
    this.#folds = Object.fromEntries([...others, [place, open] as const].slice(-MOST_FOLDS));
    this.#save();
  };

  /** Where the user last read in this chat; undefined at its end. */
  get place(): ReadingPlace | undefined {
    return this.#place;
  }

  /** Saves the reading place: at once on leaving or reaching the end, otherwise when scrolling pauses. */
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

  /** Puts text into an empty composer, and the caret after it. */
  readonly suggest = (text: string): void => this.#effect({ type: "compose", text, chips: [] });
  readonly focusComposer = (): void => this.#effect({ type: "focus" });

  get #running(): boolean {
    return this.#asking !== undefined || this.#view.transcript.open !== undefined;
  }

  /** What each message does that is not for the view. */
  readonly #handlers: Handlers<Exclude<ToPanel, ViewMessage>> = {
    places: (message) => this.places.take(message),
    "image-size": (message) => this.media.images.draw(message),
    "media-plan": (message) => this.media.planned(message),
    images: (message) => this.media.receive(message),
  };

  #receive(message: ToPanel): void {
    if (isViewMessage(message)) this.#show(message);
    else handle(this.#handlers, message);
    this.#dirty();
  }

  #show(message: ViewMessage): void {
    const { view, effects } = next(this.#view, message);
    this.#view = view;
    for (const effect of effects) this.#effect(effect);
  }

  /** Another chat: drops what waited for the earlier chat's answer; keeps the text being typed. */
  #changeChat(chatId: string): void {
    if (this.#chatId === chatId) return;
    this.#chatId = chatId;
    this.#place = undefined;
    this.#folds = {};
    this.#setDraft({ ...this.#draft, queue: [] });
  }

  #effect(effect: Effect): void {
    switch (effect.type) {
      case "compose":
        // A question that failed to start comes back this way.
        if (this.#asking !== undefined && this.#view.transcript.open === undefined) this.#taken();
        return this.#setDraft(composed(this.#draft, effect.text, effect.chips), true);
      case "focus":
        this.#focus++;
        return this.#dirty();
      case "restored":
        this.#changeChat(this.#view.chatId);
        return this.#taken();
      case "asked":
        return this.#taken();
      case "steered":
        return this.#setDraft(withoutSteered(this.#draft, effect.ids));
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
    // At once: the next key must reach the updated composer.
    this.#paintNow();
  }

  /** Saves at once, or after a typing pause if there is a video: the editor receives the whole state each time. */
  #save(): void {
    if (weightOf(this.#draft) < HEAVY) return this.#saveNow();
    this.#saving ??= window.setTimeout(() => this.#saveNow(), SAVE_RESTS_MS);
  }

  #saveNow(): void {
    window.clearTimeout(this.#saving);
    this.#saving = undefined;
    const place = this.#place && { place: this.#place };
    const denial = this.#denial && { denial: this.#denial };
    const folds = Object.keys(this.#folds).length > 0 && { folds: this.#folds };
    this.#host.save({ chatId: this.#chatId, draft: this.#draft, ...place, ...denial, ...folds });
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

/** How tools show their calls, by their names. */
export const ToolsContext = createContext<ToolDisplays>({});

/** The turns that have token probabilities to show. */
export const ProbabilitiesContext = createContext<readonly string[]>([]);

export const PanelContext = createContext<Panel | undefined>(undefined);

/** The panel of a component. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error("This component belongs inside a panel.");
  return panel;
}
