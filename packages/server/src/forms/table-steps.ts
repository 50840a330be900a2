/**
 * A publication's steps as DDL. Names come from `core/forms/naming.ts` and are quoted all the same.
 *
 * Nothing here reads a table that has records: what must (an index over existing rows) is built afterwards and beside
 * the writers, see `indexes.ts`. The one exception, a column whose values are wrapped into lists, is allowed only for
 * small tables, see `publications.ts`.
 */
import type { PgType, Widening } from '@anshao/core/forms/field-type.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import type { PlannedColumn, Step } from '@anshao/core/forms/publish-plan.ts';

const retiredMark = '［已停用］';

export interface TableChanges {
  /** Tables there are already that change: nobody may write or read them meanwhile. */
  readonly changed: readonly string[];
  /** New tables refer to these, which writers must leave alone for the moment; readers need not. */
  readonly referred: readonly string[];
  /** In order; run them in the transaction that stores the version. */
  readonly statements: readonly string[];
}

/** @param steps of one or several publications */
export function tableChanges(steps: readonly Step[]): TableChanges {
  const made = new Set(
    steps.flatMap((step) => (step.kind === 'createTable' || step.kind === 'addChildTable' ? [step.table] : [])),
  );
  const changed = new Set<string>();
  for (const step of steps) for (const table of lockedBy(step)) if (!made.has(table)) changed.add(table);
  const added = new Map<string, string[]>();
  const statements: string[] = [];
  const comments: string[] = [];
  for (const step of steps) {
    if (step.kind === 'addColumn') {
      const columns = added.get(step.table);
      if (columns) columns.push(`add column ${definitionOf(step.column)}`);
      else added.set(step.table, [`add column ${definitionOf(step.column)}`]);
    } else if (step.kind === 'addUniqueRows' && !made.has(step.table)) continue;
    else statements.push(...statementsOf(step));
    comments.push(...commentsOf(step));
  }
  // A hundred columns are one change of the table, not a hundred.
  const columns = [...added].map(([table, parts]) => `alter table ${quoted(table)} ${parts.join(', ')}`);
  const isNewForm = steps.some((step) => step.kind === 'createTable');
  return {
    changed: [...changed].sort(),
    referred: isNewForm ? ['communities', 'people'] : [],
    statements: [...statements, ...columns, ...comments],
  };
}

/** Tables a step locks against everybody. A comment locks out only other changes of the table. */
function lockedBy(step: Step): string[] {
  switch (step.kind) {
    case 'addColumn':
    case 'dropUniqueRows':
      return [step.table];
    case 'widenColumn':
      return step.from === step.to ? [] : [step.table];
    case 'addChildTable':
      return [step.within ?? step.parent];
    default:
      return [];
  }
}

function statementsOf(step: Step): string[] {
  switch (step.kind) {
    case 'createTable':
      return [
        `create table ${quoted(step.table)} (
          id uuid primary key,
          form_version integer not null,
          community_id uuid references communities,
          revision integer not null default 1,
          created_at timestamptz not null,
          created_by uuid references people,
          updated_at timestamptz not null,
          updated_by uuid references people${step.columns.map((column) => `,\n          ${definitionOf(column)}`).join('')}
        )`,
        `create index on ${quoted(step.table)} (community_id, id)`,
      ];
    case 'addChildTable':
      return [childTableOf(step)];
    case 'widenColumn':
      return step.from === step.to
        ? []
        : [
            `alter table ${quoted(step.table)} alter column ${quoted(step.column.name)} type ${step.to}
              using ${widened(step.column.name, step.to, step.how)}`,
          ];
    case 'addUniqueRows':
      return [
        `create unique index ${quoted(uniqueRowsName(step.table))} on ${quoted(step.table)} (record_id, ${quoted(step.column)})`,
      ];
    case 'dropUniqueRows':
      return [`drop index if exists ${quoted(uniqueRowsName(step.table))}`];
    case 'addColumn':
    case 'retireColumn':
    case 'restoreColumn':
    case 'retireChildTable':
    case 'restoreChildTable':
    case 'changeLabel':
      return [];
    default:
      return step satisfies never;
  }
}

/** The key begins with the record, so that the rows of one record lie together and need no second index. */
function childTableOf(step: Extract<Step, { kind: 'addChildTable' }>): string {
  const owner = step.within
    ? `record_id uuid not null,
          row_id uuid not null,
          foreign key (record_id, row_id) references ${quoted(step.within)} (record_id, id) on delete cascade`
    : `record_id uuid not null references ${quoted(step.parent)} on delete cascade`;
  return `create table ${quoted(step.table)} (
          id uuid not null,
          ${owner},
          position integer not null${step.columns.map((column) => `,\n          ${definitionOf(column)}`).join('')},
          primary key (record_id, id)
        )`;
}

function commentsOf(step: Step): string[] {
  switch (step.kind) {
    case 'createTable':
    case 'addChildTable':
      return [
        comment(step.table, undefined, step.label),
        ...step.columns.map((column) => comment(step.table, column.name, column.label)),
      ];
    case 'addColumn':
    case 'restoreColumn':
      return [comment(step.table, step.column.name, step.column.label)];
    case 'retireColumn':
      return [comment(step.table, step.column.name, `${retiredMark}${step.column.label}`)];
    case 'retireChildTable':
      return [comment(step.table, undefined, `${retiredMark}${step.label}`)];
    case 'restoreChildTable':
      return [comment(step.table, undefined, step.label)];
    case 'changeLabel':
      return [comment(step.table, step.column, step.to)];
    default:
      return [];
  }
}

function definitionOf(column: PlannedColumn): string {
  return `${quoted(column.name)} ${column.pgType}`;
}

function widened(column: string, to: PgType, how: Widening): string {
  return how === 'listOfOne'
    ? `case when ${quoted(column)} is null then null else array[${quoted(column)}]::${to} end`
    : `${quoted(column)}::${to}`;
}

/** The index that holds each preloaded row once. */
export function uniqueRowsName(table: string): string {
  return `${table.slice(0, 56)}_once`;
}

/** Labels are what users typed, so they are doubled and the statement cannot end early. */
function comment(table: string, column: string | undefined, label: string): string {
  const on = column === undefined ? `table ${quoted(table)}` : `column ${quoted(table)}.${quoted(column)}`;
  return `comment on ${on} is '${label.replaceAll("'", "''")}'`;
}
