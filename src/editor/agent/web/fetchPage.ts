import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isProxied } from "../../../providers/http/transport/proxies.ts";
import { NotConnected, send } from "../../../providers/http/transport/send.ts";
import { fetchTransport, type Transport } from "../../../providers/http/transport/transport.ts";
import { isNearAddress } from "../../attachments/nearAddress.ts";
import { isText, kindOf, textOf } from "./pageContent.ts";

/** A page that could not be fetched; the message says why, in words for the model. */
export class PageError extends Error {}

/** What a server sent. `isCut`: it was longer. */
export type FetchedPage = { url: string; type: string; text: string; isCut: boolean };

export type FetchOptions = {
  signal: AbortSignal;
  timeoutMs?: number;
  /** For tests: all addresses of a name, and what sends a request to them. */
  resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  transport?: Transport;
};

const MOST_BYTES = 5_000_000;
const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 30_000;
const CONNECT_MS = 10_000;

/** Errors of a certificate that only the editor's own list may know. */
const certificateError = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/;

/**
 * Fetches a page by the address that the user allowed, without cookies or keys. An address that leads to this machine or
 * its network is only used if it says so itself, and a redirect is followed within its host alone. Throws PageError, or
 * the signal's reason.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<FetchedPage> {
  const { signal, timeoutMs = TIMEOUT_MS } = options;
  const first = new URL(address);
  const timeout = AbortSignal.timeout(timeoutMs);
  const both = AbortSignal.any([signal, timeout]);
  try {
    let url = first;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      refuseOther(url);
      const answer = await sendTo(url, both, options);
      const next = redirection(answer, url);
      if (next === undefined) return await pageOf(answer, url);
      await answer.body?.cancel().catch(() => undefined);
      const isSame = next.hostname === url.hostname && (next.protocol === url.protocol || next.protocol === "https:");
      if (!isSame) throw new PageError(`${url.href} redirects to ${next.href}. Fetch that address if you need it.`);
      url = next;
    }
    throw new PageError(`${first.host} redirects again and again.`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PageError) throw error;
    if (timeout.aborted) throw new PageError(`${first.host} did not answer within ${timeoutMs / 1000} s.`);
    throw new PageError(`${first.host} can't be reached${detailOf(error)}.`);
  }
}

function refuseOther({ protocol, username, password }: URL): void {
  if (protocol !== "https:" && protocol !== "http:")
    throw new PageError("Only http and https addresses can be fetched.");
  if (username !== "" || password !== "") throw new PageError("An address with a name or password is not fetched.");
}

const headers = {
  Accept: "text/markdown, text/html;q=0.9, text/plain;q=0.9, application/json;q=0.8, */*;q=0.5",
  "Accept-Language": "en",
  "User-Agent": "gemma-code",
};

async function sendTo(url: URL, signal: AbortSignal, options: FetchOptions): Promise<Response> {
  const request = { method: "GET", headers, signal } as const;
  if (options.transport) {
    await pinned(url, options);
    return options.transport(url.href, request);
  }
  // A proxy resolves names by itself.
  if (isProxied(url.href)) return fetchTransport(url.href, request);
  const addresses = await pinned(url, options);
  try {
    return await send(url.href, addresses ? { ...request, addresses } : request, CONNECT_MS);
  } catch (error) {
    const cause = error instanceof NotConnected ? error.cause : undefined;
    if (!certificateError.test(detailOf(cause ?? error))) throw cause ?? error;
    return fetchTransport(url.href, request);
  }
}

/**
 * The addresses of a host by which it is connected to, so that it can't name others in the meantime; undefined for one
 * that names this machine or its network itself. Throws PageError if any of them leads there.
 */
async function pinned(url: URL, { resolve = lookUp }: FetchOptions): Promise<readonly LookupAddress[] | undefined> {
  if (isNearAddress(url.hostname)) return undefined;
  const addresses = await resolve(url.hostname.replace(/^\[|\]$/g, ""));
  const isBad = addresses.some(({ address, family }) => isNearAddress(family === 6 ? `[${address}]` : address));
  if (isBad) throw inside(url);
  return addresses;
}

const lookUp = (host: string): Promise<LookupAddress[]> => lookup(host, { all: true });

const inside = (url: URL): PageError =>
  new PageError(`${url.host} leads into the user's own network. It is not fetched by this name.`);

function redirection(answer: Response, url: URL): URL | undefined {
  const to = answer.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(answer.status) || to === null) return undefined;
  if (!URL.canParse(to, url.href)) throw new PageError(`${url.host} redirects to something that is no web address.`);
  return new URL(to, url.href);
}

async function pageOf(answer: Response, url: URL): Promise<FetchedPage> {
  if (!answer.ok) {
    await answer.body?.cancel().catch(() => undefined);
    throw new PageError(`${url.href} answers ${answer.status}${meaning(answer.status)}.`);
  }
  const stated = answer.headers.get("content-type") ?? "";
  if (!isText(stated)) {
    await answer.body?.cancel().catch(() => undefined);
    throw new PageError(`${url.href} is ${kindOf(stated)}, which can't be read as text.`);
  }
  const { bytes, isCut } = await bytesOf(answer);
  const content = textOf(bytes, stated);
  if (content === undefined) throw new PageError(`${url.href} is ${kindOf("")}, which can't be read as text.`);
  return { url: url.href, ...content, isCut };
}

function meaning(status: number): string {
  if (status === 401 || status === 403) return ": it wants a sign-in, or refuses programs";
  if (status === 404 || status === 410) return ": there is no such page";
  return status === 429 ? ": too many requests" : "";
}

async function bytesOf(answer: Response): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  while (reader) {
    const { value, done } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size <= MOST_BYTES) continue;
    await reader.cancel().catch(() => undefined);
    return { bytes: Buffer.concat(pieces).subarray(0, MOST_BYTES), isCut: true };
  }
  return { bytes: Buffer.concat(pieces), isCut: false };
}

/** The network's error code, e.g. " (ENOTFOUND)". */
function detailOf(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && /^[A-Z_0-9]{3,50}$/.test(code)) return ` (${code})`;
  return cause === undefined ? "" : detailOf(cause);
}
