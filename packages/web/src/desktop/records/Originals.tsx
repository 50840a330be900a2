/** The pictures as they were taken, with place, time and camera still in them: only as evidence, each look logged. */
import { fileAddress } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';

export function Originals({ ids, name }: { ids: readonly string[]; name: string }) {
  const may = useMay();
  if (ids.length === 0 || !may('evidence.read')) return null;
  return (
    <p className="originals small-text quiet-text">
      <Icon name="shield" size={14} />
      <span>{t('originals')}</span>
      {ids.map((id, index) => (
        <a
          key={id}
          className="number-link"
          href={fileAddress(id, 'original')}
          target="_blank"
          rel="noreferrer"
          aria-label={t('originalOf', { name, number: index + 1 })}
        >
          {index + 1}
        </a>
      ))}
      <span>{t('originalsLogged')}</span>
    </p>
  );
}
