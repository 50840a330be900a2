/** 我的设备: where this person is signed in, each to be signed out from here (DR-03). */
import { type Device, listDevices, revokeDevice } from '@anshao/core/access/contract.ts';
import { Button, Popconfirm } from 'antd';
import type { Static } from 'typebox';
import { callApi } from '../../base/api.ts';
import { Moment } from '../../base/Moment.tsx';
import { dateTime } from '../../base/time.ts';
import { useCall, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Failure } from '../frame/states.tsx';
import { type Column, RecordTable } from '../records/RecordTable.tsx';
import { t } from '../text.ts';

type DeviceRow = Static<typeof Device>;

export function DevicesPage() {
  const devices = useCall(listDevices, {});
  const revoke = useWrite((row: DeviceRow) => callApi(revokeDevice, { params: { id: row.id } }), {
    touches: [listDevices],
    done: () => t('deviceRevoked'),
  });
  const columns: Column<DeviceRow>[] = [
    {
      key: 'what',
      title: t('device'),
      cut: true,
      render: (row) => (
        <>
          {browserOf(row.userAgent)} {row.current ? <span className="tag brand">{t('thisDevice')}</span> : null}
        </>
      ),
      hint: (row) => row.userAgent,
    },
    { key: 'channel', title: t('signInWay'), width: 140, render: (row) => wayOf(row.channel) },
    { key: 'since', title: t('signedInAt'), width: 170, render: (row) => dateTime(row.createdAt) },
    { key: 'seen', title: t('lastSeen'), width: 150, render: (row) => <Moment at={row.lastSeenAt} /> },
    {
      key: 'do',
      title: <span className="visually-hidden">{t('actions')}</span>,
      width: 100,
      align: 'right',
      render: (row) =>
        row.current ? null : (
          <Popconfirm title={t('revokeDeviceConfirm')} okText={t('revokeDevice')} onConfirm={() => revoke.mutate(row)}>
            <Button type="link" size="small">
              {t('revokeDevice')}
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('myDevices')} note={t('devicesNote')} />
      <div className="card">
        {devices.isPending ? <Bones lines={4} /> : null}
        {devices.error ? <Failure problem={devices.error} retry={() => void devices.refetch()} /> : null}
        {devices.data ? (
          <RecordTable label={t('myDevices')} rows={devices.data.rows} columns={columns} idOf={(row) => row.id} />
        ) : null}
      </div>
    </>
  );
}

function wayOf(channel: string): string {
  const ways: Readonly<Record<string, string>> = {
    password: t('byPassword'),
    code: t('byCode'),
    sms: t('byCode'),
    weChat: t('channelWeChat'),
  };
  return ways[channel] ?? channel;
}

/** Enough for a person to know the device again; the whole text is on hover. */
export function browserOf(userAgent: string): string {
  const browser = /MicroMessenger/.test(userAgent)
    ? t('channelWeChat')
    : /Edg\//.test(userAgent)
      ? 'Edge'
      : /Firefox\//.test(userAgent)
        ? 'Firefox'
        : /Chrome\//.test(userAgent)
          ? 'Chrome'
          : /Safari\//.test(userAgent)
            ? 'Safari'
            : userAgent.slice(0, 24);
  const system = /iPhone|iPad/.exec(userAgent)?.[0] ?? /Android|Windows|Mac OS X|Linux/.exec(userAgent)?.[0];
  return system ? `${browser} · ${system}` : browser;
}
