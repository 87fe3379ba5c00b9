import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";
import { ModelError } from "../../model/modelError.ts";
import { faultOf } from "../faults/faultOf.ts";
import { type EndpointOptions, endpointOf } from "../http/transport/endpoint.ts";
import { presets } from "../presets/presets.ts";
import { type Ask, getJson } from "../http/getJson.ts";

/** OpenRouter's address; tests use their own. */
export type SignInServer = Pick<EndpointOptions, "baseUrl">;

/**
 * The secrets of one sign-in. `state` comes back with the code; `verifier` proves that the same client asks for the
 * key.
 */
export type SignInSecrets = { state: string; verifier: string };

/** 32 random bytes each, as RFC 7636 recommends for a verifier. */
export const newSecrets = (): SignInSecrets => ({
  state: randomBytes(32).toString("base64url"),
  verifier: randomBytes(32).toString("base64url"),
});

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/** The sign-in page. With a callback, it returns there with the code; without one, it shows the code to paste. */
export function signInUrl(server: SignInServer, { verifier }: SignInSecrets, callback?: string): string {
  const url = new URL("/auth", server.baseUrl ?? presets.openrouter.baseUrl);
  if (callback !== undefined) url.searchParams.set("callback_url", callback);
  url.searchParams.set("code_challenge", challengeOf(verifier));
  url.searchParams.set("code_challenge_method", "S256");
  return url.href;
}

const keySchema = v.object({ key: v.pipe(v.string(), v.trim(), v.nonEmpty()) });

/**
 * Exchanges a code for a key. A code can be used once, within ten minutes. Throws ModelError: "auth" for an invalid
 * code.
 */
export async function exchangeCode(
  server: SignInServer,
  { code, verifier }: { code: string; verifier: string },
  ask: Omit<Ask, "body">,
): Promise<string> {
  const endpoint = endpointOf({ ...server, preset: presets.openrouter });
  const body = { code, code_verifier: verifier, code_challenge_method: "S256" };
  const secret = { ...endpoint, target: { ...endpoint.target, secrets: [code, verifier] } };
  const answer = await getJson(secret, "auth/keys", { ...ask, body }).catch((error: unknown) => {
    if (!(error instanceof ModelError) || !refusing.has(error.fault.kind)) throw error;
    const words =
      "OpenRouter did not take the code: it was used before, is older than ten minutes, or belongs to another sign-in. Sign in again, or paste a key.";
    throw new ModelError({ kind: "auth" }, words, { cause: error });
  });
  const parsed = v.safeParse(keySchema, answer);
  if (!parsed.success) throw faultOf({ at: "garbled" }, endpoint.target);
  return parsed.output.key;
}

/** The fault for OpenRouter's 400 and 403, which mean a wrong code or verifier. */
const refusing: ReadonlySet<string> = new Set(["auth", "protocol", "refused"]);
