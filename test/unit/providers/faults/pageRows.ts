import { answer, type FaultRow } from "./faultRows.ts";

const html = "<html><head><title>502 Bad Gateway</title></head></html>";

/** What stands between a server and the user: pages of gateways, firewalls and networks, and redirections. */
export const pageRows: readonly FaultRow[] = [
  ["a gateway's page", answer(502, html), { kind: "unavailable" }, /gateway before OpenRouter/],
  ["a sign-in page", answer(200, html), { kind: "protocol" }, /web page.*sign-in page/],
  ["a firewall's page", answer(403, `\n${html}`), { kind: "protocol" }, /web page \(HTTP 403\)/],
  ["a proxy's page that wants a key", answer(401, html), { kind: "auth" }, /refused the key \(HTTP 401\)/],
  [
    "a proxy that wants a name and password",
    answer(401, html, { "WWW-Authenticate": 'Basic realm="models"' }),
    { kind: "auth" },
    /needs a name and password \(HTTP 401\).*name:password@/,
  ],
  [
    "a gateway's page for too many requests",
    answer(429, html, { "Retry-After": "7" }),
    { kind: "rate-limit", retryAfterMs: 7000 },
    /asks to slow down \(HTTP 429\)\. Try again in 7 s/,
  ],
  [
    "a gateway's page during maintenance",
    answer(503, html, { "Retry-After": "Tue, 01 Sep 2026 00:00:30 GMT" }),
    { kind: "unavailable", retryAfterMs: 30_000 },
    /error page \(HTTP 503\)/,
  ],
  [
    "a server that has moved",
    answer(308, "", { Location: "https://api.example/v2/chat/completions?token=plain-secret" }),
    { kind: "settings" },
    /sends requests on to https:\/\/api\.example\/v2 \(HTTP 308\).*not followed.*gemma\.baseUrl/,
  ],
  [
    "a server that has moved within itself",
    answer(301, html, { Location: "/other/v1/models/" }),
    { kind: "settings" },
    /sends requests on to https:\/\/openrouter\.ai\/other\/v1 \(HTTP 301\)/,
  ],
  ["a redirection to nowhere", answer(302, ""), { kind: "not-found" }, /no chat service at this address \(HTTP 302\)/],
  ["a proxy that wants a name", answer(407, html), { kind: "unavailable", lasting: true }, /http\.proxy/],
];
