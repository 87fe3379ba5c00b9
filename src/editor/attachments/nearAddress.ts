import { isPrivate } from "../../providers/http/transport/address.ts";

/** Resolves a host name to numeric addresses. Rejects if there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Whether a URL leads to this machine or its network, by name or by resolved address. An unresolvable name counts as
 * remote, because a proxy may know it.
 */
export async function isNear(url: URL, resolve: Resolve): Promise<boolean> {
  if (isNearAddress(url.hostname)) return true;
  if (isNumeric(url.hostname)) return false;
  const found = await resolve(url.hostname).catch(() => []);
  return found.some((address) => isNearAddress(address.includes(":") ? `[${address}]` : address));
}

/** Whether a host names this machine or its network by itself. `host` as in a URL: IPv6 in brackets. */
export function isNearAddress(given: string): boolean {
  // A name server writes IPv4 inside IPv6 with dots, a URL without.
  if (!URL.canParse(`http://${given}`)) return true;
  const host = new URL(`http://${given}`).hostname;
  if (isPrivate(`http://${host}`)) return true;
  // "This host", and IPv4 inside IPv6. Multicast and broadcast are no web servers.
  if (/^0\./.test(host) || /^(?:22[4-9]|2[3-5]\d)\./.test(host) || host === "[::]") return true;
  const mapped = /^\[(?:::(?:ffff:)?(?:0:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/i.exec(host);
  if (mapped === null) return /^\[ff/i.test(host);
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return isNearAddress([high >> 8, high & 255, low >> 8, low & 255].join("."));
}

const isNumeric = (host: string): boolean => host.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(host);
