import assert from "node:assert/strict";
import {
  connectionFailure,
  type ConnectionFailure,
  connectionWords,
} from "../../../../src/providers/faults/connection.ts";

/** As Node's fetch throws it: the code on the cause. */
const fetchFailed = (code: string, message = code) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });

const rows: readonly [unknown, ConnectionFailure][] = [
  [fetchFailed("ENOTFOUND"), "unknown-host"],
  [fetchFailed("EAI_AGAIN"), "unknown-host"],
  [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "refused"],
  [
    new TypeError("fetch failed", {
      cause: new AggregateError([Object.assign(new Error("v6"), { code: "ECONNREFUSED" })]),
    }),
    "refused",
  ],
  [fetchFailed("ECONNRESET"), "dropped"],
  [fetchFailed("UND_ERR_SOCKET", "other side closed"), "dropped"],
  [fetchFailed("EHOSTUNREACH"), "unreachable"],
  [fetchFailed("UND_ERR_CONNECT_TIMEOUT"), "timeout"],
  [fetchFailed("UND_ERR_HEADERS_TIMEOUT"), "timeout"],
  [fetchFailed("GEMMA_HEAD_TOO_LATE"), "head-too-late"],
  [fetchFailed("DEPTH_ZERO_SELF_SIGNED_CERT"), "untrusted"],
  [fetchFailed("SELF_SIGNED_CERT_IN_CHAIN"), "untrusted"],
  [fetchFailed("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "untrusted"],
  [fetchFailed("CERT_HAS_EXPIRED"), "expired"],
  [fetchFailed("ERR_TLS_CERT_ALTNAME_INVALID"), "wrong-name"],
  [fetchFailed("ERR_SSL_WRONG_VERSION_NUMBER"), "not-tls"],
  [fetchFailed("HPE_INVALID_CONSTANT"), "not-http"],
  // Chromium's network stack, behind VS Code's http.electronFetch.
  [new Error("net::ERR_NAME_NOT_RESOLVED"), "unknown-host"],
  [new Error("net::ERR_CONNECTION_REFUSED"), "refused"],
  [new Error("net::ERR_CERT_AUTHORITY_INVALID"), "untrusted"],
  [new Error("net::ERR_CERT_DATE_INVALID"), "expired"],
  [new Error("net::ERR_PROXY_CONNECTION_FAILED"), "proxy"],
  [new Error("net::ERR_SSL_PROTOCOL_ERROR"), "not-tls"],
  [new Error("something new"), "other"],
  ["not even an error", "other"],
];

describe("connectionFailure", () => {
  for (const [error, expected] of rows) {
    const cause = error instanceof Error ? error.cause : undefined;
    it(`${expected}: ${cause instanceof Error ? `${cause.name} ${cause.message}` : String(error)}`, () => {
      assert.equal(connectionFailure(error), expected);
    });
  }

  it("each failure has its own words, with host and port and something to do", () => {
    const target = { name: "vLLM", url: "http://10.0.0.5:8000/v1?key=hush", local: true, hasKey: false, secrets: [] };
    const failures = [...new Set(rows.map(([, failure]) => failure))];
    const words = failures.map((failure) => connectionWords(failure, target));
    assert.equal(new Set(words).size, failures.length);
    for (const text of words) {
      assert.match(text, /vLLM \(10\.0\.0\.5:8000\)/);
      assert.doesNotMatch(text, /hush/);
    }
  });
});
