/** The product's mark: a shield over a house. */
export function Logo({ size = 26, inverse = false }: { size?: number; inverse?: boolean }) {
  const body = inverse ? '#fff' : 'var(--brand)';
  const house = inverse ? 'var(--brand-a)' : '#fff';
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <path d="M14 1.5 25 5.5v8.2c0 6-4.3 10.2-11 12.8C7.3 23.9 3 19.7 3 13.7V5.5z" fill={body} />
      <path
        d="M8.5 19v-6.5L14 8l5.5 4.5V19"
        fill="none"
        stroke={house}
        strokeWidth="2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx="14" cy="15.5" r="2.2" fill={house} />
    </svg>
  );
}
