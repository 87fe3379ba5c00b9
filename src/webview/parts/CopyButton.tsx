import { useEffect, useState } from "preact/hooks";
import { copyText } from "./clipboard.ts";
import { IconButton } from "./IconButton.tsx";

/** Copies a text and confirms it for a moment. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), 1500);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      icon={copied ? "check" : "copy"}
      label={copied ? "Copied" : label}
      onClick={() => void copyText(text()).then(() => setCopied(true))}
    />
  );
}
