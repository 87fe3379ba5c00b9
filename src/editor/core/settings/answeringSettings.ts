import * as v from "valibot";
import * as vscode from "vscode";
import { type Answering, answeringBy, type FolderWish, type Judged, ownerOf, type OwnedUrl } from "./answeringRules.ts";

const OWNER = "gemma.baseUrlOwner";
const JUDGED = "gemma.folderAnswers";

const optional = v.exactOptional(v.string());
const ownerSchema = v.object({ baseUrl: v.string(), provider: v.string() });
const judgedSchema = v.object({ wish: v.object({ provider: optional, model: optional }), counts: v.boolean() });

/** Who answers by the settings. A base URL stays with its provider, and a folder's wish counts once the user agreed. */
class AnsweringSettings {
  private memories: { user: vscode.Memento; workspace: vscode.Memento } | undefined;
  private owner: OwnedUrl | undefined;
  private judged: Judged | undefined;

  /** Keeps what it learns in these; before, nothing is remembered. */
  open(user: vscode.Memento, workspace: vscode.Memento): void {
    this.memories = { user, workspace };
    const [owner, judged] = [
      v.safeParse(ownerSchema, user.get(OWNER)),
      v.safeParse(judgedSchema, workspace.get(JUDGED)),
    ];
    this.owner = owner.success ? owner.output : undefined;
    this.judged = judged.success ? judged.output : undefined;
  }

  read(): ReturnType<typeof answeringBy> {
    const { user, folder } = written();
    const owner = ownerOf(this.owner, user);
    if (owner?.baseUrl !== this.owner?.baseUrl || owner?.provider !== this.owner?.provider) this.keep(owner);
    return answeringBy(user, folder, { judged: this.judged, owner });
  }

  /** The user set this base URL for this provider. */
  own({ provider, baseUrl }: { provider: string; baseUrl?: string | undefined }): void {
    this.keep(baseUrl === undefined ? undefined : { provider, baseUrl });
  }

  /** The base URL of the user's settings is meant for the provider chosen now, too. */
  adopt(): void {
    this.own(written().user);
  }

  judge(wish: FolderWish, counts: boolean): Thenable<void> {
    this.judged = { wish, counts };
    return this.memories?.workspace.update(JUDGED, this.judged) ?? Promise.resolve();
  }

  private keep(owner: OwnedUrl | undefined): void {
    this.owner = owner;
    void this.memories?.user.update(OWNER, owner);
  }
}

/** The settings as written: the user's, and those of the folder, which count only in a trusted workspace. */
function written(): { user: Answering; folder: FolderWish } {
  const config = vscode.workspace.getConfiguration("gemma");
  const at = (key: string) => config.inspect<unknown>(key);
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value.trim() : undefined);
  const own = (key: string, otherwise: string): string => text(at(key)?.globalValue) ?? otherwise;
  const folders = (key: string): string | undefined =>
    vscode.workspace.isTrusted ? text(at(key)?.workspaceFolderValue ?? at(key)?.workspaceValue) : undefined;
  const [provider, model] = [folders("provider"), folders("model")];
  return {
    user: { provider: own("provider", "auto"), model: own("model", ""), baseUrl: own("baseUrl", "") },
    folder: { ...(provider !== undefined && { provider }), ...(model !== undefined && { model }) },
  };
}

export const answeringSettings = new AnsweringSettings();
