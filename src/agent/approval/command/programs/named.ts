import type { Where } from "../line/places.ts";
import { placeRisk } from "../line/places.ts";
import { staticWord } from "../line/script.ts";
import { type Call, has, operands } from "./call.ts";

/** Programs that only a rule of their own allows, not `*`: they delete, send, install or publish. */
const named = new Set(
  "rm rmdir unlink trash del erase rd curl wget ssh scp rsync nc ftp http xh pip pip3 pipx gem npx pnpx bunx uvx composer brew apt apt-get gh glab hub heroku vercel netlify firebase aws az gcloud kubectl helm docker podman terraform tofu pulumi ansible psql mysql sqlite3 redis-cli mongo mongosh source . eval exec truncate chmod ln tee mail open xdg-open start call osascript code env printenv set export declare remove-item ri invoke-webrequest iwr irm invoke-restmethod start-process new-object".split(
    " ",
  ),
);

/** Calls of these programs that only show something. */
const reading =
  /^((docker|podman) (ps|images|logs|version|info|stats|port)|kubectl (get|describe|logs|version|top)|gh (status)|pip (list|show|freeze))$/;

/** Why `*` does not allow a call that a rule of its own could; undefined if it does. */
export function needsName(call: Call): string | undefined {
  const { name } = call;
  const [verb = ""] = operands(call);
  if (reading.test(`${name} ${verb}`)) return undefined;
  if (named.has(name)) return `"*" does not allow "${name}"; a rule of its own can.`;
  if (
    name === "git" &&
    /^(push|pull|fetch|clone|submodule|rebase|am|apply|merge|rm|reset|remote|worktree|config|archive|bundle|send-email|request-pull)$/.test(
      verb,
    )
  )
    return `"*" does not allow "git ${verb}"; a rule of its own can.`;
  if (
    /^(npm|pnpm|yarn|bun)$/.test(name) &&
    (/^(exec|x|dlx|create|init|link|up|update|upgrade|uninstall|remove|rm|un)$/.test(verb) ||
      (/^(i|install|add)$/.test(verb) && operands(call).length > 1) ||
      verb === "add")
  ) {
    return `"*" does not allow packages to be installed or run by name.`;
  }
  if (
    /^(cargo|go|dotnet|poetry|uv|pdm|conda|mamba|bundle|rustup|nvm|volta|sdk|stack|cabal|opam|mix|rebar3|luarocks|cpan|vcpkg|conan)$/.test(
      name,
    ) &&
    has(call, /^(install|add|get|update|upgrade|remove|uninstall|sync|tool|self|default|use)$/)
  ) {
    return `"*" does not allow programs or packages to be installed.`;
  }
  return undefined;
}

/** A program named by its place: inside the workspace, or one of the system's. */
export function placeOfProgram(text: string, where: Where): string | undefined {
  if (!/[\\/]/.test(text) || /^\/(usr\/(local\/)?)?s?bin\/[\w.+-]+$/.test(text)) return undefined;
  return placeRisk(staticWord(text), "run", where);
}
