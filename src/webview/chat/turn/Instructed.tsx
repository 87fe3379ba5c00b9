import type { Turn } from "../../../agent/transcript/transcript.ts";
import { Icon } from "../../parts/Icon.tsx";
import { Path } from "../../parts/Path.tsx";
import { usePanel } from "../../state/panel.ts";

/** The instruction files that joined the chat with a turn; a click opens one. */
export function Instructed({ instructions = [] }: Pick<Turn, "instructions">) {
  const panel = usePanel();
  const files = new Map(instructions.flatMap((each) => each.files).map((file) => [file.path, file]));
  if (files.size === 0) return null;
  return (
    <ul class="instructed" aria-label="Instructions in use">
      {[...files.values()].map(({ path, text, of, gone, isSkills }) => (
        <li key={path}>
          <Icon name="book" />
          {isSkills ? (
            <span title={text}>Skills</span>
          ) : (
            <button
              type="button"
              class="link-button"
              title="Instructions in use. Click to open them."
              onClick={() => panel.post({ type: "open-link", href: path })}
            >
              <Path path={path} />
            </button>
          )}
          {of !== undefined && <span>(only its beginning: it is too long)</span>}
          {gone && <span>(removed)</span>}
        </li>
      ))}
    </ul>
  );
}
