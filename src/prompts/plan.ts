/**
 * A question in Plan mode. The words stand behind it, because the beginning of the prompt stays that of Agent mode: the
 * plan is carried out in the same chat. That nothing changes is enforced by the policy.
 */
export const planPrompt = (question: string): string =>
  `${question}

(Only plan this; nothing can be changed yet. Read what you need with the tools. Then answer with the plan alone, in Markdown: numbered steps, each with its files and what changes in them, and how to check the result. The user may edit the plan.)`;

/** Starts a plan, as the user left it. */
export const startPrompt = (plan: string): string => `Carry out this plan, step by step:\n\n${plan}`;
