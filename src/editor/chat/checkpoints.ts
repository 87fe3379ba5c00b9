import * as vscode from "vscode";
import type { Bytes } from "../../agent/checkpoints/decideRestore.ts";
import { KeepingEffects } from "../../agent/checkpoints/keepingEffects.ts";
import { type FilePlan, planRedo, planRestore } from "../../agent/checkpoints/restorePlan.ts";
import { counted, named, restoreWords } from "../../agent/checkpoints/restoreWords.ts";
import { turnsOf } from "../../agent/transcript/transcript.ts";
import type { ChatSession, SessionPorts } from "../../chat/session/session.ts";
import { hashOf, type KeptBytes } from "../../chat/store/kept/keptBytes.ts";
import { noticeChanges } from "../agent/changes/commandChanges.ts";
import { fileAt } from "../files/kept/fileNow.ts";
import { type ClashAnswer, restoreFiles, type RestorePorts } from "../files/kept/restoreFiles.ts";
import { virtualTexts } from "../core/virtualTexts.ts";
import { withSigns } from "../../words/signs.ts";
import { askModal, inform } from "../show/notices.ts";

/**
 * What is kept for a workspace: room for some thousand changes of large files; a month, because older conversations are
 * read and not taken back; and a number of files that is still listed at once.
 */
const LIMITS = { bytes: 500_000_000, files: 20_000, ageMs: 30 * 24 * 3_600_000 };

/** After so many more bytes the limits are looked at again: a tenth of them. */
const PRUNE_EVERY = LIMITS.bytes / 10;

/** The kept bytes of files that turns changed, and how the user restores them. */
export class Checkpoints {
  readonly #kept: KeptBytes;
  readonly #log: Pick<vscode.LogOutputChannel, "warn">;

  /** Bytes kept since the last look at the limits. */
  #sincePrune = 0;

  constructor(kept: KeptBytes, log: Pick<vscode.LogOutputChannel, "warn">) {
    this.#kept = kept;
    this.#log = log;
  }

  /** Keeps what the calls of a chat change. */
  effects(chat: string): NonNullable<SessionPorts["effects"]> {
    return new KeepingEffects({
      fileNow: async (path) => (await fileAt(path)).now,
      keep: (bytes) => this.#keep(chat, bytes),
      notice: noticeChanges,
      failed: (error) => this.#log.warn(`The bytes of a file were not kept: ${messageOf(error)}`),
    });
  }

  /** Keeps for the copy of a chat what is kept for it. */
  copy(from: string, to: string): Promise<void> {
    return this.#kept.copy(from, to);
  }

  /** Removes what is kept for a deleted chat. */
  remove(chat: string): Promise<void> {
    return this.#kept.remove(chat);
  }

  /** Removes what is old or too much. */
  prune(): Promise<void> {
    this.#sincePrune = 0;
    return this.#kept.prune(LIMITS, Date.now());
  }

  async #keep(chat: string, bytes: Uint8Array): Promise<string> {
    this.#sincePrune += bytes.length;
    if (this.#sincePrune > PRUNE_EVERY) {
      await this.prune().catch((error: unknown) => this.#log.warn(`Old files were not removed: ${messageOf(error)}`));
    }
    return this.#kept.keep(chat, bytes);
  }

  /** Sets files, and the chat if the user wants, back to before a turn. */
  async restore(session: ChatSession, turnId: string): Promise<void> {
    await session.stop();
    const plans = planRestore(session.transcript, turnId);
    const turn = turnsOf(session.transcript).find(({ id }) => id === turnId);
    if (!turn || plans.length === 0) return void inform("Gemma Code: no file was changed since then.");
    const how = await askModal(
      {
        headline: `Set ${counted(plans.length)} back to before this question?`,
        detail: `${named(plans.map(({ path }) => path))}\nYour own later changes are kept, or asked about. This can be redone.`,
      },
      "Restore Files",
      "Restore Files and Chat",
    );
    if (how === undefined) return;
    await session.restoring(async () => {
      const { files, report } = await this.#perform(session.id, plans);
      const conversation = how === "Restore Files and Chat" && report.failed.length === 0;
      void inform(`Gemma Code: ${restoreWords(report)}`);
      if (files.length === 0 && !conversation) return undefined;
      return { type: "files-restored", at: Date.now(), turn: turnId, files, conversation };
    });
  }

  /** Takes back the last restore. */
  async redo(session: ChatSession): Promise<void> {
    await session.stop();
    const { restore } = session.transcript;
    if (!restore) return;
    await session.restoring(async () => {
      const { files, report } = await this.#perform(session.id, planRedo(restore.files));
      void inform(`Gemma Code: ${restoreWords(report)}`);
      return { type: "restore-redone", at: Date.now(), files };
    });
  }

  #perform(chat: string, plans: readonly FilePlan[]): ReturnType<typeof restoreFiles> {
    return restoreFiles(plans, { kept: this.#sourceOf(chat), ask: askAbout });
  }

  #sourceOf(chat: string): RestorePorts["kept"] {
    return {
      hash: (bytes) => (bytes ? hashOf(bytes) : "none"),
      keep: (bytes) => this.#kept.keep(chat, bytes),
      read: async (hash) => {
        if (hash === "none") return { bytes: undefined };
        const bytes = await this.#kept.read(chat, hash);
        return bytes && { bytes };
      },
    };
  }
}

async function askAbout(path: string, target: Bytes): Promise<ClashAnswer> {
  const answer = await askModal(
    {
      headline: `${path} was changed since, in the same place.`,
      detail: target
        ? "Keep it as it is, or restore the whole file?"
        : "Keep it as it is, or delete it? Before the question there was no such file.",
    },
    "Keep Mine",
    "Restore",
    "Open Difference",
  );
  if (answer === "Restore") return "restore";
  if (answer !== "Open Difference") return "mine";
  const { uri } = await fileAt(path);
  const before = virtualTexts.put(path, new TextDecoder().decode(target ?? new Uint8Array()));
  await vscode.commands.executeCommand(
    "vscode.diff",
    before,
    uri,
    `${withSigns(path, true)} (before the question ↔ now)`,
  );
  return "compare";
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
