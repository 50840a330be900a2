/** 计划: when the task appears, is due, may be filed late, and when people are reminded; per district if it differs. */
import { listDistricts } from '@anshao/core/org/contract.ts';
import { listPlans, type Plan, type PlanTiming, updatePlan } from '@anshao/core/plans/contract.ts';
import { Alert, Button, Popconfirm, Select, Switch } from 'antd';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useCall, useWrite } from '../calls.ts';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { isPlace } from '../records/filters.tsx';
import { useMay } from '../session/viewer.ts';
import { t } from '../text.ts';
import { TimingFields } from './TimingFields.tsx';

export function PlanSettings() {
  const plans = useCall(listPlans, {});
  if (plans.isPending) return <Bones lines={8} />;
  if (plans.error) return <Failure problem={plans.error} retry={() => void plans.refetch()} />;
  if (plans.data.rows.length === 0) return <Empty icon="calendar" title={t('noPlans')} />;
  return (
    <div className="stack">
      {plans.data.rows.map((plan) => (
        <PlanCard key={plan.id} plan={plan} />
      ))}
    </div>
  );
}

type Draft = Pick<Plan, 'timing' | 'districts' | 'status'>;

function PlanCard({ plan }: { plan: Plan }) {
  const may = useMay();
  const canEdit = may('dailyReport.settings');
  const districts = useCall(listDistricts, {});
  const [draft, setDraft] = useState<Draft>();
  const [problems, setProblems] = useState<readonly { path: string; message: string }[]>([]);
  const shown: Draft = draft ?? plan;
  const save = useWrite((body: Draft) => callApi(updatePlan, { params: { id: plan.id }, body }), {
    touches: [listPlans],
    done: () => t('planSaved'),
    after: () => {
      setDraft(undefined);
      setProblems([]);
    },
    onProblem: (problem) => {
      setProblems(problem.problems);
      return problem.problems.length > 0;
    },
  });
  const change = (part: Partial<Draft>) =>
    setDraft({ timing: shown.timing, districts: shown.districts, status: shown.status, ...part });
  const nameOf = (id: string) => districts.data?.rows.find((district) => district.id === id)?.name ?? id;
  const free = (districts.data?.rows ?? []).filter(
    (district) => isPlace(district) && !(district.id in shown.districts),
  );
  return (
    <section className="card padded" aria-label={plan.name}>
      <div className="row">
        <h2>{plan.name}</h2>
        <span className="quiet-text">{t('planSince', { date: plan.startsOn })}</span>
        <span className="spread" />
        <label className="row" htmlFor={`on-${plan.id}`}>
          {t(shown.status === 'active' ? 'planActive' : 'planStopped')}
          <Switch
            id={`on-${plan.id}`}
            disabled={!canEdit}
            checked={shown.status === 'active'}
            onChange={(on) => change({ status: on ? 'active' : 'stopped' })}
          />
        </label>
      </div>
      {shown.status === 'stopped' ? (
        <Alert type="warning" showIcon title={t('planStoppedWhy')} style={{ margin: '8px 0' }} />
      ) : null}
      {problems.length > 0 ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ margin: '8px 0' }}
          title={t('problemsFound')}
          description={
            <ul className="skipped">
              {problems.map((problem) => (
                <li key={problem.path}>
                  {problem.path.startsWith('districts.')
                    ? `${nameOf(problem.path.slice('districts.'.length))}${t('colon')}`
                    : ''}
                  {problem.message}
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
      <TimingFields
        id={`plan-${plan.id}`}
        disabled={!canEdit}
        value={shown.timing}
        onChange={(timing) => change({ timing: { ...shown.timing, ...timing } as PlanTiming })}
      />
      <h3 className="panel-subtitle">{t('districtDifferences')}</h3>
      <p className="quiet-text small-text">{t('districtDifferencesHint')}</p>
      {Object.entries(shown.districts).map(([id, differs]) => (
        <section key={id} className="district-difference" aria-label={nameOf(id)}>
          <div className="row">
            <b>{nameOf(id)}</b>
            <span className="spread" />
            {canEdit ? (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  const { [id]: _gone, ...rest } = shown.districts;
                  change({ districts: rest });
                }}
              >
                {t('asEverywhere')}
              </Button>
            ) : null}
          </div>
          <TimingFields
            id={`plan-${plan.id}-${id}`}
            disabled={!canEdit}
            value={differs}
            general={shown.timing}
            onChange={(timing) => change({ districts: { ...shown.districts, [id]: timing } })}
          />
        </section>
      ))}
      {canEdit ? (
        <div className="row" style={{ marginTop: 12 }}>
          <Select
            aria-label={t('addDistrict')}
            placeholder={t('addDistrict')}
            style={{ width: 200 }}
            value={null}
            options={free.map((district) => ({ value: district.id, label: district.name }))}
            onChange={(id: string | null) => id && change({ districts: { ...shown.districts, [id]: {} } })}
          />
          <span className="spread" />
          {draft ? (
            <Button icon={<Icon name="undo" size={16} />} onClick={() => setDraft(undefined)}>
              {t('discard')}
            </Button>
          ) : null}
          <Popconfirm
            title={t('planSaveConfirm')}
            description={<div style={{ maxWidth: 300 }}>{t('planSaveWhat')}</div>}
            okText={t('save')}
            disabled={!draft}
            onConfirm={() => draft && save.mutate(draft)}
          >
            <Button type="primary" disabled={!draft} loading={save.isPending}>
              {t('save')}
            </Button>
          </Popconfirm>
        </div>
      ) : (
        <p className="quiet-text">{t('planReadOnly')}</p>
      )}
    </section>
  );
}
