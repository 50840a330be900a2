/**
 * Many records in one call. Each operation stands for itself: what is done is saved, what is not is told with its
 * reason. New records side by side are made together, so that they share statements; everything else goes one after
 * the other, for it may be about the same record.
 */
import type { AnswerOf, BodyOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { batchRecords } from '@anshao/core/forms/records.ts';
import type { Viewer } from '../access/viewer.ts';
import { translateDatabaseError } from '../base/database/translate.ts';
import type { OpenedForm } from './record-forms.ts';
import type { Removal } from './record-removal.ts';
import type { Writing } from './record-writing.ts';

type Deeds = Pick<Writing, 'create' | 'update'> & Pick<Removal, 'remove'>;

type Operation = BodyOf<typeof batchRecords>['operations'][number];
type Outcome = AnswerOf<typeof batchRecords>;

/** @throws what no operation can be blamed for: a database that is away, a bug */
export async function runBatch(
  deeds: Deeds,
  viewer: Viewer,
  opened: OpenedForm,
  operations: readonly Operation[],
  trace: string,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], skipped: [] };
  const attempt = async (operation: Operation, index: number): Promise<void> => {
    try {
      outcome.done.push({ index, ...(await carryOut(deeds, viewer, opened, operation, trace)) });
    } catch (error) {
      outcome.skipped.push({ index, ...reasonOf(error) });
    }
  };
  for (let index = 0; index < operations.length; ) {
    const run = newIdsFrom(operations, index);
    if (run.length === 0) await attempt(operations[index] as Operation, index);
    else await Promise.all(run.map((operation, offset) => attempt(operation, index + offset)));
    index += Math.max(run.length, 1);
  }
  outcome.done.sort((one, other) => one.index - other.index);
  outcome.skipped.sort((one, other) => one.index - other.index);
  return outcome;
}

/** The creations that follow one another from there on, up to one that repeats an id. */
function newIdsFrom(operations: readonly Operation[], from: number): Operation[] {
  const ids = new Set<string>();
  const run: Operation[] = [];
  for (const operation of operations.slice(from)) {
    if (operation.do !== 'create' || (operation.id !== undefined && ids.has(operation.id))) break;
    if (operation.id !== undefined) ids.add(operation.id);
    run.push(operation);
  }
  return run;
}

async function carryOut(
  deeds: Deeds,
  viewer: Viewer,
  opened: OpenedForm,
  operation: Operation,
  trace: string,
): Promise<{ id: string; revision: number }> {
  switch (operation.do) {
    case 'create': {
      const { head } = await deeds.create(viewer, opened, operation, trace);
      return { id: head.id, revision: head.revision };
    }
    case 'update': {
      const { head } = await deeds.update(viewer, opened, operation.id, operation, trace);
      return { id: head.id, revision: head.revision };
    }
    case 'remove':
      await deeds.remove(viewer, opened, operation.id, operation.revision, trace);
      return { id: operation.id, revision: operation.revision };
    default:
      return operation satisfies never;
  }
}

function reasonOf(error: unknown): Omit<Outcome['skipped'][number], 'index'> {
  const problem = error instanceof Problem ? error : translateDatabaseError(error);
  // Nobody can tell what was written; whoever sent it sends it again.
  if (!problem || problem.code === 'base.unavailable' || problem.code === 'base.storage-full') throw error;
  return {
    code: problem.code,
    ...(problem.details && { details: { ...problem.details } }),
    ...(problem.problems && { problems: [...problem.problems] }),
  };
}
