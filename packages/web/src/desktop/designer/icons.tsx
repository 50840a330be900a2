/** Pictograms that only the designer needs, in the line of `base/icons.tsx`: 24 grid, stroke 1.75. */
import { Icon, type IconName, Pictogram, type PictogramProps } from '../../base/icons.tsx';

const own = {
  backLinks: 'M14 8 9 12l5 4M9 12h11M4 5v14',
  calendarClock:
    'M6 5.5h12a2 2 0 0 1 2 2V11M20 10H4M4 10v8.5a2 2 0 0 0 2 2h5M8.5 3.5v4M15.5 3.5v4M21 17a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM17 15v2l1.2 1',
  calendarRange:
    'M6 5.5h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4M7.5 15h9M14 12.8l2.5 2.2-2.5 2.2',
  checkbox:
    'M7 4.5h10A2.5 2.5 0 0 1 19.5 7v10a2.5 2.5 0 0 1-2.5 2.5H7A2.5 2.5 0 0 1 4.5 17V7A2.5 2.5 0 0 1 7 4.5zM8 12l3 3 5.5-6',
  comment:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 3.5V17h-2A1.5 1.5 0 0 1 4 15.5v-9A1.5 1.5 0 0 1 5.5 5zM8 9.5h8M8 12.8h5',
  film: 'M5.5 6h9A1.5 1.5 0 0 1 16 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 16.5v-9A1.5 1.5 0 0 1 5.5 6zM16 10.5 20.5 8v8L16 13.5',
  formula: 'M4.5 17.5a8.5 8.5 0 1 1 15 0M12 14l4-5M13.2 14.5a1.2 1.2 0 1 1-2.4 0 1.2 1.2 0 0 1 2.4 0z',
  hash: 'M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16',
  idCard:
    'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5zM11 10.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM6 15.5c.5-1.7 1.6-2.5 3-2.5s2.5.8 3 2.5M14.5 10h3.5M14.5 13.5h3.5',
  info: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 11v5M12 8v.1',
  letter: 'M5 7V5h14v2M12 5v14M9 19h6',
  links:
    'M9 15a4 4 0 0 0 5.5.3l2.3-2.3a3.9 3.9 0 0 0-5.5-5.5l-.9.9M13 11a4 4 0 0 0-5.5-.3l-2.3 2.3a3.9 3.9 0 0 0 5.5 5.5l.9-.9M17.5 17v4M15.5 19h4',
  lookup: 'M4 6h16M4 11h6M4 16h5M18 14.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM17.2 17.2 20.5 20.5',
  org: 'M9.5 4h5v4h-5zM4 16h5v4H4zM15 16h5v4h-5zM12 8v4M6.5 16v-4h11v4',
  percent: 'M18.5 5.5l-13 13M9.5 7.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18.5 16.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  planPin: 'M4 6.5 9 4.5l6 2 5-2v13l-5 2-6-2-5 2zM9 4.5v13M15 6.5v4M15 13.5v.1',
  radio: 'M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
  richText: 'M5 6V4.5h9V6M9.5 4.5V14M8 14h3M14 12l6 6M17 18h3v-3M5 19.5h8',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  section:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5zM4 9.5h16M7.5 13h9M7.5 16h5',
  serial: 'M4 7h2v5M4 12h4M4.5 16c0-1 .7-1.5 1.5-1.5s1.5.5 1.5 1.3c0 1.2-3 1.7-3 3.2h3.2M11.5 8H20M11.5 17H20',
  share:
    'M8.5 12a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 5.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 18.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM8.2 10.8l7-4M8.2 13.2l7 4',
  signature: 'M3.5 17c3-8 5-11 6.5-10s-2 8 0 9 3-4 4.5-4 .5 3 2 3 2-.8 4-2M4 20.5h16',
  star: 'M12 4l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z',
  sum: 'M17 7V5H6.5l6 7-6 7H17v-2',
  tabs: 'M4 19V7h6l1.5-2H20v14zM4 10.5h16',
  toggle: 'M8 7.5h8a4.5 4.5 0 0 1 0 9H8a4.5 4.5 0 0 1 0-9zM18 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  tree: 'M5 4v13.5h5M5 9.5h5M13 7.5h6.5v4H13zM13 15.5h6.5v4H13z',
  yuan: 'M6.5 5 12 12l5.5-7M12 12v8M7.5 12.5h9M7.5 16h9',
} as const;

export type DesignIconName = IconName | keyof typeof own;

export function DesignIcon({ name, ...rest }: { name: DesignIconName } & Omit<PictogramProps, 'path'>) {
  return Object.hasOwn(own, name) ? (
    <Pictogram path={own[name as keyof typeof own]} {...rest} />
  ) : (
    <Icon name={name as IconName} {...rest} />
  );
}
