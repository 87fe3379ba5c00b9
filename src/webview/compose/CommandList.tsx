import type { PanelState } from "../../chat/protocol/protocol.ts";

type Command = NonNullable<PanelState["prompts"]>[number];

/** The commands that a question may begin with, as far as it is typed; none once the name is complete. */
export function commandsFor(text: string, prompts: PanelState["prompts"]): readonly Command[] {
  const typed = /^\/(\S*)$/.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  return (prompts ?? []).filter(({ name }) => name.toLowerCase().startsWith(typed)).slice(0, 8);
}

/** The commands that fit what is typed. A click or Tab takes one. */
export function CommandList({ commands, onTake }: { commands: readonly Command[]; onTake: (name: string) => void }) {
  if (commands.length === 0) return null;
  return (
    <ul class="commands-typed" aria-label="Commands. Tab takes the first one.">
      {commands.map(({ name, description, hint }) => (
        <li key={name}>
          <button type="button" class="link-button" onClick={() => onTake(name)}>
            /{name} {hint}
          </button>
          <span>{description}</span>
        </li>
      ))}
    </ul>
  );
}
