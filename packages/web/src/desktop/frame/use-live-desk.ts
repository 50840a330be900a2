/** What happened elsewhere shows here by itself: events name the reads that are out of date. */
import { listChangeRequests } from '@anshao/core/access/contract.ts';
import { getApp, listApps } from '@anshao/core/apps/applications.ts';
import { listEvents } from '@anshao/core/audit/contract.ts';
import {
  communityCalendar,
  getBoard,
  getReport,
  listAnomalies,
  listMissing,
  listReports,
} from '@anshao/core/daily-reports/contract.ts';
import { getDictionary, listDictionaries } from '@anshao/core/forms/dictionaries-contract.ts';
import {
  countRecords,
  listRemoved,
  openForm,
  queryRecords,
  readRecord,
  recordFiles,
  recordHistory,
} from '@anshao/core/forms/records.ts';
import { listMyMessages, listOutbox } from '@anshao/core/messaging/contract.ts';
import { getCommunity, listCommunities, listCompanies, listPeople } from '@anshao/core/org/contract.ts';
import { listDepartments, listMembers } from '@anshao/core/org/departments-contract.ts';
import { listShifts } from '@anshao/core/org/duty-contract.ts';
import { useEffect, useState } from 'react';
import { connectLive } from '../../base/live.ts';
import { queryClient } from '../calls.ts';

/** Module of an event → calls whose answers it changes. */
const changes: Readonly<Record<string, readonly { readonly name: string }[]>> = {
  dailyReports: [getBoard, listMissing, listReports, listAnomalies, getReport, communityCalendar, listEvents],
  records: [queryRecords, countRecords, readRecord, recordHistory, recordFiles, listRemoved],
  // What may be done with records goes with the form: it may have been stopped.
  forms: [openForm, queryRecords, readRecord, getApp, listApps, listDictionaries, getDictionary],
  apps: [getApp, listApps],
  tasks: [getBoard, listMissing, communityCalendar],
  plans: [getBoard, listMissing],
  messaging: [listMissing, listOutbox, listMyMessages],
  access: [listChangeRequests, listPeople, listEvents],
  org: [
    listDepartments,
    listMembers,
    listShifts,
    listCommunities,
    getCommunity,
    listCompanies,
    listPeople,
    getBoard,
    listEvents,
  ],
};

/** A hundred reports arriving within a second are one reload, not a hundred. */
const gather = 1_000;

export function useLiveDesk(): 'open' | 'lost' {
  const [state, setState] = useState<'open' | 'lost'>('lost');
  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const name of stale) void queryClient.invalidateQueries({ queryKey: [name] });
      stale.clear();
    };
    const mark = (calls: readonly { readonly name: string }[]) => {
      for (const call of calls) stale.add(call.name);
      if (stale.size > 0) timer ??= setTimeout(flush, gather);
    };
    const leave = connectLive({
      onEvent: (event) => mark(changes[event.type.split('.')[0] ?? ''] ?? []),
      onConnected: ({ resumed }) => {
        setState((before) => {
          // What came in while nobody listened is not told again after a fresh start of the stream.
          if (before === 'lost' && !resumed) mark(Object.values(changes).flat());
          return 'open';
        });
      },
      onDisconnected: () => setState('lost'),
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, []);
  return state;
}
