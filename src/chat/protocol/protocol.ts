import type { Transcript } from "../../agent/transcript/transcript.ts";
import type { ApprovalDecision, Chip, Mode, TurnEvent } from "../../agent/transcript/turnEvent.ts";
import type { ThinkingControl, ThinkingLevel } from "../../model/thinking.ts";
import type { CodeAction, CodePlace } from "../codeBlocks.ts";
import type { FaultAction } from "../faultActions.ts";

/**
 * What the host and the panel tell each other; schemas in protocolSchema.ts check each message where it enters.
 * The host owns all state: on "ready" it posts "restored", and from then on every event that the panel records with
 * the same reducer. Events come in lists, coalesced per frame.
 */
export type ToPanel =
  | { type: "restored"; chatId: string; transcript: Transcript }
  | { type: "events"; chatId: string; events: readonly TurnEvent[] }
  | { type: "state"; state: PanelState }
  /** Puts text and chips into the composer and the caret behind them; nothing is sent. */
  | { type: "compose"; text: string; chips: readonly Chip[] }
  | { type: "focus" }
  /** Where names that an answer mentions stand; names without a place are left out. */
  | { type: "places"; turnId: string; places: readonly NamedPlace[] }
  /** The size in which the model in use sees the image, in pixels. */
  | { type: "image-size"; id: string; width: number; height: number }
  /** What becomes of a video or a recording; a refusal was told to the user. */
  | { type: "media-plan"; id: string; plan: MediaPlanned }
  /** Images, videos and recordings for the composer, as they lie on disk. */
  | { type: "images"; files: readonly ImageFile[] };

/**
 * "video": so many frames are taken from it in that size, in pixels, and with `whole` the file itself goes along.
 * "audio": it goes as sound of one channel.
 */
export type MediaPlanned =
  | { type: "refused" }
  | { type: "video"; frames: number; whole: boolean; width: number; height: number }
  | { type: "audio" };

/** `data` is base64. */
export type ImageFile = { name: string; mediaType: string; data: string };

/** `href` as in "open-link". */
export type NamedPlace = { name: string; href: string };
export const followUps = ["why", "simpler", "example"] as const;
export type FollowUp = (typeof followUps)[number];

export type ToHost =
  | { type: "ready" }
  | { type: "ask"; text: string; mode: Mode; chips: readonly Chip[] }
  | { type: "stop" }
  | { type: "approve"; callId: string; decision: Exclude<ApprovalDecision, { type: "stopped" }> }
  /** Opens the editor's own diff view of a call's change. */
  | { type: "open-diff"; callId: string }
  /** A link of an answer: a web address, or a file of the workspace as `path` or `path:line`. */
  | { type: "open-link"; href: string }
  /** Opens what an attachment stands for. */
  | { type: "open-attachment"; chip: Chip }
  /** A button of a block of code; the code itself is the host's own. */
  | { type: "code"; action: CodeAction; place: CodePlace }
  /** A further question about the explanation in the turn. */
  | { type: "follow-up"; turnId: string; question: FollowUp }
  /** Begins an inline refactor of the code that the chip stands for. */
  | { type: "refactor-chip"; chip: Chip }
  /** Asks for the places of names in an explanation. */
  | { type: "find-places"; turnId: string; names: readonly string[] }
  /** Reviews, keeps or undoes all that Gemma changed in files. */
  | { type: "changes"; action: ChangesAction }
  | { type: "fault-action"; action: FaultAction }
  | { type: "setup"; choice: SetupChoice }
  | { type: "set-mode"; mode: Mode }
  /** How much the model in use should think; without a level as the settings say. */
  | { type: "set-thinking"; level?: ThinkingLevel }
  /** Opens the model picker. */
  | { type: "pick-model" }
  /** Asks for the size to send an image in; width and height are its own, in pixels. */
  | { type: "size-image"; id: string; width: number; height: number }
  /**
   * Asks what becomes of a video or a recording, of a size in bytes; its length and the video's size in pixels are absent
   * where it could not be decoded. "media-plan" answers.
   */
  | {
      type: "plan-media";
      id: string;
      kind: "video" | "audio";
      name: string;
      bytes: number;
      seconds?: number;
      width?: number;
      height?: number;
    }
  /** Lets the user pick files of images, videos and recordings; "images" brings them. */
  | { type: "pick-images" }
  /** Files of the editor, by their addresses, that were dropped onto the panel: images come by "images", others as chips. */
  | { type: "dropped"; uris: readonly string[] }
  /** The web address of an image that was dropped onto the panel; "images" brings it. */
  | { type: "fetch-image"; address: string }
  /** A file that was taken for an image and is none that can be shown. */
  | { type: "unreadable-image"; name: string }
  /** Opens the editor's page on trust in this workspace. */
  | { type: "manage-trust" }
  /** Lets another result of the last answer go on in its place; the first is 0. */
  | { type: "choose-result"; turnId: string; index: number }
  /** Opens the probabilities of an answer's tokens. */
  | { type: "show-probabilities"; turnId: string }
  /** Opens the table of what was used. */
  | { type: "show-usage" }
  /** Opens the attach picker; "open-file" attaches the file in front at once, and picks only where none is open. */
  | { type: "attach"; what?: "open-file" };

