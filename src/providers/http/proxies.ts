/** What decides whether a proxy stands before an address. */
export type ProxySettings = {
  /** The editor's own proxy; empty for none. */
  proxy: string;
  /** Hosts that are asked without it, e.g. "intranet", "*.lan", ".example.org", "10.0.0.5:8080". */
  except: readonly string[];
};

/** Given by the editor; outside of one the environment alone decides. */
let settings: () => ProxySettings | undefined = () => undefined;

/** Tells where the editor's proxy settings are read, once. They are read again with every request. */
export function readProxySettings(read: () => ProxySettings | undefined): void {
  settings = read;
}

/** Whether a request to the URL goes over a proxy of the editor's or of the environment. */
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
