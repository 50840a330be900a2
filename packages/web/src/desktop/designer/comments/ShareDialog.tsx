/** Links by which anybody can try the draft and say what they think, without signing in (FE-20). */
import { listShares, revokeShare, shareDesign } from '@anshao/core/forms/designing.ts';
import { Alert, App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { callApi } from '../../../base/api.ts';
import { dateTime } from '../../../base/time.ts';
import { useCall, useWrite } from '../../calls.ts';
import { d } from '../text.ts';

export function ShareDialog({ form, close }: { form: string; close: () => void }) {
  const { message } = App.useApp();
  const shares = useCall(listShares, { params: { form } });
  const [days, setDays] = useState(7);
  const [address, setAddress] = useState<string | undefined>(undefined);
  const share = useWrite(() => callApi(shareDesign, { params: { form }, body: { days } }), {
    touches: [listShares],
    after: ({ token }) => setAddress(`${location.origin}/m/shared-draft/${token}`),
  });
  const revoke = useWrite((id: string) => callApi(revokeShare, { params: { form, share: id } }), {
    done: () => d('shareRevoked'),
    touches: [listShares],
  });
  const copy = async () => {
    if (!address) return;
    try {
      await navigator.clipboard.writeText(address);
      message.success(d('linkCopied'));
    } catch {
      message.info(d('linkCopyByHand'));
    }
  };
  const rows = shares.data?.rows ?? [];
  return (
    <Modal open title={d('shareDraft')} footer={null} onCancel={close} width={560}>
      <p>{d('shareWhy')}</p>
      <div className="dz-try-head">
        <Select
          aria-label={d('shareDays')}
          value={days}
          options={[3, 7, 14, 30, 90].map((count) => ({ value: count, label: d('daysCount', { count }) }))}
          onChange={setDays}
        />
        <Button type="primary" loading={share.isPending} onClick={() => share.mutate(undefined)}>
          {d('makeLink')}
        </Button>
      </div>
      {address ? (
        <Alert
          type="success"
          title={d('linkOnce')}
          description={
            <span className="dz-pair">
              <Input readOnly aria-label={d('shareLink')} value={address} onFocus={(event) => event.target.select()} />
              <Button onClick={() => void copy()}>{d('copyLink')}</Button>
            </span>
          }
        />
      ) : null}
      {rows.length > 0 ? (
        <ul className="dz-changes">
          {rows.map((row) => (
            <li key={row.id}>
              <span>
                {d('shareRow', { at: dateTime(row.createdAt), until: dateTime(row.expiresAt), count: row.comments })}
              </span>
              <Button size="small" danger type="link" onClick={() => revoke.mutate(row.id)}>
                {d('revokeShare')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Modal>
  );
}
