/**
 * A form read out of a sheet, before it becomes a draft: each guess stands beside the cells it was made from, names
 * and types can be corrected, and what was not understood is told cell by cell.
 */
import { type AppIcon as AppIconName, createApp, getApp, listApps } from '@anshao/core/apps/applications.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { createDesign } from '@anshao/core/forms/designing.ts';
import { type FormProposal, proposeFromSheet } from '@anshao/core/forms/import-contract.ts';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { useAddress } from '../address.ts';
import { useCall, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { FormSheet } from './FormSheet.tsx';
import { IconChoice } from './IconChoice.tsx';
import { ProposedFields } from './ProposedFields.tsx';

export function FromSheetPage() {
  const { filters, set } = useAddress(['file', 'sheet', 'app']);
  const { file, sheet, app } = filters;
  const read = useCall(
    proposeFromSheet,
    { body: { fileId: file ?? '', ...(sheet ? { sheet } : {}) } },
    { enabled: file !== undefined, keep: true },
  );
  return (
    <>
      <PageHead title={appsText('fromSheet')}>
        <Link className="button-link" href={app ? `/apps/${app}` : '/apps'}>
          {appsText('backToApps')}
        </Link>
      </PageHead>
      {file ? null : (
        <div className="card padded">
          <FormSheet done={(next) => set({ file: next })} />
        </div>
      )}
      {file && read.isPending ? <Bones lines={12} /> : null}
      {read.error ? <Failure problem={read.error} retry={() => set({ file: undefined, sheet: undefined })} /> : null}
      {read.data && !read.error ? (
        <Proposed
          key={`${file} ${read.data.sheet}`}
          proposal={read.data}
          app={app}
          chooseSheet={(next) => set({ sheet: next }, { replace: true })}
        />
      ) : null}
    </>
  );
}

interface Wanted {
  readonly definition: FormDefinition;
  readonly appName: string;
  readonly icon: AppIconName;
}

function Proposed({
  proposal,
  app,
  chooseSheet,
}: {
  proposal: FormProposal;
  app: string | undefined;
  chooseSheet: (sheet: string) => void;
}) {
  const [, navigate] = useLocation();
  const [definition, setDefinition] = useState(proposal.definition);
  const [appName, setAppName] = useState(proposal.definition.name.slice(0, 40));
  const [icon, setIcon] = useState<AppIconName>('clipboard');
  // Made once: whoever presses twice makes one application and one form.
  const [ids] = useState(() => ({ app: app ?? newId(), form: newId() }));
  const create = useWrite(
    async ({ definition: form, appName: name, icon: picture }: Wanted) => {
      if (!app) await callApi(createApp, { body: { id: ids.app, name: name.trim(), icon: picture } });
      return callApi(createDesign, { body: { app: ids.app, definition: { ...form, id: ids.form } } });
    },
    {
      touches: [listApps, getApp],
      after: () => navigate(`/design/${ids.form}`),
    },
  );
  const isNamed = definition.name.trim() !== '' && (app !== undefined || appName.trim() !== '');
  return (
    <div className="proposal">
      <div className="card padded proposal-head">
        <div className="proposal-part">
          <label htmlFor="proposal-form">{appsText('formName')}</label>
          <Input
            id="proposal-form"
            maxLength={100}
            value={definition.name}
            status={definition.name.trim() === '' ? 'error' : ''}
            onChange={(event) => setDefinition({ ...definition, name: event.target.value })}
          />
        </div>
        {app ? null : (
          <div className="proposal-part">
            <label htmlFor="proposal-app">{appsText('appName')}</label>
            <Input
              id="proposal-app"
              maxLength={40}
              value={appName}
              status={appName.trim() === '' ? 'error' : ''}
              onChange={(event) => setAppName(event.target.value)}
            />
          </div>
        )}
        {proposal.sheets.length > 1 ? (
          <div className="proposal-part">
            <label htmlFor="proposal-sheet">{appsText('sheet')}</label>
            <Select
              id="proposal-sheet"
              value={proposal.sheet}
              options={proposal.sheets.map((name) => ({ value: name, label: name }))}
              onChange={chooseSheet}
            />
          </div>
        ) : null}
        {app ? null : <IconChoice value={icon} onChange={setIcon} />}
        <span className="spread" />
        <Button
          type="primary"
          icon={<Icon name="arrowRight" size={16} />}
          disabled={!isNamed || definition.fields.length === 0}
          loading={create.isPending}
          onClick={() => create.mutate({ definition: { ...definition, name: definition.name.trim() }, appName, icon })}
        >
          {appsText('openInDesigner')}
        </Button>
      </div>
      <div className="proposal-body">
        <ScrollRegion className="card" label={appsText('proposedFields')}>
          {definition.fields.length === 0 ? (
            <Empty icon="table" title={appsText('nothingProposed')}>
              {appsText('nothingProposedWhy')}
            </Empty>
          ) : (
            <ProposedFields proposal={proposal} definition={definition} change={setDefinition} />
          )}
        </ScrollRegion>
        <ScrollRegion className="card padded" label={appsText('notUnderstood')}>
          <h2 className="panel-subtitle">
            {appsText('notUnderstood')} <span className="tag">{proposal.notUnderstood.length}</span>
          </h2>
          {proposal.notUnderstood.length === 0 ? (
            <p className="quiet-text">{appsText('allUnderstood')}</p>
          ) : (
            <ul className="not-understood">
              {proposal.notUnderstood.map(({ source, text, why }) => (
                <li key={`${source.sheet} ${source.cell} ${why}`}>
                  <code>{source.cell}</code>
                  <b>{text}</b>
                  <p className="quiet-text small-text">{why}</p>
                </li>
              ))}
            </ul>
          )}
          <Alert type="info" showIcon title={appsText('proposalNote')} />
        </ScrollRegion>
      </div>
    </div>
  );
}
