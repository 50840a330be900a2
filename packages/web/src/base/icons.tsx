/** One line set on a 24 grid, stroke 1.75. Icons never speak alone: the word beside them, or `label`, does. */
import type { CSSProperties } from 'react';

/** Circles and rounded rectangles are drawn as paths too, so that one element is enough per icon. */
const paths = {
  add: 'M12 5v14M5 12h14',
  alarm: 'M7 18v-5a5 5 0 0 1 10 0v5M4.5 18h15v2.5h-15zM12 3.5V5M4.5 7l1.2 1M19.5 7l-1.2 1',
  arrowRight: 'M5 12h14M13.5 6.5 19 12l-5.5 5.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  building: 'M5 20.5V4h9v16.5M14 9.5h5v11M3 20.5h18M8 8h3M8 12h3M8 16h3',
  calendar: 'M6 5.5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM15.5 13a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clipboard: 'M7 5h10a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM9 5V3.5h6V5M9 11h6M9 15h4',
  clock: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 7.5V12l3 2',
  close: 'm6 6 12 12M18 6 6 18',
  cloud: 'M7 15a4 4 0 0 1 .5-8 5 5 0 0 1 9.5 1.5A3.3 3.3 0 0 1 17 15M12 11.5 10 15h3l-1.5 4',
  columns:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5zM9.5 5v14M14.5 5v14',
  copy: 'M10.5 8.5H18a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-7.5a2 2 0 0 1-2-2v-7.5a2 2 0 0 1 2-2zM15.5 8.5V4H4v11.5h4.5',
  dots: 'M5.5 12v.1M12 12v.1M18.5 12v.1',
  down: 'm5.5 9.5 6.5 6.5 6.5-6.5',
  download: 'M12 4v11M7.5 11 12 15.5 16.5 11M4.5 19.5h15',
  edit: 'm5 19 1-4.5L16 4.5l3.5 3.5L9.5 18zM13.5 7l3.5 3.5',
  external: 'M10 5H5v14h14v-5M13.5 4.5h6v6M19.5 4.5 11 13',
  eye: 'M2.5 12c2.5-4.3 5.7-6.5 9.5-6.5s7 2.2 9.5 6.5c-2.5 4.3-5.7 6.5-9.5 6.5S5 16.3 2.5 12zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h4',
  filter: 'M4 5.5h16L14 13v6l-4-2v-4z',
  flash: 'M13 3.5 5.5 13.5H11l-1 7 8-11h-5.5z',
  grip: 'M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1',
  help: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM9.8 9.8a2.3 2.3 0 1 1 3.2 2.1c-.7.3-1 .8-1 1.5M12 16v.1',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4.5 9M4.5 4.5V9H9M12 8v4.3l3 1.7',
  home: 'M4 11 12 4l8 7M6 9.5v10.5h12V9.5M10 20v-5.5h4V20',
  image:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5zM4.5 17l4.5-5 3.5 3.5 2.5-2.5 4.5 4.5M15.5 9v.1',
  key: 'M12.5 11.5 20 4M17 7l2.5 2.5M13 15.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0z',
  language: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16',
  left: 'M14.5 5.5 8 12l6.5 6.5',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1',
  lock: 'M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2zM8 10.5V8a4 4 0 0 1 8 0v2.5',
  mail: 'M5.5 6h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zM4 7.5l8 6 8-6',
  megaphone: 'M4 10v4h3l9 4.5v-13L7 10zM19 9.5a3.5 3.5 0 0 1 0 5M8 14v5h2.5',
  mic: 'M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  minus: 'M5 12h14',
  noSignal:
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 5-1.2M5.5 12.3a9.5 9.5 0 0 1 4-2.3M2.5 9a14 14 0 0 1 4-2.6M12.5 6.5c3.5.1 6.6 1.3 9 3.5M12 19v.2',
  people:
    'M12.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM2.5 19.5c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .7 3.2 2.4 3.6 5',
  person: 'M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  phone: 'M5 4h4l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2L20 15v4c0 .6-.5 1-1 1A15 15 0 0 1 4 5c0-.5.4-1 1-1z',
  pin: 'M12 21c4.5-4.6 7-8 7-11a7 7 0 0 0-14 0c0 3 2.5 6.4 7 11zM14.5 10a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  play: 'M8 5v14l11-7z',
  redo: 'm16 5 4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h4',
  refresh: 'M19.5 11A7.5 7.5 0 0 0 5.7 8M4.5 4.5V8H8M4.5 13a7.5 7.5 0 0 0 13.8 3M19.5 19.5V16H16',
  right: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  rows: 'M4 6h16M4 10.5h16M4 15h16M4 19.5h9',
  save: 'M5 4.5h11L19.5 8v11.5h-15zM8 4.5V9h7V4.5M8 19.5v-6h8v6',
  search: 'M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.5 4.5',
  send: 'm4 11.5 16-7-5.5 16-3.5-6.5zM11 14l4-4',
  settings:
    'M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM12 3.5v2.5M12 18v2.5M3.5 12H6M18 12h2.5M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18',
  shield: 'M12 3.5 19.5 6v6c0 4.5-3 7.3-7.5 9-4.5-1.7-7.5-4.5-7.5-9V6zM8.5 12l2.5 2.5 4.5-5',
  signOut: 'M10 4.5H5v15h5M14.5 8l4 4-4 4M18 12H9.5',
  sort: 'M8 5v14M4.5 15.5 8 19l3.5-3.5M16 19V5M12.5 8.5 16 5l3.5 3.5',
  table:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5zM4 10h16M4 14.5h16M10 10v9',
  tasks: 'm4 6.5 1.5 1.5L8 5.2M4 12.5 5.5 14 8 11.2M4 18.5 5.5 20 8 17.2M11.5 6.5H20M11.5 12.5H20M11.5 18.5H20',
  trash: 'M4.5 7h15M9 7V4.5h6V7M6.5 7l1 13.5h9l1-13.5M10.5 11v6M13.5 11v6',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4',
  up: 'm5.5 14.5 6.5-6.5 6.5 6.5',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M4.5 19.5h15',
  warning: 'M12 4 21 19.5H3zM12 10v4.5M12 17v.2',
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  circle: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0z',
  heading: 'M6 5v14M18 5v14M6 12h12',
  numbers: 'M10 6.5h10M10 12h10M10 17.5h10M4.5 5 6 4.5v4M4.5 15.8c.3-1 2.2-1 2.2.2 0 1-2.2 1.7-2.2 3h2.3',
  quote: 'M10 7.5c-3 .8-4.5 3-4.5 6V17H10v-4.5H7.5M18.5 7.5c-3 .8-4.5 3-4.5 6V17h4.5v-4.5H16',
  scan: 'M4.5 8.5v-4h4M15.5 4.5h4v4M19.5 15.5v4h-4M8.5 19.5h-4v-4M4.5 12h15',
  text: 'M5.5 7V5h13v2M12 5v14M9.5 19h5',
  video: 'M5.5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 10.5l5-3v9l-5-3',
} as const;

export type IconName = keyof typeof paths;

export interface IconProps {
  readonly name: IconName;
  readonly size?: number;
  /** Only where no word stands beside it. */
  readonly label?: string;
  readonly className?: string;
  readonly style?: CSSProperties;
}

export function Icon({ name, ...rest }: IconProps) {
  return <Pictogram path={paths[name]} strokeWidth={name === 'grip' || name === 'dots' ? 2.6 : undefined} {...rest} />;
}

export interface PictogramProps extends Omit<IconProps, 'name'> {
  readonly path: string;
  readonly strokeWidth?: number | undefined;
}

/** For drawings that only one part of the product needs and that must not burden every first page. */
export function Pictogram({ path, strokeWidth, size = 24, label, className, style }: PictogramProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden because a word stands beside it
    <svg
      className={className ? `ic ${className}` : 'ic'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      style={style}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path d={path} strokeWidth={strokeWidth} />
    </svg>
  );
}
