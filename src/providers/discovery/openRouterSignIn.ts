import { createHash, randomBytes } from "node:crypto";
import * as v from "valibot";
import { ModelError } from "../../model/modelError.ts";
import { faultOf } from "../faults/faultOf.ts";
import { type EndpointOptions, endpointOf } from "../http/endpoint.ts";
import { presets } from "../presets/presets.ts";
import { type Ask, getJson } from "../http/getJson.ts";

/** Where OpenRouter is; a test has its own. */
export type SignInServer = Pick<EndpointOptions, "baseUrl">;

/** The secrets of one sign-in: `state` comes back with the code, `verifier` proves that who asks for the key began it. */
export type SignInSecrets = { state: string; verifier: string };

/** 32 random bytes each, as RFC 7636 wants of a verifier. */
export const newSecrets = (): SignInSecrets => ({
  state: randomBytes(32).toString("base64url"),
  verifier: randomBytes(32).toString("base64url"),
});

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

/**
 * The page on which the user signs in. With a callback it leads back there with the code, without one it shows the
 * code to be pasted.
 */
export function signInUrl(server: SignInServer, { verifier }: SignInSecrets, callback?: string): string {
  const url = new URL("/auth", server.baseUrl ?? presets.openrouter.baseUrl);
  if (callback !== undefined) url.searchParams.set("callback_url", callback);
  url.searchParams.set("code_challenge", challengeOf(verifier));
  url.searchParams.set("code_challenge_method", "S256");
  return url.href;
}

const keySchema = v.object({ key: v.pipe(v.string(), v.trim(), v.nonEmpty()) });

/**
 * Trades a code for a key; a code can be used once, within ten minutes. Throws ModelError: "auth" for a code that is not
 * taken.
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

/** What OpenRouter's 400 and 403 for a wrong code or verifier are read as. */
const refusing: ReadonlySet<string> = new Set(["auth", "protocol", "refused"]);
