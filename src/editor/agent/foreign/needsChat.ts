/**
 * Whether an error of a tool, or its whole result, says that it runs only for a request of the editor's own chat. These
 * are the words of the editor's own tools (1.106 to 1.139); a tool with other words just fails.
 */
export const saysItNeedsChat = (text: string): boolean =>
  text.length < 200 &&
  /toolInvocationToken|^(error: )?no (session resource|invocation context|chat (session|request))/i.test(text);
