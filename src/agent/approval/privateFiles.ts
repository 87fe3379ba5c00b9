import { plainName } from "./risk.ts";

/** Folders whose files hold keys or addresses with passwords. */
const folders = new Set([".git", ".ssh", ".gnupg", ".aws", ".azure", ".gcloud", ".kube", ".docker", ".password-store"]);

/** Files that usually hold keys, tokens or passwords. */
const files: readonly RegExp[] = [
  /^\.env(rc)?($|\.(?!(example|sample|template|dist|defaults|schema)$))/,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|asc|gpg|ovpn|tfvars|tfstate|mobileprovision)$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^[._](netrc|npmrc|yarnrc|pypirc|pgpass|my\.cnf|htpasswd|dockercfg|dockerconfigjson|git-credentials|vault-token|s3cfg|boto|terraformrc)$/,
  /^(credentials?|secrets?|passwords?|tokens?|api[-_]?keys?|auth)(\.(json|ya?ml|toml|ini|env|txt|xml|properties|cfg|conf|csv))?$/,
  /^(service[-_]?account|gcp[-_]?key|firebase[-_]adminsdk|client_secret).*\.json$/,
  /^(master|production|development)\.key$|^local\.settings\.json$|^appsettings\.secrets\.json$|^wallet\.dat$/,
];

/**
 * Whether a file may hold secrets by its name, so that the user is asked before a model reads it.
 * @param path with all links resolved, relative to the workspace
 */
export function isPrivate(path: string): boolean {
  const names = path.split(/[\\/]/).map(plainName);
  const file = names.at(-1) ?? "";
  return names.some((name) => folders.has(name)) || files.some((pattern) => pattern.test(file));
}
