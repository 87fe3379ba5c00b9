import { useEffect, useState } from "preact/hooks";

/** Milliseconds left until `until`, updated every second; 0 afterwards. */
export function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, until - now);
  useEffect(() => {
    if (left === 0) return;
    const timer = window.setTimeout(() => setNow(Date.now()), Math.min(1000, left));
    return () => window.clearTimeout(timer);
  }, [left]);
  return left;
}
