import type { MarkdownIt, Token } from "markdown-it";

const box = /^\[([ xX])\](?=\s|$)/;

/** List items that start with `[ ]` or `[x]` show a read-only checkbox. */
export function addTaskLists(markdown: MarkdownIt): void {
  markdown.core.ruler.push("task_lists", (state) => {
    state.tokens.forEach((token, at) => {
      const item = state.tokens[at - 2];
      if (token.type !== "inline" || item?.type !== "list_item_open") return;
      const text = token.children?.[0];
      const sign = text?.type === "text" ? box.exec(text.content)?.[1] : undefined;
      if (!text || sign === undefined) return;
      text.content = text.content.slice(3);
      const mark: Token = new state.Token("task", "span", 0);
      mark.meta = { done: sign !== " " };
      token.children?.unshift(mark);
      item.attrJoin("class", "task-item");
    });
  });
  markdown.renderer.rules["task"] = (tokens, at) => {
    const done = (tokens[at]?.meta as { done: boolean }).done;
    return `<span class="task" role="checkbox" aria-disabled="true" aria-checked="${String(done)}"></span>`;
  };
}
