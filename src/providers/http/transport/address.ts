/** Private, link-local and shared (RFC 6598, also Tailscale's) addresses of IPv4. */
const privateV4 =
  /^(?:10|127)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
/** Unique local (fc00::/7) and link-local (fe80::/10) addresses of IPv6. */
const privateV6 = /^\[(?:::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/;
/** Names that no public name server knows: bare ones, and those reserved for local networks and containers. */
const privateName = /^[^.]+$|\.(?:local|localhost|localdomain|lan|internal|intranet|home|home\.arpa|corp|private)$/;

/** Whether a URL leads to this machine or its own network. */
export function isPrivate(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/\.$/, "");
  const isV4 = /^\d+(?:\.\d+){3}$/.test(host);
  if (isV4) return privateV4.test(`${host}.`);
  return host.startsWith("[") ? privateV6.test(host) : privateName.test(host);
}
