import { lookup } from "node:dns/promises";
import { isProxied } from "../../providers/http/transport/proxies.ts";
import { isLoopback } from "../../providers/http/transport/endpoint.ts";
import { type Transport, transportFor } from "../../providers/http/transport/transport.ts";
import type { ImageFile } from "../../chat/protocol/attachments.ts";
import { imageTypeOf, markupIn } from "../files/mediaType.ts";
import { isNear, type Resolve } from "./nearAddress.ts";

/** An image that could not be fetched; the message says why, in words for the user. */
export class WebImageError extends Error {}

export type WebImageOptions = {
  /** Whether the user typed the address. Only then may it lead to this machine or its network. */
  typed: boolean;
  signal: AbortSignal;
  /** The functions that send requests and resolve names; for tests. */
  transport?: Transport;
  resolve?: Resolve;
  timeoutMs?: number;
};

const mostBytes = 20_000_000;
const mostRedirects = 5;
const defaultTimeoutMs = 20_000;
const lookUp: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Fetches an image from its web address. Uses https (plain http only within this machine) without cookies, keys or a
 * referrer, at most 20 MB in 20 seconds. The bytes determine its type. Each redirect is checked like the address.
 * Throws WebImageError, or the signal's reason if aborted.
 */
export async function fetchWebImage(address: string, options: WebImageOptions): Promise<ImageFile> {
  const { typed, signal, timeoutMs = defaultTimeoutMs } = options;
  const first = parsed(address);
  const allowed = typed ? first.hostname : undefined;
  const timeout = AbortSignal.timeout(timeoutMs);
  const both = AbortSignal.any([signal, timeout]);
  try {
    let url = first;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      await check(url, allowed, options.resolve ?? lookUp);
      const answer = await send(url, both, options.transport);
      const next = redirection(answer, url);
      if (next === undefined) return await image(answer, url);
      await answer.body?.cancel().catch(() => undefined);
      url = next;
    }
    throw new WebImageError(`${first.host} redirects again and again.`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WebImageError) throw error;
    if (timeout.aborted) throw new WebImageError(`${first.host} did not send the image within ${timeoutMs / 1000} s.`);
    throw new WebImageError(`${first.host} can't be reached${detailOf(error)}. Check the address and the network.`);
  }
}

/** Parses an address. Without a scheme it is https, or http within this machine. Throws WebImageError. */
function parsed(address: string): URL {
  const text = address.trim();
  const bare = text.replace(/^\/+/, "");
  const scheme = URL.canParse(`http://${bare}`) && isLoopback(`http://${bare}`) ? "http" : "https";
  const whole = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `${scheme}://${bare}`;
  if (text === "" || /\s/.test(text) || !URL.canParse(whole)) throw new WebImageError("This is no web address.");
  const url = new URL(whole);
  url.hash = "";
  if (url.username !== "" || url.password !== "") {
    throw new WebImageError("The address contains a name or password. Remove them: they are never sent.");
  }
  return url;
}

/** Throws WebImageError for an address that must not be requested. `allowed`: the host that the user typed. */
async function check(url: URL, allowed: string | undefined, resolve: Resolve): Promise<void> {
  const isWritten = url.hostname === allowed;
  const isHere = isLoopback(url.href);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere && isWritten)) {
    throw new WebImageError(
      url.protocol === "http:"
        ? `${url.host} can't be used over plain http. Use an https address.`
        : `An image is fetched from an https address, not from “${url.protocol}”.`,
    );
  }
  if (isWritten) return;
  if (await isNear(url, isProxied(url.href) ? () => Promise.resolve([]) : resolve)) {
    throw new WebImageError(`${url.host} leads into your own network. To fetch it anyway, type the address yourself.`);
  }
}

async function send(url: URL, signal: AbortSignal, transport?: Transport): Promise<Response> {
  const headers = { Accept: "image/png,image/jpeg,image/webp,image/gif", "User-Agent": "gemma-code" };
  return (transport ?? transportFor(url.href))(url.href, { method: "GET", headers, signal });
}

function redirection(answer: Response, url: URL): URL | undefined {
  const to = answer.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(answer.status) || to === null) return undefined;
  if (!URL.canParse(to, url.href))
    throw new WebImageError(`${url.host} redirects to something that is not a web address.`);
  return parsed(new URL(to, url).href);
}

async function image(answer: Response, url: URL): Promise<ImageFile> {
  if (!answer.ok) {
    await answer.body?.cancel().catch(() => undefined);
    throw new WebImageError(refusal(answer.status, url.host));
  }
  const bytes = await bytesOf(answer, url.host);
  const mediaType = imageTypeOf(bytes);
  if (mediaType === undefined) throw new WebImageError(otherwise(bytes, url.host));
  return { name: nameOf(url), mediaType, data: Buffer.from(bytes).toString("base64") };
}

function refusal(status: number, host: string): string {
  if (status === 401 || status === 403) return `${host} does not give this image without a sign-in (${status}).`;
  if (status === 404 || status === 410) return `${host} has no image at this address (${status}).`;
  return `${host} answered ${status} instead of an image.`;
}

function otherwise(bytes: Uint8Array, host: string): string {
  if (bytes.length === 0) return `${host} sent nothing.`;
  switch (markupIn(bytes)) {
    case "svg":
      return "This is an SVG drawing, which models don't take. Save it as PNG first.";
    case "page":
      return "This address leads to a web page, not to an image. Copy the address of the image itself.";
    case undefined:
      return "This is not a PNG, JPEG, WebP or GIF image.";
  }
}

/** Throws WebImageError as soon as the size exceeds the limit. */
async function bytesOf(answer: Response, host: string): Promise<Uint8Array> {
  const tooLarge = new WebImageError(`The image at ${host} is larger than ${mostBytes / 1e6} MB.`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  const isTooLong = Number(answer.headers.get("content-length") ?? 0) > mostBytes;
  while (reader && !isTooLong) {
    const { value, done } = await reader.read();
    if (done) return Buffer.concat(pieces);
    pieces.push(value);
    size += value.length;
    if (size > mostBytes) break;
  }
  await reader?.cancel().catch(() => undefined);
  if (reader) throw tooLarge;
  return new Uint8Array();
}

/** A short name for the attachment: the last part of the path, otherwise the host. */
function nameOf(url: URL): string {
  const last = url.pathname.split("/").findLast((piece) => piece !== "") ?? "";
  return readable(last).slice(0, 100) || url.host;
}

function readable(piece: string): string {
  try {
    return decodeURIComponent(piece).replace(/\p{C}/gu, "");
  } catch {
    return piece;
  }
}

/** The network error code, e.g. " (ENOTFOUND)". */
function detailOf(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && /^[A-Z_]{3,40}$/.test(code)) return ` (${code})`;
  return cause === undefined ? "" : detailOf(cause);
}
