/** 导入: choose a sheet, see which column means what, read every problem cell by cell, then confirm. */
import {
  confirmImport,
  exportDirectory,
  getImport,
  type ImportKind,
  type ImportReport,
  importKinds,
  listCommunities,
  listCompanies,
  listPeople,
  startImport,
} from '@anshao/core/org/contract.ts';
import { Alert, Button, Progress, Segmented, Select, Steps } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { addressOf, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { closeGaps } from '../../base/sentences.ts';
import { useAddress } from '../address.ts';
import { queryClient, useCall, useWrite } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Failure } from '../frame/states.tsx';
import { saveCsv } from '../records/csv.ts';
import { SheetUpload } from '../records/SheetUpload.tsx';
import { t } from '../text.ts';
import { importFields } from './import-fields.ts';
import { NewCompanies } from './NewCompanies.tsx';

const changed = [listCommunities, listCompanies, listPeople];

export function ImportPage() {
  const { filters, set } = useAddress(['id', 'file', 'kind']);
  const read = useCall(getImport, { params: { id: filters.id ?? '' } }, { enabled: Boolean(filters.id), every: 1500 });
  const report = read.data;
  const step = !filters.id ? 0 : report?.state === 'done' || report?.state === 'running' ? 2 : 1;
  useEffect(() => {
    if (report?.state === 'done')
      for (const call of changed) void queryClient.invalidateQueries({ queryKey: [call.name] });
  }, [report?.state]);
  return (
    <>
      <PageHead title={t('importSheet')}>
        <Link className="button-link" href="/directory">
          {t('backToDirectory')}
        </Link>
      </PageHead>
      <div className="card padded stack">
        <Steps
          size="small"
          current={step}
          items={[{ title: t('importChoose') }, { title: t('importCheck') }, { title: t('importRun') }]}
        />
        {!filters.id ? <ChooseFile started={(id, file, kind) => set({ id, file, kind })} /> : null}
        {filters.id && read.isPending ? <Bones /> : null}
        {filters.id && read.error ? (
          <Failure problem={read.error} retry={() => set({ id: undefined, file: undefined })} />
        ) : null}
        {report && !read.error ? (
          <Checked
            report={report}
            fileId={filters.file}
            again={(id) => set({ id }, { replace: true })}
            restart={() => set({ id: undefined, file: undefined })}
          />
        ) : null}
      </div>
    </>
  );
}

function ChooseFile({ started }: { started: (id: string, file: string, kind: ImportKind) => void }) {
  const [kind, setKind] = useState<ImportKind>('communities');
  const take = async (fileId: string) => {
    const id = newId();
    const report = await callApi(startImport, { body: { id, kind, fileId } }, { timeout: 120_000 });
    queryClient.setQueryData([getImport.name, { id }, null], report);
    started(id, fileId, kind);
  };
  return (
    <>
      <div className="row wrap">
        <span>{t('importKind')}</span>
        <Segmented<ImportKind>
          value={kind}
          onChange={setKind}
          options={importKinds.map((one) => ({ value: one, label: t(one) }))}
        />
        <span className="spread" />
        <Button
          icon={<Icon name="download" size={16} />}
          onClick={() => saveCsv(`${t(kind)}.csv`, [importFields[kind].map((field) => field.title)])}
        >
          {t('importTemplate')}
        </Button>
        <Button href={addressOf(exportDirectory, { kind }, undefined)} download>
          {t('importFromExport')}
        </Button>
      </div>
      <SheetUpload accept=".xlsx,.csv" invitation={t('importDrop')} hint={t('importDropHint')} take={take} />
    </>
  );
}