export const changesActions = ["review", "keep", "undo"] as const;
export type ChangesAction = (typeof changesActions)[number];

export type PanelState = {
  /** The model that would answer now; absent until one is set up. */
  model?: {
    label: string;
    provider: string;
    contextTokens?: number;
    textOnly?: boolean;
    /** Absent where a choice of how much it thinks would have no effect. */
    thinking?: ThinkingControl;
  };
  mode: Mode;
  /** False in a restricted workspace: agent mode is off and the panel says why. */
  trusted: boolean;
  /** Shown instead of an empty chat while no model is set up, or when the user asked for it. */
  setup?: SetupState;
  /** Files with changes of Gemma's that were neither kept nor undone; absent when there are none. */
  changedFiles?: number;
  /** The turns whose tokens' probabilities can be shown. */
  probabilities?: readonly string[];
  /** What the engine on this machine is doing, where the user must know. */
  engine?: { phase: "downloading" | "loading"; label: string; fraction?: number; detail?: string };
};

export type SetupState = {
  /** `available`: this build carries the engine. Models are offered smallest first. */
  embedded: { available: boolean; models: readonly EmbeddedOffer[] };
  /**
   * Servers found running on this machine. `searching` while the probes are out; `note`: which machine that is, in a
   * remote window.
   */
  local: { searching: boolean; servers: readonly LocalOffer[]; note?: string };
  hosted: readonly { preset: string; label: string; note: string; hasKey: boolean }[];
  /** The outcome of the last choice, in words. */
  problem?: string;
};
export type LocalOffer = {
  baseUrl: string;
  label: string;
  models: readonly string[];
  /** Models in its memory that it can be asked to let go, with what is to know of each. */
  loaded?: readonly { model: string; words: string }[];
  /** It downloads models itself. */
  pulls?: boolean;
};
export type EmbeddedOffer = {
  id: string;
  label: string;
  /** Download size and memory need in bytes. */
  bytes: number;
  memoryBytes: number;
  licence: string;
  licenceUrl: string;
  recommended: boolean;
  /** The file is on disk already. */
  present: boolean;
  /** More than this machine has. */
  tooLarge: boolean;
};

export type SetupChoice =
  | { type: "embedded"; id: string }
  | { type: "model-file" }
  | { type: "local"; baseUrl: string; model: string }
  | { type: "hosted"; preset: string }
  | { type: "custom" }
  /** Lets the user pick a Gemma for that server to download. */
  | { type: "pull"; baseUrl: string }
  | { type: "unload"; baseUrl: string; model: string }
  | { type: "cancel-download" }
  | { type: "search-again" }
  | { type: "close" };
