import { type FaultTarget, subjectOf, subjectWithin } from "./reading/faultTarget.ts";

/** Why there was no answer, as far as the user can act on it. */
export type ConnectionFailure =
  | "unknown-host"
  | "refused"
  | "dropped"
  | "unreachable"
  | "timeout"
  | "head-too-late"
  | "untrusted"
  | "expired"
  | "wrong-name"
  | "not-tls"
  | "not-http"
  | "odd-answer"
  | "proxy"
  | "bad-url"
  | "other";

/**
 * Codes of Node, undici, OpenSSL and Chromium's network stack (used by VS Code with `http.electronFetch`; there the
 * code is in the message). The first match decides.
 */
const failures: readonly [ConnectionFailure, RegExp][] = [
  ["unknown-host", /ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME|ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION_FAILED/],
  ["refused", /ECONNREFUSED|ERR_CONNECTION_REFUSED/],
  ["proxy", /ERR_PROXY|ERR_TUNNEL|Proxy response|proxy.*(?:407|refused)|ERR_UNEXPECTED_PROXY_AUTH/i],
  ["expired", /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_CERT_DATE_INVALID/],
  ["wrong-name", /ERR_TLS_CERT_ALTNAME_INVALID|ERR_CERT_COMMON_NAME_INVALID/],
  ["untrusted", /SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET)|CERT_UNTRUSTED|CERT_REJECTED|CERT_SIGNATURE|ERR_CERT_/],
  ["not-tls", /WRONG_VERSION_NUMBER|EPROTO|ERR_SSL_|PACKET_LENGTH_TOO_LONG|http request/],
  ["head-too-late", /GEMMA_HEAD_TOO_LATE/],
  ["timeout", /ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|ERR_(?:CONNECTION_)?TIMED_OUT|TimeoutError/],
  ["unreachable", /EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED/],
  ["odd-answer", /GEMMA_ODD_ANSWER/],
  ["not-http", /HPE_|UND_ERR_HEADERS_OVERFLOW|ERR_INVALID_HTTP_RESPONSE|HTTPParserError/],
  [
    "dropped",
    /ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT|ERR_CONNECTION_(?:RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|terminated|socket hang up|other side closed|aborted/,
  ],
  ["bad-url", /ERR_INVALID_URL|ERR_INVALID_PROTOCOL|unknown scheme|bad port/],
];

/** The cause of a broken connection, from the codes along an error's chain of causes. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const codes = codesOf(error).join(" ");
  return failures.find(([, pattern]) => pattern.test(codes))?.[0] ?? "other";
}

/** What happened and what to do, for the user. Never includes the error's text, which may hold a URL's secrets. */
export function connectionWords(failure: ConnectionFailure, target: FaultTarget): string {
  const subject = subjectOf(target);
  const start = target.startHint === undefined ? "Start it" : `Start it (${target.startHint})`;
  switch (failure) {
    case "unknown-host":
      return `${subject} was not found: no such host is known here. Check the address in the settings, your network and, behind a proxy, http.proxy.`;
    case "refused":
      return target.local
        ? `${subject} is not running: nothing listens there. ${start}, or change the address in the settings.`
        : `${subject} refused the connection. Check the address and port in the settings, or try again later.`;
    case "dropped":
      return `${subject} closed the connection before it answered. Try again; if it happens again, ${dropHint(target)}.`;
    case "unreachable":
      return `${subject} cannot be reached over this network. Check the network or VPN, then try again.`;
    case "timeout":
      return `${subject} did not answer in time. Check the network${target.local ? " and the server's load" : ""}, then try again.`;
    case "head-too-late":
      return `${subject} did not begin to answer within 300 s, the longest that the editor waits where a proxy or certificates of its own stand in between. Make the conversation shorter, or let the server be reached without them (http.noProxy), then try again.`;
    case "untrusted":
      return `${subject} shows a certificate that this machine does not trust (self-signed, or from an unknown authority). Add the authority to the system's certificates; behind a proxy that inspects traffic, see http.systemCertificates and http.proxyStrictSSL.`;
    case "expired":
      return `${subject} shows a certificate that has expired or is not valid yet. Check this machine's clock; else the server's certificate must be renewed.`;
    case "wrong-name":
      return `${subject} shows a certificate made for another host. Use the host name the certificate was made for.`;
    case "not-tls":
      return `${subject} does not use HTTPS there. Use http:// in the address, or the port that serves HTTPS.`;
    case "not-http":
      return `What listens at ${subjectWithin(target)} is not an HTTP server. Check the port in the address.`;
    case "odd-answer":
      return `What listens at ${subjectWithin(target)} did not answer the request as HTTP does (a switch of protocol, a status that does not exist, another place, or interim answers without end). Check the address and port in the settings.`;
    case "proxy":
      return `The proxy did not let the request to ${subjectWithin(target)} through. Check http.proxy and the proxy's sign-in.`;
    case "bad-url":
      return "The address in the settings is not a URL that can be called. It starts with http:// or https:// and mostly ends in /v1.";
    case "other":
      return `${subject} could not be reached. Check the address in the settings and your network, then try again.`;
  }
}

function dropHint(target: FaultTarget): string {
  if (target.url.startsWith("http:")) return "look at the server's log, and use https:// if it speaks HTTPS only";
  return "try later or choose another model";
}

/** Codes, names and messages of an error, its causes and, if it tried several addresses, its parts. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors : [];
  return [...code, error.name, error.message, ...[error.cause, ...parts].flatMap((next) => codesOf(next, depth + 1))];
}
