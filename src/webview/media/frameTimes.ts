/** The middles of `frames` equal stretches of a video, in seconds. */
export function frameTimes(seconds: number, frames: number): number[] {
  return Array.from({ length: frames }, (_, at) => ((at + 0.5) * seconds) / frames);
}
