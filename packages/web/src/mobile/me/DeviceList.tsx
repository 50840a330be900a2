import { listDevices, revokeDevice } from '@anshao/core/access/contract.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { relative } from '../../base/time.ts';
import { ask } from '../frame/ask.tsx';
import { Failure, Loading } from '../frame/states.tsx';
import { showToast } from '../frame/toast.tsx';
import { text } from '../text.ts';
import { deviceName } from './device-name.ts';

/** Where somebody is signed in, each to be revoked (DR-03). */
export function DeviceList() {
  const now = useNow();
  const client = useQueryClient();
  const devices = useQuery({ queryKey: ['devices'], queryFn: () => callApi(listDevices, {}) });
  const revoke = useMutation({
    mutationFn: (id: string) => callApi(revokeDevice, { params: { id } }),
    onSuccess: () => showToast(text('deviceRevoked'), 'done'),
    onError: (error) => showToast(error.message, 'problem'),
    onSettled: () => client.invalidateQueries({ queryKey: ['devices'] }),
  });
  const askRevoke = async (id: string, name: string) => {
    const yes = await ask({
      title: text('revokeTitle', { name }),
      consequence: text('revokeConsequence'),
      confirm: text('revoke'),
      danger: true,
    });
    if (yes) revoke.mutate(id);
  };
  if (devices.isPending) return <Loading cards={2} height={60} />;
  if (devices.isError) return <Failure error={devices.error} retry={() => void devices.refetch()} />;
  return (
    <ul className="devices">
      {devices.data.rows.map((device) => {
        const name = deviceName(device.userAgent);
        return (
          <li key={device.id} className="li">
            <span className="lt">
              <b>{name}</b>
              <span className="d">{text('lastSeen', { time: relative(device.lastSeenAt, now) })}</span>
            </span>
            {device.current ? (
              <span className="tag brand">{text('thisDevice')}</span>
            ) : (
              <button
                type="button"
                className="mbtn line"
                disabled={revoke.isPending}
                onClick={() => void askRevoke(device.id, name)}
              >
                {text('revoke')}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
