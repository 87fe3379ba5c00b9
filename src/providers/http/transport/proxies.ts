/** What decides whether a request uses a proxy. */
export type ProxySettings = {
  /** The editor's own proxy; empty if there is none. */
  proxy: string;
  /** Hosts without a proxy, e.g. "intranet", "*.lan", ".example.org", "10.0.0.5:8080". */
  except: readonly string[];
};

/** Set by the editor; outside an editor only the environment decides. */
let settings: () => ProxySettings | undefined = () => undefined;

/** Registers a reader of the editor's proxy settings. It is called for every request. */
export function readProxySettings(read: () => ProxySettings | undefined): void {
  settings = read;
}

/** Whether a request to the URL uses a proxy of the editor or the environment. */
export function isProxied(url: string, env: NodeJS.ProcessEnv = process.env): boolean {
  const { protocol, hostname, port } = new URL(url);
  const of = (name: string): string => env[name.toLowerCase()] || env[name] || "";
  const { proxy = "", except = [] } = settings() ?? {};
  const wanted = proxy || of(protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") || of("ALL_PROXY");
  if (wanted === "") return false;
  const host = hostname.replace(/^\[|\]$/g, "");
  return ![...except, ...of("NO_PROXY").split(/[\s,]+/)].some((rule) => excepts(rule, host, port));
}

function excepts(rule: string, host: string, port: string): boolean {
  const [, name = "", wantedPort] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(rule.trim().toLowerCase()) ?? [];
  if (name === "" || (wantedPort !== undefined && wantedPort !== port)) return false;
  if (name === "*") return true;
  const suffix = name.replace(/^\*?\.?/, "");
  return host === suffix || host.endsWith(`.${suffix}`);
}
