/** Taking a form out of use and back. What was filled in stays, so that only the first is asked about. */
import { type AppForm, getApp, listApps } from '@anshao/core/apps/applications.ts';
import { getDesign, setStopped } from '@anshao/core/forms/designing.ts';
import { openForm, queryRecords, readRecord } from '@anshao/core/forms/records.ts';
import { App } from 'antd';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { t } from '../text.ts';

type Turned = Pick<AppForm, 'id' | 'name' | 'status'>;

export function useTurnForm() {
  const { modal } = App.useApp();
  return useWrite(
    async (form: Turned) => {
      const stopped = form.status === 'active';
      if (stopped) {
        const { usages } = await callApi(getDesign, { params: { form: form.id } });
        const users = [...new Set(usages.map(({ name }) => name))];
        const goesOn = await modal.confirm({
          title: appsText('stopFormTitle', { name: form.name }),
          content: (
            <>
              <p>{appsText('stopFormWhy')}</p>
              {users.length > 0 ? <p>{appsText('stopFormUsers', { users: users.join(t('listComma')) })}</p> : null}
            </>
          ),
          okText: appsText('stopForm'),
          cancelText: t('cancel'),
        });
        if (!goesOn) return undefined;
      }
      return callApi(setStopped, { params: { form: form.id }, body: { stopped } });
    },
    {
      touches: [getApp, listApps, openForm, queryRecords, readRecord],
      done: (answer, { name }) =>
        answer ? appsText(answer.status === 'stopped' ? 'formStopped' : 'formResumed', { name }) : '',
    },
  );
}
