/** Who answers, by the settings: "auto", a preset's id or "embedded"; a model's id; a base URL, "" for the provider's. */
export type Answering = { provider: string; model: string; baseUrl: string };
/** What a folder's settings want; a part that they don't set is absent. */
export type FolderWish = { provider?: string; model?: string };
/** The user's base URL, and the provider that it was set for. */
export type OwnedUrl = { baseUrl: string; provider: string };
/** The user's word on a folder's wish: whether it counts. */
export type Judged = { wish: FolderWish; counts: boolean };

/** "auto" with a base URL means a server of the user's own. */
const named = (provider: string): string => (provider === "auto" ? "custom" : provider);

/**
 * Whose the user's base URL is. It belongs to the provider it was set with. A provider chosen later doesn't take it
 * over, because its key would go to another's server.
 * @param now the user's own settings, without those of a folder
 */
export function ownerOf(
  before: OwnedUrl | undefined,
  now: Pick<Answering, "provider" | "baseUrl">,
): OwnedUrl | undefined {
  if (now.baseUrl === "") return undefined;
  return before?.baseUrl === now.baseUrl ? before : { baseUrl: now.baseUrl, provider: now.provider };
}

/** What a folder wants that the user doesn't have anyway; undefined if nothing. */
export function wishOf(user: Answering, folder: FolderWish): FolderWish | undefined {
  const isSame = (folder.provider ?? user.provider) === user.provider && (folder.model ?? user.model) === user.model;
  return isSame ? undefined : folder;
}

const isSameWish = (a: FolderWish, b: FolderWish): boolean => a.provider === b.provider && a.model === b.model;

/**
 * Who answers: the user's choice, or a folder's if the user agreed to exactly that. `asks`: a wish not judged yet.
 * `ownServer`: the base URL of the user's own server, whoever answers; "" for none.
 */
export function answeringBy(
  user: Answering,
  folder: FolderWish,
  facts: { judged: Judged | undefined; owner: OwnedUrl | undefined },
): Answering & { asks?: FolderWish; isStrayUrl: boolean; ownServer: string } {
  const wish = wishOf(user, folder);
  const { judged, owner } = facts;
  const isJudged = wish !== undefined && judged !== undefined && isSameWish(judged.wish, wish);
  const provider = (isJudged && judged.counts && wish.provider) || user.provider;
  // Another provider doesn't know the model of the user's.
  const otherModel = provider === user.provider ? user.model : "";
  const model = isJudged && judged.counts ? (wish.model ?? otherModel) : user.model;
  const isOwn = owner !== undefined && named(owner.provider) === named(provider);
  return {
    provider,
    model,
    baseUrl: isOwn ? user.baseUrl : "",
    ownServer: owner !== undefined && named(owner.provider) === "custom" ? user.baseUrl : "",
    isStrayUrl: user.baseUrl !== "" && !isOwn && provider === user.provider,
    ...(wish !== undefined && !isJudged && { asks: wish }),
  };
}
