/** What whoever sets up a fresh system does before there is anything to see. */
import { Link } from 'wouter';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';

export function FirstSteps() {
  const may = useMay();
  return (
    <section className="card padded first-steps" aria-label={t('firstSteps')}>
      <h2>{t('firstSteps')}</h2>
      <p className="quiet-text">{t('firstStepsWhy')}</p>
      <ol>
        <li>
          <b>{t('firstStepImport')}</b>
          <p>{t('firstStepImportWhy')}</p>
          <div className="row">
            {may('directory.import') ? (
              <Link className="button-link primary" href="/import">
                {t('importSheet')}
              </Link>
            ) : null}
            <Link className="button-link" href="/directory">
              {t('addOneByOne')}
            </Link>
          </div>
        </li>
        <li>
          <b>{t('firstStepItems')}</b>
          <p>{t('firstStepItemsWhy')}</p>
          {may('dailyReport.settings') ? (
            <Link className="button-link" href="/settings">
              {t('settings')}
            </Link>
          ) : null}
        </li>
        <li>
          <b>{t('firstStepPosters')}</b>
          <p>{t('firstStepPostersWhy')}</p>
          <Link className="button-link" href="/directory">
            {t('directory')}
          </Link>
        </li>
      </ol>
    </section>
  );
}
