/** The pictures applications can have, in the same line set as all icons. */
import { type AppIcon as AppIconName, appIcons } from '@anshao/core/apps/applications.ts';
import { Icon, type IconName, Pictogram } from '../base/icons.tsx';

const own: Readonly<Partial<Record<AppIconName, string>>> = {
  flame:
    'M12 3.5c.6 3.2 5.5 5.6 5.5 10.4a5.5 5.5 0 0 1-11 0c0-2.2 1.1-3.6 2.3-4.9.3 1.5 1 2.3 2 2.7-.3-3 .2-5.8 1.2-8.2z',
  wrench: 'M14.5 9.5a4.5 4.5 0 0 1 5.3-5.8l-2.6 2.6.5 1.9 1.9.5 2.1-2.3a4.5 4.5 0 0 1-6 5.4L8 19.5a2.1 2.1 0 0 1-3-3z',
  box: 'M4 8l8-4.5L20 8v8.5L12 21l-8-4.5zM4 8l8 4.5L20 8M12 12.5V21',
  car: 'M4 16.5v-4l2-5.5h12l2 5.5v4M4 12.5h16M3.5 16.5h17v2.5h-3v-2.5M6.5 16.5V19h-3v-2.5M7.5 14.5v.1M16.5 14.5v.1',
  book: 'M12 6.5c-2-1.5-4.5-2-8-2v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2zM12 6.5v13',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 14.5-12 13M5 19.5c2-5 5-8 9-10',
  star: 'm12 4 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z',
};

export function AppIcon({ name, size = 24 }: { name: string; size?: number }) {
  // A package of a newer program may name one that is not known here.
  const known = appIcons.find((one) => one === name) ?? 'box';
  const path = own[known];
  return path ? <Pictogram path={path} size={size} /> : <Icon name={known as IconName} size={size} />;
}
