/** A promise and what opens it: lets a test hold a scripted answer back until it has looked. */
export interface Gate {
  opened: Promise<void>;
  open(): void;
}

export function newGate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
