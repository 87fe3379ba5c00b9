import { plainName } from "./plainName.ts";

/** Folders whose files hold keys or addresses with passwords. */
const folders = new Set([
  ".git",
  ".ssh",
  ".gnupg",
  ".aws",
  ".azure",
  ".gcloud",
  "gcloud",
  ".kube",
  ".docker",
  ".password-store",
  ".terraform.d",
]);

/** Files that usually hold keys, tokens or passwords. */
const files: readonly RegExp[] = [
  /^env\.(local|dev(elopment)?|stag(e|ing)|prod(uction)?|secret)$|^\.(flaskenv|renviron)$/,
  /^\.env(rc)?($|[-_]|\.(?!(example|sample|template|dist|defaults|schema)$))|.\.env$/,
  /\.(pem|key|p12|pfx|p8|jks|keystore|kdbx?|ppk|asc|gpg|ovpn|kubeconfig|tfstate|mobileprovision|pkcs12|jceks|keytab|age|keychain(-db)?)$|\.tfvars(\.json)?$/,
  /\.(pem|p12|pfx|ppk)\.[a-z]+$/,
  // All keys of OpenSSH but their public halves, whatever follows the name.
  /^id_(rsa|dsa|ecdsa|ed25519)(?!.*\.pub$)/,
  /^(.*_(rsa|ed25519|ecdsa)(_key)?|deploy[-_]?key)$/,
  /^[._](netrc|npmrc|yarnrc(\.yml)?|pypirc|pgpass|my\.cnf|htpasswd|dockercfg|dockerconfigjson|git-credentials|gitconfig|hgrc|vault-token|authinfo|mylogin\.cnf|databricks\.?cfg|s3cfg|boto|terraformrc|\w+_history)$/,
  /^((.*[-_.])?(credentials?|secrets?|passwords?)|tokens?|api[-_]?keys?|auth|kubeconfig)(\.(json|ya?ml|toml|ini|env|txt|xml|properties|cfg|conf|csv|enc|tfrc\.json))?$/,
  /^(.*[-_.])?(service[-_]?account|gcp[-_]?key|firebase[-_]adminsdk|client_secret).*\.json$/,
  /^(secrets?|credentials?|passwords?)\.(.*\.)?(json|ya?ml|toml|ini|env|properties)$/,
  /^(.*[-_.])?((access|oauth2?|refresh|bearer|api|auth)[-_]?tokens?|private[-_]?keys?|(sa|service|private)[-_]key|recovery[-_]codes?|pass(wd)?)(\.(json|ya?ml|toml|ini|txt|xml|csv|enc))?$/,
  // Browsers, tools of the cloud and of networks, and WordPress.
  /^(logins\.json|key[34]\.db|cookies(\.sqlite)?|login data|rclone\.conf|wg\d+\.conf|my\.cnf|wp-config\.php)$/,
  /^local\.settings\.json$|^appsettings\.secrets\.json$|^wallet\.dat$/,
];

/** What editors and users add to the name of an earlier version. */
const backup = /(~|\.(bak|old|orig|save|swp|swo|tmp|backup|copy))+$/;

/**
 * Whether a file may hold secrets by its name, so that the user is asked before a model reads it.
 * @param path with all links resolved, relative to the workspace
 */
export function isPrivate(path: string): boolean {
  const names = path.split(/[\\/]/).map(plainName);
  const whole = names.at(-1) ?? "";
  const forms = [whole, whole.replace(backup, "")];
  // A repository without a working tree ends with ".git".
  if (names.some((name) => folders.has(name) || /.\.git$/.test(name))) return true;
  return files.some((pattern) => forms.some((name) => pattern.test(name)));
}
