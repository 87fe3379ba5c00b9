import { Icon } from "../parts/Icon.tsx";

/** What the user should know of an answer that is good all the same. */
export function Notices({ notices }: { notices: readonly string[] }) {
  return notices.map((words) => (
    <div key={words} class="notice" role="note">
      <Icon name="info" />
      <span>{words}</span>
    </div>
  ));
}
