import type { Role } from '@anshao/core/org/contract.ts';
import { t } from '../text.ts';

export function roleWord(role: Role): string {
  switch (role) {
    case 'administrator':
      return t('roleAdministrator');
    case 'associationOfficer':
      return t('roleAssociation');
    case 'districtOfficer':
      return t('roleDistrict');
    case 'companyManager':
      return t('roleCompany');
    case 'personInCharge':
      return t('rolePerson');
  }
}
