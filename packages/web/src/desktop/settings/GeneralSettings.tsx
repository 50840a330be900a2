/** The site's name and help line, how often one may be urged, quiet hours, and how long things can be taken back. */

import { me, publicSettings } from '@anshao/core/access/contract.ts';
import { getSettings, type Settings, updateSettings } from '@anshao/core/apps/contract.ts';
import { Button, Form, Input, InputNumber, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { callApi } from '../../base/api.ts';
import { useCall, useWrite } from '../calls.ts';
import { showAtFields } from '../frame/form-problems.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';

export function GeneralSettings() {
  const settings = useCall(getSettings, {});
  if (settings.isPending) return <Bones lines={8} />;
  if (settings.error) return <Failure problem={settings.error} retry={() => void settings.refetch()} />;
  return <SettingsForm settings={settings.data} />;
}

function SettingsForm({ settings }: { settings: Settings }) {
  const [form] = Form.useForm<Settings>();
  const save = useWrite((body: Settings) => callApi(updateSettings, { body }), {
    touches: [getSettings, publicSettings, me],
    done: () => t('settingsSaved'),
    onProblem: (problem) => showAtFields(form, problem),
  });
  const needed = [{ required: true, message: t('needed') }];
  return (
    <div className="card padded" style={{ maxWidth: 720 }}>
      <Form<Settings> form={form} layout="vertical" initialValues={settings} onFinish={(values) => save.mutate(values)}>
        <div className="form-pair">
          <Form.Item name="siteName" label={t('siteName')} rules={needed}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="helpLine" label={t('helpLine')} extra={t('helpLineHint')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="urgeCoolDownMinutes" label={t('coolDown')} extra={t('coolDownHint')} rules={needed}>
            <InputNumber min={0} max={1440} precision={0} suffix={t('minutesUnit')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="undoMinutes" label={t('undoMinutes')} extra={t('undoMinutesHint')} rules={needed}>
            <InputNumber min={0} max={120} precision={0} suffix={t('minutesUnit')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="quietFrom" label={t('quietFrom')} extra={t('quietHint')} rules={needed}>
            <TimeField />
          </Form.Item>
          <Form.Item name="quietUntil" label={t('quietUntil')} rules={needed}>
            <TimeField />
          </Form.Item>
          <Form.Item name="amendHours" label={t('amendHours')} extra={t('amendHoursHint')} rules={needed}>
            <InputNumber min={0} max={720} precision={0} suffix={t('hoursUnit')} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Form>
    </div>
  );
}

/** A time picker whose value is the text `18:00`. */
function TimeField({ id, value, onChange }: { id?: string; value?: string; onChange?: (time: string) => void }) {
  return (
    <TimePicker
      id={id}
      format="HH:mm"
      allowClear={false}
      value={value ? dayjs(`2024-01-01T${value}`) : null}
      onChange={(next) => next && onChange?.(next.format('HH:mm'))}
      style={{ width: '100%' }}
    />
  );
}
