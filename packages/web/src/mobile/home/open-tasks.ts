/** What the viewer must do: open tasks of all communities, most urgent first. */
import { DAILY_REPORT_TASK } from '@anshao/core/daily-reports/contract.ts';
import { listMyTasks, type Task } from '@anshao/core/tasks/contract.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { dueState } from '../../base/due-state.ts';
import { askOrKept } from '../storage/kept-answer.ts';

export const openTasksQuery = queryOptions({
  queryKey: ['tasks', 'open'],
  queryFn: () => askOrKept('tasks open', () => callApi(listMyTasks, { query: { state: 'open', limit: 200 } })),
});

export function useOpenTasks() {
  return useQuery(openTasksQuery);
}

export function isDailyReport(task: Task): boolean {
  return task.kind === DAILY_REPORT_TASK;
}

/** Due soon or past due: “要快”. */
export function isUrgent(task: Task, now: number): boolean {
  return dueState(task.publishedAt, task.dueAt, now).tone !== 'calm';
}

/** Past due with its grace, and still to be filed in the back-fill window (DR-40). */
export function isBackFill(task: Task, now: number): boolean {
  return now > new Date(task.graceUntil).getTime();
}

export interface TaskDay {
  readonly date: string;
  readonly tasks: readonly Task[];
}

/** Daily reports of one day together: the day is what people think in. Most urgent day first. */
export function byDay(tasks: readonly Task[]): TaskDay[] {
  const days = new Map<string, Task[]>();
  for (const task of tasks) {
    const day = days.get(task.subjectDate);
    if (day) day.push(task);
    else days.set(task.subjectDate, [task]);
  }
  return [...days]
    .map(([date, ofDay]) => ({ date, tasks: ofDay }))
    .sort((a, b) => (a.tasks[0]?.dueAt ?? '').localeCompare(b.tasks[0]?.dueAt ?? ''));
}
