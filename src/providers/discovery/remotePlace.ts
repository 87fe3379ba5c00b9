import { ModelError } from "../../model/modelError.ts";

/** Where the editor's window runs, if not on the user's own machine. */
export type RemotePlace = {
  /** VS Code's name for the kind, e.g. "ssh-remote", "wsl", "dev-container". */
  kind: string;
  /** The machine's name. */
  host: string;
};

const places = new Map(
  Object.entries<string>({
    "ssh-remote": "on SSH",
    wsl: "in WSL",
    "dev-container": "in a container",
    "attached-container": "in a container",
    "k8s-container": "in a container",
    codespaces: "in a codespace",
    tunnel: "on a tunnel",
  }),
);

/** The local machine's name in an address: "127.0.0.1", "localhost" …; undefined for any other address. */
function ownName(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const { hostname } = new URL(baseUrl);
  return /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname) ? hostname : undefined;
}

/**
 * Says what "this machine" means in a remote window, and how to reach a server on the user's own machine. Undefined for
 * another machine's address.
 * @param name the server's display name, e.g. "Ollama"
 */
export function remoteWords(baseUrl: string, name: string, { kind, host }: RemotePlace): string | undefined {
  const own = ownName(baseUrl);
  if (own === undefined) return undefined;
  const port = new URL(baseUrl).port || (baseUrl.startsWith("https:") ? "443" : "80");
  const where = `${own} is ${host} here (the window is ${places.get(kind) ?? `on ${kind}`}).`;
  if (kind === "wsl") {
    return `${where} If ${name} runs in Windows, let it listen on all addresses and set “gemma.baseUrl” to the address of Windows, or set networkingMode=mirrored in .wslconfig.`;
  }
  return `${where} If ${name} runs on your own machine, forward its port there (ssh -R ${port}:127.0.0.1:${port}), or in a container use host.docker.internal.`;
}

/** The error with those words added, if nothing answered at such an address. */
export function placed(error: ModelError, baseUrl: string, name: string, place: RemotePlace | undefined): ModelError {
  const isSilence = error.fault.kind === "unavailable" && error.said === undefined;
  const words = place && isSilence ? remoteWords(baseUrl, name, place) : undefined;
  return words === undefined ? error : new ModelError(error.fault, `${error.message} ${words}`, { cause: error });
}
