import { accountWords, creditWords } from "./accountWords.ts";
import { type FaultTarget, hostOf, quotable, subjectOf, subjectWithin } from "./reading/faultTarget.ts";
import type { AnswerFault, Finding } from "./finding.ts";
import { quotaWords, tooLargeWords, waitAdvice } from "./quotaWords.ts";

/** What happened and what to do, for the user. The server's words are quoted without secrets. */
export function answerWords(finding: Finding, fault: AnswerFault, target: FaultTarget): string {
  if (fault.movedTo !== undefined) return movedWords(fault.status, fault.movedTo, target);
  if (fault.isHtml && finding.is !== "auth" && finding.is !== "rate-limit") return htmlWords(fault.status, target);
  const said = quoteOf(fault, target);
  const quote = said === "" ? "" : ` It says: “${said}”.`;
  const subject = subjectOf(target);
  const within = subjectWithin(target);
  const status = fault.isStated && fault.status >= 300 ? ` (HTTP ${fault.status})` : "";
  switch (finding.is) {
    case "auth":
      if (fault.wantsPassword === true)
        return `${subject} needs a name and password${status}. Write the right ones into its address: http(s)://name:password@….`;
      return `${target.hasKey ? `${subject} refused the key${status}.` : `${subject} needs a key and none is set.`}${quote} ${keyAdvice(target)}`;
    case "account":
      return accountWords(finding.state, fault.body, target, quote);
    case "credit":
      return creditWords(finding.reason, target, quote);
    case "rate-limit":
      return rateLimitWords(finding, fault.status, { subject, within, status, said, quote });
    case "too-large":
      return tooLargeWords(finding.quota, within);
    case "overflow":
      return `The conversation is too long for the model${overflowNumbers(finding)}.${numbersKnown(finding) ? "" : quote} Start a new chat, send less context, or choose a model with a larger window.`;
    case "memory":
      return memoryWords(finding, target, quote);
    case "not-found":
      return missingWords(finding.missing, target, status, quote);
    case "refused":
      return `The moderation of ${within} refused this request${reasons(fault, target)}.${quote} Rephrase it, or choose another model.`;
    case "unavailable":
      return unavailableWords(finding.lasting === true, fault, target, { subject, within, status, quote });
    case "protocol":
    case "settings":
      return fault.status >= 400
        ? `${subject} did not take the request${status}.${quote} Check the model and its settings.`
        : `${subject} answered with something that is not a model's answer.${quote} Check the base URL in the settings: it mostly ends in /v1.`;
  }
}

type Said = { subject: string; within: string; status: string; said: string; quote: string };

const quoteOf = (fault: AnswerFault, target: FaultTarget): string =>
  quotable(fault.body?.message ?? fault.other ?? "", target.secrets).replace(/\.$/, "");

function rateLimitWords(
  { quota, isShared, retryAfterMs }: Extract<Finding, { is: "rate-limit" }>,
  stated: number,
  { subject, within, status, said, quote }: Said,
): string {
  if (stated === 408) return `${subject} gave up waiting for the request${status}.${quote} Try again.`;
  if (quota?.isSpent === true) return quotaWords(quota, retryAfterMs, subject, said);
  const advice = waitAdvice(retryAfterMs);
  return isShared === true
    ? `The provider behind ${within} is asked too much by all who share it${status}; this is no limit of yours.${quote} ${advice}`
    : `${subject} asks to slow down${status}.${quote} ${advice}`;
}

function unavailableWords(
  isLasting: boolean,
  fault: AnswerFault,
  target: FaultTarget,
  { subject, within, status, quote }: Omit<Said, "said">,
): string {
  if (fault.status === 407)
    return `The proxy on the way to ${within} requires a sign-in${status}. Check http.proxy in the settings.`;
  const log = target.local ? "; the server's log may say more" : "";
  const advice = isLasting
    ? `Try again, or choose another model${log}.`
    : `Try again${target.local ? log : " later, or choose another model"}.`;
  return `${subject} failed${status}.${quote} ${advice}`;
}

function missingWords(
  missing: "model" | "address" | "something",
  target: FaultTarget,
  status: string,
  quote: string,
): string {
  const subject = subjectOf(target);
  switch (missing) {
    case "model":
      return `${subject} does not offer ${modelName(target)} for this request.${quote} Choose another model, or check its name.`;
    case "address":
      return `${subject} has no chat service at this address${status}.${quote} Check the base URL in the settings: it mostly ends in /v1.`;
    case "something":
      return `${subject} did not find what the request asks for${status}.${quote} Choose another model, or check its name and the address in the settings.`;
  }
}

function memoryWords({ need }: Extract<Finding, { is: "memory" }>, target: FaultTarget, quote: string): string {
  const { wanted, free } = need;
  const parts = [
    ...(wanted === undefined ? [] : [`${wanted} wanted`]),
    ...(free === undefined ? [] : [`${free} free`]),
  ];
  const numbers = parts.length === 0 ? "" : ` (${parts.join(", ")})`;
  const window = target.windowSetting === undefined ? "a smaller window" : `a smaller window (${target.windowSetting})`;
  return `There is not enough memory for ${target.modelId ?? "the model"}${numbers}.${parts.length === 2 ? "" : quote} Close programs, set ${window}, or choose a smaller model.`;
}

function htmlWords(status: number, target: FaultTarget): string {
  const subject = subjectWithin(target);
  if (status === 407)
    return `The proxy on the way to ${subject} requires a sign-in (HTTP 407). Check http.proxy in the settings.`;
  if (status >= 500)
    return `A gateway before ${subject} answered with an error page (HTTP ${status}): the server behind it does not answer. Try again later.`;
  return `What answered at ${hostOf(target.url)} is a web page (HTTP ${status}), not a model. Check the address and port in the settings; a proxy or a network's sign-in page may stand in between.`;
}

/** Nothing was sent there: the request's content is meant for the configured server. */
function movedWords(status: number, to: string, target: FaultTarget): string {
  const place = quotable(to, target.secrets);
  return `${subjectOf(target)} sends requests on to ${place} (HTTP ${status}), which was not followed. If that is where your model is, set “gemma.baseUrl” to it; a network's sign-in page may stand in between.`;
}

function keyAdvice(target: FaultTarget): string {
  return target.keyUrl === undefined ? "Set a valid key." : `Set a valid key; keys are made at ${target.keyUrl}.`;
}

type Overflow = Extract<Finding, { is: "overflow" }>;

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

function reasons(fault: AnswerFault, target: FaultTarget): string {
  const listed = fault.body?.reasons ?? [];
  return listed.length === 0 ? "" : ` (${quotable(listed.join(", "), target.secrets)})`;
}
