import { type AccountState, allowedModels, ownLink } from "./reading/account.ts";
import type { CreditReason } from "./reading/credit.ts";
import type { ErrorBody } from "./reading/errorBody.ts";
import { type FaultTarget, hostOf, quotable, subjectOf, subjectWithin } from "./reading/faultTarget.ts";

/** The most names listed in a message. */
const MOST_NAMES = 4;

/**
 * Says what is wrong with the account or the key's rights, and what to do. @param quote the server's words as a
 * sentence
 */
export function accountWords(
  state: AccountState,
  body: ErrorBody | undefined,
  target: FaultTarget,
  quote: string,
): string {
  const subject = subjectOf(target);
  const within = subjectWithin(target);
  switch (state) {
    case "signed-out":
      return signedOutWords(body?.signInUrl, target, quote);
    case "model":
      return `The key for ${within} may not use this model${instead(body, target)} Choose another model, or set a key that may use this one.`;
    case "privacy":
      return `No provider may answer under your privacy settings${page(body, target, quote)} Change them there, or choose another model.`;
    case "providers":
      return `No provider may answer under your settings of which providers to use${page(body, target, quote)} Change them there, or choose another model.`;
    case "region":
      return `${subject} does not serve your country or region.${quote} Choose another provider, or a local model.`;
    case "terms":
      return `The terms of this model have not been accepted for the account at ${within}.${quote} Accept them there, or choose another model.`;
    case "service":
      return `The service is not switched on for the account at ${within}.${quote} Switch it on there, or choose another provider.`;
    case "suspended":
      return `The account at ${within} is suspended or closed.${quote} Look at it there, or choose another provider.`;
    case "verification":
      return `The account at ${within} must be verified for this model.${quote} Verify it there, or choose another model.`;
    case "restricted":
      return `The key for ${within} may not be used from here.${quote} Change what it is restricted to, or set another key.`;
    case "organization":
      return `The account at ${within} belongs to no organization that may ask.${quote} Look at it there, or set another key.`;
  }
}

/** Says why the account can't pay, and what to do. @param quote the server's words as a sentence */
export function creditWords(reason: CreditReason, target: FaultTarget, quote: string): string {
  const within = subjectWithin(target);
  switch (reason) {
    case "empty":
      return `The account at ${within} has no credit left for this request.${quote} Add credit, or choose a free or local model.`;
    case "dear":
      return `This one request costs more than the credit at ${within} allows.${quote} Send less, set a smaller limit for the answer, add credit, or choose a free or local model.`;
    case "budget":
      return `The budget of this key or account at ${within} is used up.${quote} Raise it there, or choose a free or local model.`;
    case "key-limit":
      return `The credit that this key may use at ${within} is used up.${quote} Raise the key's limit there, set another key, or choose a free or local model.`;
    case "subscription":
      return `This model needs a subscription or another plan at ${within}.${quote} Upgrade there, or choose another model.`;
    case "billing":
      return `The account at ${within} cannot pay: billing is off or a payment is missing.${quote} Set billing up there, or choose a free or local model.`;
    case "not-free":
      return `The free plan at ${within} has no requests for this model.${quote} Set up billing there, or choose another model.`;
  }
}

function signedOutWords(url: string | undefined, target: FaultTarget, quote: string): string {
  const link = ownLink(url, ["ollama.com"]);
  const isOllama = target.name === "Ollama" || target.local;
  if (!isOllama)
    return `You are not signed in at ${subjectWithin(target)}.${quote} Sign in there, or choose another model.`;
  const page = link === undefined ? "" : `, or open ${link}`;
  return `${subjectOf(target)} is not signed in for its cloud models: run \`ollama signin\`${page}. Then try again, or choose another model.`;
}

function instead(body: ErrorBody | undefined, target: FaultTarget): string {
  const allowed = allowedModels(body?.message ?? "");
  if (allowed.length === 0) {
    const said = quotable(body?.message ?? "", target.secrets).replace(/\.$/, "");
    return said === "" ? "." : `. It says: “${said}”.`;
  }
  const more = allowed.length > MOST_NAMES ? ` and ${allowed.length - MOST_NAMES} more` : "";
  return `; it may use ${quotable(allowed.slice(0, MOST_NAMES).join(", "), target.secrets)}${more}.`;
}

/** The provider's own page if it is named; otherwise the server's words. */
function page(body: ErrorBody | undefined, target: FaultTarget, quote: string): string {
  const site = hostOf(target.url).split(":")[0]?.split(".").slice(-2).join(".") ?? "";
  const link = ownLink(body?.message, [site]);
  return link === undefined ? `.${quote}` : `: ${link}.`;
}
