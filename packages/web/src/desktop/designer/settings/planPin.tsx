import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { App, Button, Input } from 'antd';
import { fileAddress } from '../../../base/api.ts';
import { Icon } from '../../../base/icons.tsx';
import { uploadFile } from '../../records/uploads.ts';
import { useDesign } from '../design-store.ts';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

/** The floor plans to put pins on. */
export function PlanPinSettings({ path, field }: SettingsProps<FieldOf<'planPin'>>) {
  const { message } = App.useApp();
  const design = useDesign();
  const set = useSet(path);
  const plans = field.plans ?? [];
  const put = (next: typeof plans, isTyping?: boolean) =>
    set({ plans: next.length === 0 ? undefined : next }, isTyping);
  const add = async (file: File | undefined) => {
    if (!file) return;
    try {
      const id = await uploadFile(file);
      put([...plans, { file: id, name: file.name.replace(/\.[^.]*$/, '').slice(0, 100) || d('plan') }]);
    } catch (error) {
      message.error(error instanceof Error ? error.message : d('uploadFailed'));
    }
  };
  return (
    <Setting label={d('plans')} part={path} setting="plans">
      {(id) => (
        <>
          {plans.map((plan, index) => (
            <span key={plan.file} className="dz-plan">
              <img src={fileAddress(plan.file, 'thumb')} alt="" />
              <Input
                aria-label={d('planName')}
                maxLength={100}
                value={plan.name}
                onChange={(event) =>
                  event.target.value !== '' &&
                  put(
                    plans.map((one, at) => (at === index ? { ...one, name: event.target.value } : one)),
                    true,
                  )
                }
                onBlur={design.settle}
              />
              <Button
                type="text"
                size="small"
                aria-label={d('remove')}
                icon={<Icon name="close" size={14} />}
                onClick={() => put(plans.filter((_, at) => at !== index))}
              />
            </span>
          ))}
          <label className="dz-upload" htmlFor={id}>
            <Icon name="upload" size={14} />
            {d('addPlan')}
            <input
              id={id}
              type="file"
              accept="image/*"
              className="visually-hidden"
              onChange={(event) => {
                void add(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </label>
        </>
      )}
    </Setting>
  );
}
