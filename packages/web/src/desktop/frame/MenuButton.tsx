import { Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';

/** A button that opens a menu; passes on what the menu's trigger needs. */
export function MenuButton({
  icon,
  busy = false,
  children,
  ...rest
}: Omit<ButtonProps, 'icon' | 'loading'> & { icon?: IconName; busy?: boolean; children: ReactNode }) {
  return (
    <Button {...rest} aria-haspopup="menu" loading={busy} icon={icon ? <Icon name={icon} size={16} /> : undefined}>
      {children}
      <Icon name="down" size={14} />
    </Button>
  );
}
