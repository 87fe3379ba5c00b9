import { ModelError } from "../../../model/modelError.ts";
import type { FaultTarget } from "../../faults/reading/faultTarget.ts";
import { isPrivate } from "./address.ts";
import type { Preset } from "../../presets/presets.ts";

/** Where requests go, what they carry, and how failures are worded. */
export type Endpoint = {
  preset: Preset;
  /** Without a trailing slash, a query or credentials. */
  baseUrl: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  target: FaultTarget;
  /**
   * A server of the user's own: local, on this network, or at an address that they set. It may take longer than a
   * hosted one to load and read.
   */
  isOwn: boolean;
};

export type EndpointOptions = {
  preset: Preset;
  /** Overrides the preset's. */
  baseUrl?: string;
  apiKey?: string;
  /** More headers; they override the preset's. */
  headers?: Readonly<Record<string, string>>;
  modelId?: string;
};

/**
 * The endpoint of a preset. A base URL without a path gets "/v1"; a pasted "/chat/completions" is removed. A name and
 * password become a header, because `fetch` rejects them in a URL. Throws ModelError: "not-found" for an invalid
 * http(s) URL, "auth" for a key that can't be sent as a header.
 */
export function endpointOf(options: EndpointOptions): Endpoint {
  const { preset } = options;
  const apiKey = options.apiKey?.trim() ?? "";
  const url = parseUrl(options.baseUrl?.trim() || preset.baseUrl);
  const baseUrl = url.origin + basePath(url.pathname);
  const own = withHeaders({ "User-Agent": "gemma-code", ...preset.headers }, options.headers ?? {});
  const authorization = apiKey === "" ? basicAuthorization(url) : `Bearer ${apiKey}`;
  const target: FaultTarget = {
    ...(preset.id !== "custom" && { name: preset.label }),
    url: baseUrl,
    local: preset.local || isPrivate(baseUrl),
    hasKey: authorization !== undefined,
    ...(options.modelId !== undefined && { modelId: options.modelId }),
    ...(preset.keyUrl !== undefined && { keyUrl: preset.keyUrl }),
    ...(preset.startHint !== undefined && { startHint: preset.startHint }),
    ...(preset.windowSetting !== undefined && { windowSetting: preset.windowSetting }),
    secrets: [apiKey, ...Object.values(options.headers ?? {}), ...url.searchParams.values(), url.password].filter(
      (secret) => secret.length > 3,
    ),
  };
  if (!/^[\x21-\x7e]*$/.test(apiKey)) {
    throw new ModelError(
      { kind: "auth" },
      "The key holds characters that no key has. Copy it again, without spaces or quotes.",
    );
  }
  return {
    preset,
    baseUrl,
    isOwn: target.local || !URL.canParse(preset.baseUrl) || new URL(preset.baseUrl).host !== url.host,
    query: Object.fromEntries(url.searchParams),
    headers: {
      ...own,
      ...(authorization !== undefined && { Authorization: authorization }),
    },
    target,
  };
}

/** The URL of a path below the base, e.g. "models". */
export function urlOf(endpoint: Endpoint, path: string): string {
  const url = new URL(`${endpoint.baseUrl}/${path}`);
  for (const [name, value] of Object.entries(endpoint.query)) url.searchParams.set(name, value);
  return url.href;
}

/** Whether a URL is plain HTTP to this machine: no proxy or certificate is involved. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** Merges headers case-insensitively; later ones win. */
function withHeaders(
  first: Readonly<Record<string, string>>,
  later: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(Object.keys(later).map((name) => name.toLowerCase()));
  const kept = Object.entries(first).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...later };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new ModelError(
    { kind: "not-found" },
    text === ""
      ? "No address is set for this server. Set its base URL; it mostly ends in /v1."
      : "The address in the settings is not a URL that can be called. It starts with http:// or https:// and mostly ends in /v1.",
  );
}

function basePath(path: string): string {
  const bare = path.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  return bare === "" ? "/v1" : bare;
}

function basicAuthorization(url: URL): string | undefined {
  if (url.username === "" && url.password === "") return undefined;
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** A percent sign that encodes nothing is literal. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
