import type { ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { bracketDate, monthDay } from '../../base/time.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { text } from '../text.ts';
import { openItems, reportsWithItem } from './open-items.ts';

export interface BatchChoicesProps {
  /** Only reports with something unresolved can be chosen (DR-33). */
  readonly reports: readonly ReportCard[];
  readonly showsCommunity: boolean;
  readonly reportIds: readonly string[];
  readonly itemCodes: readonly string[];
  readonly onChange: (reportIds: readonly string[], itemCodes: readonly string[]) => void;
}

export function BatchChoices({ reports, showsCommunity, reportIds, itemCodes, onChange }: BatchChoicesProps) {
  const [sheet, setSheet] = useState<'reports' | 'items'>();
  const chosen = reports.filter((report) => reportIds.includes(report.id));
  const items = openItems(chosen.length > 0 ? chosen : reports);
  const toggle = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  // What is no longer among the chosen reports' items makes no sense to keep.
  const setReports = (next: readonly string[]) => {
    const left = openItems(reports.filter((report) => next.includes(report.id)));
    onChange(next, next.length === 0 ? itemCodes : itemCodes.filter((code) => left.some((item) => item.code === code)));
  };
  const nameOf = (report: ReportCard) =>
    monthDay(report.reportDate) + (showsCommunity ? ` ${report.communityName}` : '');
  return (
    <section className="card">
      <div className="cell">
        <h2>
          {text('chooseReports')}
          <span className="req" aria-hidden="true">
            *
          </span>
        </h2>
        <button type="button" className="go" onClick={() => setSheet('reports')}>
          {text('choose')}
          <span className="visually-hidden">{text('chooseReports')}</span>
          <Icon name="right" size={16} />
        </button>
      </div>
      <div className="pick">
        {chosen.length === 0 && <p className="note">{text('unresolvedDays', { n: reports.length })}</p>}
        {chosen.map((report) => (
          <span key={report.id} className="pk">
            {nameOf(report)}
            <button
              type="button"
              className="cx"
              aria-label={text('removeChoice', { name: nameOf(report) })}
              onClick={() => setReports(toggle(reportIds, report.id))}
            >
              <Icon name="close" size={14} />
            </button>
          </span>
        ))}
      </div>
      <div className="cell next">
        <h2>
          {text('chooseItems')}
          <span className="req" aria-hidden="true">
            *
          </span>
        </h2>
        <button type="button" className="go" onClick={() => setSheet('items')}>
          {text('choose')}
          <span className="visually-hidden">{text('chooseItems')}</span>
          <Icon name="right" size={16} />
        </button>
      </div>
      <div className="pick">
        {items
          .filter((item) => itemCodes.includes(item.code))
          .map((item) => (
            <span key={item.code} className="pk">
              {item.number} {item.label}
              <button
                type="button"
                className="cx"
                aria-label={text('removeChoice', { name: item.label })}
                onClick={() => onChange(reportIds, toggle(itemCodes, item.code))}
              >
                <Icon name="close" size={14} />
              </button>
            </span>
          ))}
      </div>
      <p className="note same-h">{text('sameAnomaly')}</p>
      <div className="same">
        {openItems(reports).map((item) => (
          <button
            key={item.code}
            type="button"
            className="mbtn line"
            onClick={() => onChange(reportsWithItem(reports, item.code), [item.code])}
          >
            {text('allDaysOf', { item: item.label, n: item.count })}
          </button>
        ))}
      </div>

      {sheet === 'reports' && (
        <Sheet
          title={text('chooseReports')}
          onClose={() => setSheet(undefined)}
          foot={
            <button type="button" className="pbtn" onClick={() => setSheet(undefined)}>
              {text('chosenCount', { n: reportIds.length })}
            </button>
          }
        >
          <button
            type="button"
            className="mbtn soft all"
            onClick={() => setReports(reportIds.length === reports.length ? [] : reports.map((one) => one.id))}
          >
            {reportIds.length === reports.length ? text('chooseNone') : text('chooseAll', { n: reports.length })}
          </button>
          <ul className="checks">
            {reports.map((report) => (
              <li key={report.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={reportIds.includes(report.id)}
                    onChange={() => setReports(toggle(reportIds, report.id))}
                  />
                  <span>
                    <b>
                      {bracketDate(report.reportDate)}
                      {showsCommunity && report.communityName}
                    </b>
                    <small>
                      {report.anomalies
                        .filter((one) => one.state === 'open')
                        .map((one) => one.itemLabel)
                        .join(text('listComma'))}
                    </small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      {sheet === 'items' && (
        <Sheet
          title={text('chooseItems')}
          onClose={() => setSheet(undefined)}
          foot={
            <button type="button" className="pbtn" onClick={() => setSheet(undefined)}>
              {text('chosenCount', { n: itemCodes.length })}
            </button>
          }
        >
          <ul className="checks">
            {items.map((item) => (
              <li key={item.code}>
                <label>
                  <input
                    type="checkbox"
                    checked={itemCodes.includes(item.code)}
                    onChange={() => onChange(reportIds, toggle(itemCodes, item.code))}
                  />
                  <span>
                    <b>
                      {item.number} {item.label}
                    </b>
                    <small>{text('openOnDays', { n: item.count })}</small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </section>
  );
}