function Checked({
  report,
  fileId,
  again,
  restart,
}: {
  report: ImportReport;
  fileId: string | undefined;
  again: (id: string) => void;
  restart: () => void;
}) {
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>();
  const used = mapping ?? report.mapping;
  const recheck = useWrite(
    () =>
      callApi(
        startImport,
        { body: { id: newId(), kind: report.kind, fileId: fileId ?? '', mapping: used } },
        { timeout: 120_000 },
      ),
    {
      after: (answer) => {
        queryClient.setQueryData([getImport.name, { id: answer.id }, null], answer);
        setMapping(undefined);
        again(answer.id);
      },
    },
  );
  const confirm = useWrite(() => callApi(confirmImport, { params: { id: report.id } }, { timeout: 120_000 }), {
    touches: [getImport],
  });
  const fields = importFields[report.kind];
  const missing = fields.filter((field) => field.required && !used[field.name]);
  const writes = report.toCreate + report.toUpdate;
  const badRows = new Set(report.problems.map((problem) => problem.row)).size;
  return (
    <>
      <div className="row wrap">
        <Icon name="table" size={18} />
        <b>{report.fileName}</b>
        <span className="quiet-text">{t('rowsInSheet', { rows: report.rows })}</span>
        <span className="spread" />
        <Button onClick={restart}>{t('importAnother')}</Button>
      </div>
      {report.state === 'reading' || report.state === 'running' ? (
        <div role="status">
          <Progress percent={report.rows > 0 ? Math.round((report.processed / report.rows) * 100) : 0} />
          <span className="quiet-text">{t(report.state === 'reading' ? 'checking' : 'importRunning')}</span>
        </div>
      ) : null}
      {report.state === 'failed' ? <Alert type="error" showIcon title={t('importFailed')} /> : null}
      {report.state === 'done' ? (
        <Alert
          type={report.problemCount > 0 ? 'warning' : 'success'}
          showIcon
          role="status"
          title={t('importDone', { created: report.toCreate, updated: report.toUpdate, unchanged: report.unchanged })}
          description={
            report.problemCount > 0 ? t('importSkipped', { rows: badRows, problems: report.problemCount }) : undefined
          }
        />
      ) : null}
      {report.state === 'planned' ? (
        <>
          <section aria-label={t('mapping')}>
            <h2>{t('mapping')}</h2>
            <p className="quiet-text">{t('mappingHint')}</p>
            <div className="mapping">
              {fields.map((field) => (
                <label key={field.name} htmlFor={`column-${field.name}`}>
                  <span>
                    {t(field.word)}
                    {field.required ? <b className="word major"> *</b> : null}
                  </span>
                  <Select
                    id={`column-${field.name}`}
                    allowClear
                    placeholder={t('noColumn')}
                    value={used[field.name] ?? null}
                    status={field.required && !used[field.name] ? 'error' : undefined}
                    options={report.columns.map((column) => ({ value: column, label: column }))}
                    onChange={(column: string | null | undefined) => {
                      const { [field.name]: _old, ...rest } = used;
                      setMapping(column ? { ...rest, [field.name]: column } : rest);
                    }}
                  />
                </label>
              ))}
            </div>
            {mapping ? (
              <Button
                loading={recheck.isPending}
                disabled={missing.length > 0 || !fileId}
                onClick={() => recheck.mutate(undefined)}
                style={{ marginTop: 12 }}
              >
                {t('recheck')}
              </Button>
            ) : null}
          </section>
          <div className="totals">
            {(
              [
                ['toCreate', report.toCreate],
                ['toUpdate', report.toUpdate],
                ['unchanged', report.unchanged],
                ['problemRows', badRows],
              ] as const
            ).map(([name, count]) => (
              <div key={name}>
                <span className="total-name">{t(name)}</span>
                <span className={`total-figure${name === 'problemRows' && count > 0 ? ' alarm' : ''}`}>{count}</span>
              </div>
            ))}
          </div>
        </>
      ) : null}
      {report.state === 'planned' && report.newCompanyCount > 0 ? <NewCompanies report={report} /> : null}
      {report.problemCount > 0 ? <Problems report={report} /> : null}
      {report.state === 'planned' ? (
        <div className="row">
          <Button
            type="primary"
            disabled={writes === 0 || mapping !== undefined}
            loading={confirm.isPending}
            onClick={() => confirm.mutate(undefined)}
          >
            {t('confirmImport', { count: writes })}
          </Button>
          {badRows > 0 ? <span className="quiet-text">{t('confirmImportSkips', { rows: badRows })}</span> : null}
          {mapping ? <span className="quiet-text">{t('recheckFirst')}</span> : null}
        </div>
      ) : null}
    </>
  );
}

function Problems({ report }: { report: ImportReport }) {
  return (
    <section aria-label={t('problems')}>
      <div className="row">
        <h2>{t('problemsCount', { count: report.problemCount })}</h2>
        <span className="spread" />
        <Button
          size="small"
          onClick={() =>
            saveCsv(`${t('problems')} ${report.fileName}.csv`, [
              [t('sheetRow'), t('sheetColumn'), t('problem')],
              ...report.problems.map((problem) => [problem.row, problem.column, problem.message]),
            ])
          }
        >
          {t('saveProblems')}
        </Button>
      </div>
      <ScrollRegion className="preview-scroll tall" label={t('problems')}>
        <table className="desk-table">
          <thead>
            <tr>
              <th scope="col" style={{ width: 100 }}>
                {t('sheetRow')}
              </th>
              <th scope="col" style={{ width: 180 }}>
                {t('sheetColumn')}
              </th>
              <th scope="col">{t('problem')}</th>
            </tr>
          </thead>
          <tbody>
            {report.problems.map((problem) => (
              <tr key={`${problem.row} ${problem.column} ${problem.code}`}>
                <td>{t('rowNumber', { row: problem.row })}</td>
                <td>{problem.column}</td>
                <td>{closeGaps(problem.message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {report.problemCount > report.problems.length ? (
        <p className="quiet-text">{t('problemsCut', { shown: report.problems.length, count: report.problemCount })}</p>
      ) : null}
    </section>
  );
}
