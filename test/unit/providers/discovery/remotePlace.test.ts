import assert from "node:assert/strict";
import { ModelError } from "../../../../src/model/modelError.ts";
import { diagnosed } from "../../../../src/providers/discovery/diagnose.ts";
import { placed, remoteWords } from "../../../../src/providers/discovery/remotePlace.ts";
import { createOllamaModel } from "../../../../src/providers/ollama/ollamaModel.ts";
import { presets } from "../../../../src/providers/presets/presets.ts";
import { collect, failed } from "../support/collect.ts";
import { answers, scriptedServer } from "../support/scriptedServer.ts";

const ssh = { kind: "ssh-remote", host: "buildbox" };

/** What is said of an Ollama on this machine that does not run, in such a window. */
async function refused(place: { kind: string; host: string } | undefined): Promise<string> {
  const gone = await scriptedServer(answers(404, {}));
  await gone[Symbol.asyncDispose]();
  const { baseUrl } = gone;
  const asked = { preset: presets.ollama, protocol: "ollama", modelId: "gemma4:e4b", place: () => place } as const;
  const model = diagnosed(createOllamaModel({ baseUrl, modelId: "gemma4:e4b" }), { ...asked, baseUrl });
  return failed(await collect(model), "unavailable").replaceAll(String(gone.port), "PORT");
}

describe("where “this machine” is, in a remote window", () => {
  it("a server that does not run there may run on the user's own machine", async () => {
    assert.equal(
      await refused(ssh),
      "Ollama (127.0.0.1:PORT) is not running: nothing listens there. Start it (ollama serve), or change the address in the settings. 127.0.0.1 is buildbox here (the window is on SSH). If Ollama runs on your own machine, forward its port there (ssh -R PORT:127.0.0.1:PORT), or in a container use host.docker.internal.",
    );
    assert.doesNotMatch(await refused(undefined), /is .* here/);
  });

  const kinds: readonly [string, RegExp][] = [
    ["ssh-remote", /the window is on SSH/],
    ["dev-container", /in a container\).*host\.docker\.internal/],
    ["attached-container", /in a container/],
    ["wsl", /in WSL\).*runs in Windows.*“gemma\.baseUrl”.*networkingMode=mirrored/],
    ["codespaces", /in a codespace/],
    ["tunnel", /on a tunnel/],
    ["something-new", /on something-new/],
  ];
  for (const [kind, words] of kinds) {
    it(kind, () =>
      assert.match(remoteWords("http://localhost:1234/v1", "LM Studio", { kind, host: "h" }) ?? "", words),
    );
  }

  it("names the address as it was written, and its port", () => {
    const words = (url: string) => remoteWords(url, "Ollama", ssh);
    assert.match(words("http://localhost:11434/v1") ?? "", /^localhost is buildbox.*ssh -R 11434:127\.0\.0\.1:11434/);
    assert.match(words("http://[::1]:8080") ?? "", /^\[::1\] is buildbox.*8080/);
    assert.match(words("http://127.0.0.1") ?? "", /ssh -R 80:/);
    for (const url of ["http://192.168.1.4:11434/v1", "https://openrouter.ai/api/v1", "nonsense", ""]) {
      assert.equal(words(url), undefined);
    }
  });

  it("is not said of what a server answered, of other faults, or of other machines", () => {
    const at = "http://127.0.0.1:11434/v1";
    const answered = new ModelError({ kind: "unavailable" }, "It failed.", { said: "out of memory" });
    assert.equal(placed(answered, at, "Ollama", ssh), answered);
    const auth = new ModelError({ kind: "auth" }, "No key.");
    assert.equal(placed(auth, at, "Ollama", ssh), auth);
    const gone = new ModelError({ kind: "unavailable" }, "Gone.");
    assert.equal(placed(gone, "http://192.168.1.4:11434/v1", "Ollama", ssh), gone);
    assert.equal(placed(gone, at, "Ollama", ssh).fault, gone.fault);
  });
});
