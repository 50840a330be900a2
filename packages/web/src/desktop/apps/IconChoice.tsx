import { type AppIcon as AppIconName, appIcons } from '@anshao/core/apps/applications.ts';
import { Radio } from 'antd';
import { AppIcon } from '../../apps/AppIcon.tsx';
import { appsText } from '../../apps/apps-text.ts';

/** One of the pictures, as the value of a form item. */
export function IconChoice({ value, onChange }: { value?: AppIconName; onChange?: (icon: AppIconName) => void }) {
  return (
    <Radio.Group
      className="icon-choice"
      optionType="button"
      aria-label={appsText('icon')}
      value={value}
      onChange={(event) => onChange?.(event.target.value as AppIconName)}
      options={appIcons.map((name) => ({
        value: name,
        label: (
          <span title={appsText(`icon-${name}`)}>
            <AppIcon name={name} size={20} />
            <span className="visually-hidden">{appsText(`icon-${name}`)}</span>
          </span>
        ),
      }))}
    />
  );
}
