import type { Contributes } from "../core/feature/contributes.ts";

/** Inline refactors. */
export const contributes = {
  commands: {
    "gemma.refactor": {
      title: "Refactor with Gemma…",
      icon: "$(wand)",
      palette: "editorIsOpen && !editorReadonly",
      menus: { "gemma.editor": { when: "!editorReadonly", group: "1@2" } },
      key: {
        key: "ctrl+alt+r",
        win: "shift+alt+r",
        mac: "cmd+alt+r",
        when: "editorTextFocus && !findWidgetVisible && !editorReadonly",
      },
    },
    "gemma.keepRefactor": {
      title: "Keep the Proposed Code",
      icon: "$(check)",
      palette: "gemma.proposalOpen",
      menus: {
        "comments/commentThread/title": {
          when: "commentController == gemma.refactor && commentThread == proposed",
          group: "navigation@1",
        },
      },
      key: {
        key: "ctrl+alt+enter",
        mac: "cmd+alt+enter",
        when: "gemma.proposalHere && editorTextFocus && !findWidgetVisible && !replaceActive",
      },
    },
    "gemma.undoRefactor": {
      title: "Undo the Proposed Code",
      icon: "$(discard)",
      palette: "gemma.proposalOpen",
      menus: {
        "comments/commentThread/title": {
          when: "commentController == gemma.refactor && commentThread != writing",
          group: "navigation@2",
        },
      },
      key: {
        key: "ctrl+alt+backspace",
        mac: "cmd+alt+backspace",
        args: "key",
        when: "gemma.proposalHere && editorTextFocus && !findWidgetVisible && !replaceActive",
      },
    },
    "gemma.stopRefactor": {
      title: "Stop Writing",
      icon: "$(debug-stop)",
      palette: "gemma.refactorWriting",
      menus: {
        "comments/commentThread/title": {
          when: "commentController == gemma.refactor && commentThread == writing",
          group: "navigation@2",
        },
      },
      key: {
        key: "escape",
        when: "gemma.refactorWriting && editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !renameInputVisible && !parameterHintsVisible && !inSnippetMode && !editorHasMultipleSelections && !inlineSuggestionVisible && !inlineEditIsVisible && !referenceSearchVisible && !markersNavigationVisible && !dirtyDiffVisible && !LinkedEditingInputVisible && !messageVisible && !notificationToastsVisible && !testing.isPeekVisible && !testing.isInPeek && !editorPartModal && !breakpointWidgetVisible && !standaloneColorPickerVisible && !cancellableOperation && !exceptionWidgetVisible && !hasSymbols && !dropWidgetVisible && !pasteWidgetVisible && !isReadingLineWithInlayHints && !inlineChatAffordanceVisible && !inlineChatVisible && !chatInAgentSessionProjection && !callHierarchyVisible && !typeHierarchyVisible && !notificationCenterVisible && !codeActionMenuVisible && !breadcrumbsActive && !comparingMovedCode && (!vim.active || vim.mode == 'Normal') && (!neovim.init || neovim.mode == 'normal')",
      },
    },
    "gemma.followUpRefactor": {
      title: "Ask Gemma",
      palette: "false",
      menus: { "comments/commentThread/context": { when: "commentController == gemma.refactor", group: "inline" } },
    },
    "gemma.askNow": { title: "Ask the Busy Server Again Now", palette: "gemma.refactorWaiting" },
    "gemma.switchNow": { title: "Switch to the Fallback Model Now", palette: "gemma.refactorWaiting" },
  },
  configurationDefaults: { "comments.openView": "firstFileUnresolved" },
} as const satisfies Contributes;
