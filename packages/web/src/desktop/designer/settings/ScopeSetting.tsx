import type { FieldOf } from '@anshao/core/forms/registry.ts';
import type { PersonScope } from '@anshao/core/forms/types/values/person-scope.ts';
import { type Role, roles } from '@anshao/core/org/contract.ts';
import { Select } from 'antd';
import { roleWord } from '../../directory/role-words.ts';
import { NamedSelect } from '../conditions/NamedSelect.tsx';
import { SwitchRow } from '../properties/inputs.tsx';
import { Setting } from '../properties/Setting.tsx';
import { type SettingsProps, useSet } from '../properties/use-setting.ts';
import { d } from '../text.ts';

/** Whom a person field offers, seen from the record's community (FE-04). */
export function ScopeSetting({ path, field }: SettingsProps<FieldOf<'person'> | FieldOf<'people'>>) {
  const set = useSet(path);
  const scope: PersonScope = field.scope ?? { within: 'everyone' };
  const change = (changes: Partial<PersonScope>) => {
    const given = Object.entries({ ...scope, ...changes }).filter(
      ([, value]) => value !== undefined && value !== false,
    );
    const next = Object.fromEntries(given);
    set({ scope: Object.keys(next).length === 1 && next['within'] === 'everyone' ? undefined : next });
  };
  return (
    <>
      <Setting label={d('scope')} part={path} setting="scope">
        {(id) => (
          <Select<PersonScope['within']>
            id={id}
            style={{ width: '100%' }}
            value={scope.within}
            options={[
              { value: 'everyone', label: d('scopeEveryone') },
              { value: 'company', label: d('scopeCompany') },
              { value: 'community', label: d('scopeCommunity') },
            ]}
            onChange={(within) => change({ within })}
          />
        )}
      </Setting>
      <Setting label={d('scopeRoles')} part={path} setting="scope.roles">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            style={{ width: '100%' }}
            placeholder={d('scopeRolesAll')}
            value={[...(scope.roles ?? [])]}
            options={roles.map((role) => ({ value: role, label: roleWord(role) }))}
            onChange={(chosen: string[]) => change({ roles: chosen.length === 0 ? undefined : (chosen as Role[]) })}
          />
        )}
      </Setting>
      <Setting label={d('scopeDepartments')} part={path} setting="scope.departments" hint={d('scopeDepartmentsWhy')}>
        {(id) => (
          <NamedSelect
            id={id}
            of="department"
            isMultiple
            most={50}
            label={d('scopeDepartments')}
            placeholder={d('scopeDepartmentsAll')}
            value={scope.departments ?? []}
            onChange={(departments) => change({ departments: departments.length === 0 ? undefined : departments })}
          />
        )}
      </Setting>
      <SwitchRow label={d('scopeOnDuty')} checked={scope.onDuty ?? false} onChange={(onDuty) => change({ onDuty })} />
    </>
  );
}
