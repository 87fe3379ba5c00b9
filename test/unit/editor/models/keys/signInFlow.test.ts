import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { SignInFlow, type SignInPorts, type Take } from "../../../../../src/editor/models/keys/signInFlow.ts";
import { answers, type Script, scriptedServer } from "../../../providers/support/scriptedServer.ts";

const key = "sk-or-v1-0123456789abcdef0123";

/** OpenRouter's documented exchange: the code with the verifier of its challenge gives the key, once. */
function openRouter(codes: Map<string, string>): Script {
  return (exchange, count) => {
    const { code, code_verifier: verifier, code_challenge_method: method } = exchange.body;
    const challenge = createHash("sha256").update(String(verifier)).digest("base64url");
    if (exchange.path !== "/api/v1/auth/keys")
      return answers(404, { error: { message: "no such path" } })(exchange, count);
    if (method !== "S256")
      return answers(400, { error: { message: "Invalid code_challenge_method", code: 400 } })(exchange, count);
    const isRight = codes.get(String(code)) === challenge;
    codes.delete(String(code));
    const refused = { error: { message: "Invalid code or code_verifier", code: 403 } };
    return answers(isRight ? 200 : 403, isRight ? { key, user_id: "u" } : refused)(exchange, count);
  };
}

/** A user at a browser: what was opened, what the box said, and their hands. */
function user(origin: string) {
  const seen = { opened: [] as string[], failed: [] as string[], closed: 0, waiting: Promise.resolve("") };
  let take: Take | undefined;
  let heard: ((words: string) => void) | undefined;
  const hears = (): Promise<string> => new Promise((resolve) => (heard = resolve));
  const ports: SignInPorts = {
    server: { baseUrl: `${origin}/api/v1` },
    callback: (query) => Promise.resolve(`vscode://gemma-code.gemma-code/openrouter?${query}`),
    open: (url) => Promise.resolve(void seen.opened.push(url)),
    ask: (given) => {
      take = given;
      return {
        fail: (words) => {
          seen.failed.push(words);
          heard?.(words);
        },
        close: () => void seen.closed++,
      };
    },
  };
  return { ports, seen, hears, hands: () => take ?? assert.fail("no box was shown") };
}

/** Waits until the box is there: the flow asks for the callback first. */
const tick = () => new Promise((resolve) => setImmediate(resolve));

const pageOf = (url: string | undefined) => {
  const page = new URL(url ?? assert.fail("no page was opened"));
  const callback = page.searchParams.get("callback_url");
  const state = callback === null ? null : new URL(callback).searchParams.get("state");
  return { page, callback, state, challenge: page.searchParams.get("code_challenge") ?? "" };
};

describe("the sign-in at OpenRouter", () => {
  it("opens a page with an S256 challenge and exchanges the returned code for a key", async () => {
    const codes = new Map<string, string>();
    await using server = await scriptedServer(openRouter(codes));
    const { ports, seen } = user(server.origin);
    const flow = new SignInFlow();
    const signing = flow.start(ports);
    await tick();
    const { page, callback, state, challenge } = pageOf(seen.opened[0]);
    assert.equal(page.origin + page.pathname, `${server.origin}/auth`);
    assert.equal(page.searchParams.get("code_challenge_method"), "S256");
    assert.match(challenge, /^[\w-]{43}$/);
    assert.match(callback ?? "", /^vscode:\/\/gemma-code\.gemma-code\/openrouter\?state=[\w-]{43}$/);
    codes.set("code-1", challenge);
    flow.receive(`windowId=1&state=${state}&code=code-1`);
    assert.equal(await signing, key);
    assert.equal(seen.closed, 1);
    assert.deepEqual(Object.keys(server.exchanges[0]?.body ?? {}), ["code", "code_verifier", "code_challenge_method"]);
    assert.equal(server.exchanges[0]?.headers.authorization, undefined);
  });

  it("takes a pasted key as it is, and a pasted code in exchange", async () => {
    const codes = new Map<string, string>();
    await using server = await scriptedServer(openRouter(codes));
    const first = user(server.origin);
    const pasting = new SignInFlow().start(first.ports);
    await tick();
    first.hands().pasted(key);
    assert.equal(await pasting, key);
    assert.equal(server.exchanges.length, 0);

    const second = user(server.origin);
    const trading = new SignInFlow().start(second.ports);
    await tick();
    second.hands().withCode();
    const { callback, challenge } = pageOf(second.seen.opened[1]);
    assert.equal(callback, null, "without a callback the page shows the code");
    codes.set("code-2", challenge);
    second.hands().pasted("code-2");
    assert.equal(await trading, key);
  });

  it("refuses a callback with another state, and an unexpected one", async () => {
    await using server = await scriptedServer(openRouter(new Map()));
    const { ports, seen, hands } = user(server.origin);
    const flow = new SignInFlow();
    assert.throws(() => flow.receive("state=x&code=y"), /not begun in this window/);
    const signing = flow.start(ports);
    await tick();
    assert.throws(() => flow.receive("state=forged&code=y"), /not begun in this window/);
    assert.throws(() => flow.receive("code=y"), /not begun in this window/);
    assert.equal(server.exchanges.length, 0, "no code of a stranger is traded");
    hands().left();
    assert.equal(await signing, undefined);
    assert.throws(() => flow.receive(`state=${pageOf(seen.opened[0]).state}&code=y`), /it is over/);
  });

  it("says why a code is not taken, and goes on with another", async () => {
    const codes = new Map<string, string>();
    await using server = await scriptedServer(openRouter(codes));
    const { ports, seen, hears, hands } = user(server.origin);
    const signing = new SignInFlow().start(ports);
    await tick();
    const said = hears();
    hands().pasted("expired");
    assert.match(await said, /used before, is older than ten minutes.*Sign in again/);
    codes.set("fresh", pageOf(seen.opened[0]).challenge);
    hands().pasted("fresh");
    assert.equal(await signing, key);
  });

  it("reports a denial, a network failure and an invalid answer", async () => {
    const denied = user("http://127.0.0.1:1");
    const flow = new SignInFlow();
    const signing = flow.start(denied.ports);
    await tick();
    const { state } = pageOf(denied.seen.opened[0]);
    flow.receive(`state=${state}&error=access_denied`);
    assert.match(denied.seen.failed[0] ?? "", /was not allowed/);
    flow.receive(`state=${state}`);
    assert.match(denied.seen.failed[1] ?? "", /without a code/);
    const unreachable = denied.hears();
    flow.receive(`state=${state}&code=c`);
    assert.match(await unreachable, /127\.0\.0\.1:1/);
    denied.hands().left();
    assert.equal(await signing, undefined);

    await using server = await scriptedServer(answers(200, { nokey: true }));
    const odd = user(server.origin);
    const trading = new SignInFlow().start(odd.ports);
    await tick();
    const said = odd.hears();
    odd.hands().pasted("code");
    assert.match(await said, /cannot be read/);
    odd.hands().left();
    await trading;
  });

  it("can be cancelled during an exchange", async () => {
    await using server = await scriptedServer(() => undefined);
    const { ports, seen, hands } = user(server.origin);
    const signing = new SignInFlow().start(ports);
    await tick();
    hands().pasted("code");
    hands().left();
    assert.equal(await signing, undefined);
    await tick();
    assert.deepEqual(seen.failed, []);
  });
});
