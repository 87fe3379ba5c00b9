import { ModelError, toModelError } from "../../../model/modelError.ts";
import { hostOf } from "../../../providers/faults/reading/faultTarget.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { listModels } from "../../../providers/discovery/listModels.ts";
import { presets } from "../../../providers/presets/presets.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { protocolOf } from "../choice/modelChoice.ts";
import { askText, pickRow } from "../../show/inputs.ts";
import { askModal } from "../../show/notices.ts";
import { withNotice } from "../../show/progress.ts";

/** Time limit for a new address, in milliseconds. */
const TRY_MS = 10_000;

/** A server that the user named. `needsKey`: it answered, and wants a key. */
export type Connected = { baseUrl: string; model: string; needsKey: boolean };

/**
 * Asks for another server's address, tests it, and lets the user choose a model. An unreachable address is used only if
 * the user confirms. Undefined if cancelled. `keyAt`: the stored key of the server at an address.
 */
export async function connectServer(
  known: string,
  keyAt: (baseUrl: string) => Promise<string | undefined>,
): Promise<Connected | undefined> {
  for (let address = known; ;) {
    const baseUrl = await askBaseUrl(address);
    if (baseUrl === undefined) return undefined;
    const found = await listOf(baseUrl, await keyAt(baseUrl));
    if (found === undefined) return undefined;
    if (!(found instanceof ModelError)) {
      const model = await chooseModel(found);
      return model === undefined ? undefined : { baseUrl, model, needsKey: false };
    }
    if (found.fault.kind === "auth") return { baseUrl, model: "", needsKey: true };
    if (found.fault.kind === "not-found") {
      const model = await nameModel(`${hostOf(baseUrl)} has no list of its models.`);
      return model === undefined ? undefined : { baseUrl, model, needsKey: false };
    }
    const anyway = await confirmUnanswered(found.message);
    if (anyway === undefined) return undefined;
    if (anyway === "use") {
      const model = await nameModel("Nothing answers there yet.");
      return model === undefined ? undefined : { baseUrl, model, needsKey: false };
    }
    address = baseUrl;
  }
}

/** A server's model list, or the reason for its absence; undefined if the user cancelled the wait. */
async function listOf(
  baseUrl: string,
  apiKey: string | undefined,
): Promise<readonly ListedModel[] | ModelError | undefined> {
  const preset = presets.custom;
  const server = { preset, protocol: protocolOf(preset, readSettings().protocol), baseUrl, all: true };
  return withNotice(`Trying ${hostOf(baseUrl)}…`, async (_, cancelled) => {
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(TRY_MS)]);
    try {
      return await listModels({ ...server, ...(apiKey !== undefined && { apiKey }) }, { signal });
    } catch (error) {
      if (cancelled.aborted) return undefined;
      return signal.aborted ? unanswered(baseUrl) : toModelError(error, signal);
    }
  });
}

const unanswered = (baseUrl: string): ModelError =>
  new ModelError({ kind: "unavailable" }, `${hostOf(baseUrl)} did not answer within ${TRY_MS / 1000} seconds.`);

/** Asks for another server's address; undefined if cancelled. */
async function askBaseUrl(value: string): Promise<string | undefined> {
  const address = await askText({
    title: "OpenAI- or Anthropic-compatible server",
    prompt: "Base URL; it mostly ends in /v1",
    placeHolder: "http://127.0.0.1:8080/v1",
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\/\S+$/.test(text.trim()) && URL.canParse(text.trim()) ? undefined : "Starts with http:// or https://",
  });
  return address?.trim() || undefined;
}

/** The model to use: the only one, or the one that the user picks, Gemmas first. Undefined if cancelled. */
async function chooseModel(models: readonly ListedModel[]): Promise<string | undefined> {
  const [first, ...others] = models;
  if (!first) return nameModel("The server lists no models.");
  if (others.length === 0) return first.id;
  const rows = models.map(({ id, label }) => ({ label: label ?? id, description: label === undefined ? "" : id, id }));
  const picked = await pickRow(rows, {
    title: "Which model should answer?",
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.id;
}

async function nameModel(why: string): Promise<string | undefined> {
  const name = await askText({
    title: "The model's name on that server",
    prompt: `${why} Name the model to ask, as the server knows it.`,
    placeHolder: "gemma-4-12b-it",
    ignoreFocusOut: true,
  });
  return name?.trim() || undefined;
}

/** Asks what to do with an unreachable address; undefined if cancelled. */
async function confirmUnanswered(words: string): Promise<"use" | "change" | undefined> {
  const change = "Change the Address";
  const use = "Use It Anyway";
  const answer = await askModal({ headline: "This server does not answer.", detail: words }, change, use);
  return answer === change ? "change" : answer === use ? "use" : undefined;
}
