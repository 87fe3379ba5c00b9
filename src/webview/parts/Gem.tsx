/** The extension's icon: a cut gem. */
export function Gem() {
  return (
    <svg class="gem" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M7 4h10l4.5 6L12 21 2.5 10 7 4Z M2.5 10h19 M8.5 10 12 21l3.5-11L12 4 8.5 10Z" />
    </svg>
  );
}
