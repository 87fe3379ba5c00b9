import { Consent } from "../../src/agent/approval/consent.ts";
import type { ForeignPart, ForeignTool, ForeignTools } from "../../src/agent/ports/foreign.ts";

/** Tools of others as a test has them; `called` collects the arguments of the calls that were allowed. */
export function scriptedForeign(tools: ForeignTool[], answer: (tool: string) => readonly ForeignPart[] = () => []) {
  const called: unknown[] = [];
  const foreign: ForeignTools = {
    list: () => tools,
    call: async (what, consent) => {
      Consent.use(consent, what);
      called.push(what.arguments);
      return answer(what.tool);
    },
  };
  return { ...foreign, called };
}
