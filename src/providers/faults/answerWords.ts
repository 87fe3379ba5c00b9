import type { ModelFault } from "../../model/modelError.ts";
import type { AnswerTrouble } from "./answerFault.ts";
import { isAboutModel } from "./answerFault.ts";
import { type FaultTarget, hostOf, quotable, subjectOf, subjectWithin } from "./faultTarget.ts";

/** What happened and what to do, for a person; the server's own words are quoted, without secrets. */
export function answerWords(fault: ModelFault, trouble: AnswerTrouble, target: FaultTarget): string {
  if (trouble.movedTo !== undefined) return movedWords(trouble.status, trouble.movedTo, target);
  if (trouble.isHtml && fault.kind !== "auth" && fault.kind !== "rate-limit") return htmlWords(trouble.status, target);
  const said = trouble.body?.message;
  const quote = said === undefined ? "" : ` It says: “${quotable(said, target.secrets).replace(/\.$/, "")}”.`;
  const subject = subjectOf(target);
  const status = trouble.isStated && trouble.status >= 300 ? ` (HTTP ${trouble.status})` : "";
  switch (fault.kind) {
    case "auth":
      if (trouble.wantsPassword === true)
        return `${subject} wants a name and password${status}. Write the right ones into its address: http(s)://name:password@….`;
      return `${target.hasKey ? `${subject} refused the key${status}.` : `${subject} wants a key and none is set.`}${quote} ${keyAdvice(target)}`;
    case "credit":
      return `The account at ${subjectWithin(target)} has no credit left for this request.${quote} Add credit, or choose a free or local model.`;
    case "rate-limit":
      return trouble.status === 408
        ? `${subject} gave up waiting for the request${status}.${quote} Try again.`
        : `${subject} asks to slow down${status}.${quote} ${waitAdvice(fault.retryAfterMs)}`;
    case "overflow":
      return `The conversation is too long for the model${overflowNumbers(fault)}.${numbersKnown(fault) ? "" : quote} Start a new chat, send less context, or choose a model with a larger window.`;
    case "not-found":
      return isAboutModel(trouble.body)
        ? `${subject} does not offer ${modelName(target)} for this request.${quote} Choose another model, or check its name.`
        : `${subject} has no chat service at this address${status}.${quote} Check the base URL in the settings: it mostly ends in /v1.`;
    case "refused":
      return `The moderation of ${subjectWithin(target)} refused this request${reasons(trouble, target)}.${quote} Rephrase it, or choose another model.`;
    case "unavailable":
      return trouble.status === 407
        ? `The proxy on the way to ${subjectWithin(target)} wants a sign-in${status}. Check http.proxy in the settings.`
        : `${subject} failed${status}.${quote} Try again${target.local ? "; the server's log may say more" : " later, or choose another model"}.`;
    default:
      return trouble.status >= 400
        ? `${subject} did not take the request${status}.${quote} Check the model and its settings.`
        : `${subject} answered with something that is not a model's answer.${quote} Check the base URL in the settings: it mostly ends in /v1.`;
  }
}

function htmlWords(status: number, target: FaultTarget): string {
  const subject = subjectWithin(target);
  if (status === 407)
    return `The proxy on the way to ${subject} wants a sign-in (HTTP 407). Check http.proxy in the settings.`;
  if (status >= 500)
    return `A gateway before ${subject} answered with an error page (HTTP ${status}): the server behind it does not answer. Try again later.`;
  return `What answered at ${hostOf(target.url)} is a web page (HTTP ${status}), not a model. Check the address and port in the settings; a proxy or a network's sign-in page may stand in between.`;
}

/** Nothing was sent there: what a request carries is meant for the server that was set. */
function movedWords(status: number, to: string, target: FaultTarget): string {
  const place = quotable(to, target.secrets);
  return `${subjectOf(target)} sends requests on to ${place} (HTTP ${status}), which was not followed. If that is where your model is, set “gemma.baseUrl” to it; a network's sign-in page may stand in between.`;
}

function keyAdvice(target: FaultTarget): string {
  return target.keyUrl === undefined ? "Set a valid key." : `Set a valid key; keys are made at ${target.keyUrl}.`;
}

function waitAdvice(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "Wait a little and try again, or choose another model.";
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds < 120) return `Try again in ${seconds} s, or choose another model.`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? `Try again in ${minutes} minutes, or choose another model.`
    : `Try again in ${Math.ceil(minutes / 60)} hours, or choose another model.`;
}

type Overflow = Extract<ModelFault, { kind: "overflow" }>;

const numbersKnown = (fault: Overflow): boolean =>
  fault.promptTokens !== undefined && fault.contextTokens !== undefined;

function overflowNumbers({ promptTokens, contextTokens }: Overflow): string {
  const shown = (tokens: number): string => tokens.toLocaleString("en-US");
  if (contextTokens === undefined) return "";
  return promptTokens === undefined
    ? ` (its window is ${shown(contextTokens)} tokens)`
    : ` (${shown(promptTokens)} of ${shown(contextTokens)} tokens)`;
}

const modelName = (target: FaultTarget): string => (target.modelId === undefined ? "the model" : `“${target.modelId}”`);

function reasons(trouble: AnswerTrouble, target: FaultTarget): string {
  const listed = trouble.body?.reasons ?? [];
  return listed.length === 0 ? "" : ` (${quotable(listed.join(", "), target.secrets)})`;
}
