import type { WireExchange, WireFixture } from "../support/wireFixture.ts";

/** Headers that say something of the protocol and nothing of a user. */
const keptHeaders = /^(?:content-type|retry-after|x-ratelimit-(?:limit|remaining|reset))$/i;

/** What tells of a user, a machine or an account, and what stands in its place. Ids stay different from one another. */
const personal: readonly [pattern: RegExp, put: string][] = [
  [/\b(Bearer|Basic)\s+[\w.+/=~-]{8,}/gi, "$1 {key}"],
  [/\b(?:sk|rk|pk|gsk|key)-(?:[a-z]{2,8}-)?(?:v\d-)?[\w-]{12,}/gi, "{key}"],
  [/\bAIza[\w-]{20,}/g, "{key}"],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, "{token}"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "user@example.com"],
  [/\b(?:user|org|acct|account|team|workspace|proj)[_-][A-Za-z0-9]{8,}/g, "account-0"],
  [/("(?:user_id|user|org_id|organization|account_id|creator_user_id)"\s*:\s*)"[^"]*"/g, '$1"account-0"'],
  [/(?:\/home\/|\/Users\/|[A-Z]:\\{1,2}Users\\{1,2})[^/\\\s"]+/g, "/home/user"],
  [/\b(?!127\.)(?:\d{1,3}\.){3}\d{1,3}\b/g, "192.0.2.1"],
  [/("created"\s*:\s*)\d{9,}/g, "$11790000000"],
];
const ids =
  /\b(?:gen|chatcmpl|msg|req|cmpl|resp|call|toolu|run)[_-][A-Za-z0-9_-]{8,}|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

/**
 * A recorded fixture without keys and personal data.
 * @param secrets every key in play; also found URL-encoded and in base64
 * @throws {Error} when a secret is left, wherever and in however many pieces: such a fixture must not be kept
 */
export function scrubFixture(fixture: WireFixture, secrets: readonly string[]): WireFixture {
  const clean = scrubber(secrets);
  const scrubbed: WireFixture = {
    ...fixture,
    exchanges: fixture.exchanges.map((exchange): WireExchange => ({
      ...exchange,
      path: clean(exchange.path),
      wants: exchange.wants.map(clean),
      headers: Object.fromEntries(
        Object.entries(exchange.headers)
          .filter(([name]) => keptHeaders.test(name))
          .map(([name, value]) => [name, clean(value)]),
      ),
      body: Buffer.from(clean(exchange.body.toString("utf8"))),
    })),
    events: clean(fixture.events),
  };
  assertClean(scrubbed, secrets);
  return scrubbed;
}

/** Takes the same things out of any text; one id becomes the same fallback model everywhere. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.filter((secret) => secret !== "").flatMap(formsOf);
  const fallbackModels = new Map<string, string>();
  const fallbackModel = (id: string): string => {
    const known = fallbackModels.get(id);
    if (known !== undefined) return known;
    const made = /^[0-9a-f]{8}-/i.test(id)
      ? `00000000-0000-4000-8000-${String(fallbackModels.size).padStart(12, "0")}`
      : `${id.split(/[_-]/)[0]}_${fallbackModels.size}`;
    fallbackModels.set(id, made);
    return made;
  };
  return (text) => {
    const keyless = forms.reduce((rest, form) => rest.replaceAll(form, "{key}"), text);
    const nameless = personal.reduce((rest, [pattern, put]) => rest.replace(pattern, put), keyless);
    return nameless.replace(ids, fallbackModel);
  };
}

function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/** A secret may come in pieces, one a chunk: the texts of all chunks are looked at as one. */
function assertClean({ exchanges, events }: WireFixture, secrets: readonly string[]): void {
  const bodies = exchanges.map(({ body }) => body.toString("utf8"));
  const strings = bodies.flatMap((body) => [...body.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? ""));
  const spoken = events.split("\n").flatMap((line) => /"delta":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? []);
  const places = [...bodies, events, strings.join(""), spoken.join("")];
  for (const secret of secrets.filter((each) => each.length > 3)) {
    if (places.some((place) => place.includes(secret))) throw new Error("A key is left in what was recorded.");
  }
}
