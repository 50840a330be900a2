/** Companies that an import would make, told before it is confirmed. */
import type { ImportReport } from '@anshao/core/org/contract.ts';
import { Alert } from 'antd';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { t } from '../text.ts';

/** A name written wrong would become one company more; so those that are new are told before anything is written. */
export function NewCompanies({ report: { newCompanies, newCompanyCount } }: { report: ImportReport }) {
  const hint = ({ name, alike }: ImportReport['newCompanies'][number]) => {
    if (!alike) return null;
    return alike.name === name ? t('newCompanySame', { code: alike.code }) : t('newCompanyAlike', { name: alike.name });
  };
  return (
    <Alert
      type={newCompanies.some((company) => company.alike) ? 'warning' : 'info'}
      showIcon
      role="status"
      title={t('newCompanies', { count: newCompanyCount })}
      description={
        <ScrollRegion className="new-companies" label={t('newCompanies', { count: newCompanyCount })}>
          <ul>
            {newCompanies.map((company) => (
              <li key={company.code}>
                {t('newCompany', { name: company.name, rows: company.rows, first: company.firstRow })}{' '}
                {company.alike ? <b>{hint(company)}</b> : null}
              </li>
            ))}
            {newCompanyCount > newCompanies.length ? (
              <li>{t('newCompaniesCut', { shown: newCompanies.length, count: newCompanyCount })}</li>
            ) : null}
          </ul>
        </ScrollRegion>
      }
    />
  );
}
