import { execFile } from "node:child_process";

/** A program of the operating system with its arguments; `env`: more of the environment. */
export type NoticeProgram = { file: string; args: readonly string[]; env?: Readonly<Record<string, string>> };

/** How long the program may take, in milliseconds; PowerShell is slow to start. */
const PROGRAM_MS = 10_000;

/**
 * The program that shows a notification of the operating system; undefined where none is known. The words are passed
 * as arguments or by the environment, never within a script.
 */
export function noticeProgram(
  platform: NodeJS.Platform,
  { title, words, systemRoot = "C:\\Windows" }: { title: string; words: string; systemRoot?: string | undefined },
): NoticeProgram | undefined {
  switch (platform) {
    case "linux":
      return { file: "notify-send", args: ["--app-name", title, "--", title, words] };
    case "darwin":
      return { file: "/usr/bin/osascript", args: [...appleScript.flatMap((line) => ["-e", line]), title, words] };
    case "win32":
      return {
        file: `${systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
        args: ["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", toast],
        env: { GEMMA_NOTICE_TITLE: title, GEMMA_NOTICE_WORDS: words },
      };
    default:
      return undefined;
  }
}

const appleScript = ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"];

/** A program without an entry in the Start menu shows its notices under PowerShell's. */
const powerShellApp = "{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe";
const toast = [
  "$manager = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]",
  "$content = $manager::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)",
  "$texts = $content.GetElementsByTagName('text')",
  "[void]$texts.Item(0).AppendChild($content.CreateTextNode($env:GEMMA_NOTICE_TITLE))",
  "[void]$texts.Item(1).AppendChild($content.CreateTextNode($env:GEMMA_NOTICE_WORDS))",
  "$notice = [Windows.UI.Notifications.ToastNotification, Windows.UI.Notifications, ContentType = WindowsRuntime]::new($content)",
  `$manager::CreateToastNotifier('${powerShellApp}').Show($notice)`,
].join("; ");

/** Shows a notification of the operating system; false if that was not possible. Never throws. */
export function showSystemNotice(title: string, words: string): Promise<boolean> {
  const program = noticeProgram(process.platform, { title, words, systemRoot: process.env.SystemRoot });
  if (!program) return Promise.resolve(false);
  const { file, args, env } = program;
  const options = { timeout: PROGRAM_MS, windowsHide: true, shell: false, env: { ...process.env, ...env } };
  return new Promise((resolve) => execFile(file, [...args], options, (error) => resolve(error === null)));
}
