import type { FolderWish } from "../core/settings/answeringRules.ts";
import { answeringSettings } from "../core/settings/answeringSettings.ts";
import { inform, warn } from "../show/notices.ts";

/** What was asked or told in this window: each thing once. */
const told = new Set<string>();

/**
 * Asks whether a folder may choose who answers, and tells of a base URL that another provider was set for. `changed`
 * hears that the user's answer changed who answers.
 */
export async function tellAnswering(changed: () => void): Promise<void> {
  const { asks, isStrayUrl, provider, model } = answeringSettings.read();
  if (asks && isNew(`folder ${JSON.stringify(asks)}`)) {
    const [use, keep] = ["Use the Folder's", "Keep Mine"] as const;
    const words = `Gemma Code: this folder wants ${nameOf(asks)} to answer, instead of ${nameOf({ provider, model })}.`;
    const answer = await inform(words, use, keep);
    if (answer === undefined) return;
    await answeringSettings.judge(asks, answer === use);
    changed();
  } else if (isStrayUrl && isNew(`url ${provider}`)) {
    const use = "Use It Here Too";
    const words = `Gemma Code: gemma.baseUrl was set for another provider, so ${provider} is asked at its own address.`;
    if ((await warn(words, use)) !== use) return;
    answeringSettings.adopt();
    changed();
  }
}

function isNew(what: string): boolean {
  if (told.has(what)) return false;
  told.add(what);
  return true;
}

const nameOf = ({ provider, model }: FolderWish): string =>
  [provider === undefined ? "" : `“${provider}”`, model ? `the model “${model}”` : ""].filter(Boolean).join(" with ");
