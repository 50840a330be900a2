/** A poster to print and put up: scanning it opens the binding page with this community chosen (DR-02). */
import { publicSettings } from '@anshao/core/access/contract.ts';
import { pickCommunities } from '@anshao/core/org/contract.ts';
import { Button } from 'antd';
import { useParams } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { useCall } from '../calls.ts';
import { Logo } from '../frame/Logo.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';

export function PosterPage() {
  const { id = '' } = useParams<{ id: string }>();
  const found = useCall(pickCommunities, { query: { id } });
  const settings = useCall(publicSettings, {});
  const community = found.data?.rows[0];
  const address = `${window.location.origin}/m/bind?community=${id}`;
  if (found.isPending) return <Bones />;
  if (found.error || !community) return <Failure problem={found.error} retry={() => void found.refetch()} />;
  return (
    <>
      <PageHead title={t('poster')} note={community.name}>
        <Button type="primary" icon={<Icon name="download" size={16} />} onClick={() => window.print()}>
          {t('print')}
        </Button>
      </PageHead>
      <article className="poster">
        <div className="row" style={{ justifyContent: 'center' }}>
          <Logo size={32} />
          <b>{settings.data?.siteName ?? t('product')}</b>
        </div>
        <h2>{community.name}</h2>
        <p className="poster-place">
          {community.districtName} {community.address}
        </p>
        <img src={`/api/communities/${id}/poster.svg`} alt={t('posterCode', { address })} width={320} height={320} />
        <p className="poster-call">{t('posterCall')}</p>
        <ol>
          <li>{t('posterStep1')}</li>
          <li>{t('posterStep2')}</li>
          <li>{t('posterStep3')}</li>
        </ol>
        <p className="quiet-text">{address}</p>
        {settings.data?.helpLine ? <p>{t('helpLineIs', { number: settings.data.helpLine })}</p> : null}
      </article>
    </>
  );
}
