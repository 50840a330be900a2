/** A masked number; the whole one only for whoever may see it, and each look is logged. */
import { revealMobile } from '@anshao/core/org/contract.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useWrite } from '../calls.ts';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';

export function MobileCell({ id, masked }: { id: string; masked: string | null }) {
  const may = useMay();
  const [whole, setWhole] = useState<string | null>();
  const reveal = useWrite(() => callApi(revealMobile, { params: { id } }), { after: ({ mobile }) => setWhole(mobile) });
  if (!masked) return <span className="quiet-text">{t('noMobile')}</span>;
  if (whole)
    return (
      <a className="plain-link nowrap" href={`tel:${whole}`}>
        {whole}
      </a>
    );
  return (
    <span className="nowrap">
      {masked}
      {may('person.revealMobile') ? (
        <Button
          type="text"
          size="small"
          loading={reveal.isPending}
          title={t('revealHint')}
          aria-label={t('reveal', { mobile: masked })}
          icon={<Icon name="eye" size={14} />}
          onClick={() => reveal.mutate(undefined)}
        />
      ) : null}
    </span>
  );
}
