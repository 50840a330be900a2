/** Back to how a package brought a form: as a draft, so that it is looked at and published like any change. */
import { type AppForm, getApp } from '@anshao/core/apps/applications.ts';
import { getDesign, saveDesign } from '@anshao/core/forms/designing.ts';
import { App } from 'antd';
import { useLocation } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { useWrite } from '../calls.ts';
import { t } from '../text.ts';

export function useRestoreShipped() {
  const [, navigate] = useLocation();
  const { message, modal } = App.useApp();
  return useWrite(
    async (form: Pick<AppForm, 'id' | 'name'>): Promise<'none' | 'left' | 'restored'> => {
      const design = await callApi(getDesign, { params: { form: form.id } });
      if (!design.shipped) return 'none';
      // A draft somebody is drawing would be replaced: that is asked first.
      if (design.draft.revision > 0) {
        const goesOn = await modal.confirm({
          title: appsText('restoreOverDraft', { name: form.name }),
          content: appsText('restoreOverDraftWhy'),
          okText: appsText('restoreShipped'),
          cancelText: t('cancel'),
        });
        if (!goesOn) return 'left';
      }
      await callApi(saveDesign, {
        params: { form: form.id },
        body: { definition: design.shipped.definition, revision: design.draft.revision },
      });
      return 'restored';
    },
    {
      touches: [getApp, getDesign],
      after: (outcome, form) => {
        if (outcome === 'none') message.info(appsText('notShipped', { name: form.name }));
        if (outcome !== 'restored') return;
        message.success(appsText('restoredAsDraft'));
        navigate(`/design/${form.id}`);
      },
    },
  );
}
