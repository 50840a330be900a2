/** A publication's steps as DDL. Names come from `core/forms/naming.ts` and are quoted all the same. */
import type { PgType, Widening } from '@anshao/core/forms/field-type.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import type { PlannedColumn, Step } from '@anshao/core/forms/publish-plan.ts';

const retiredMark = '［已停用］';

/** The statements of one step, in order; run them in the transaction that stores the version. */
export function statementsOf(step: Step): string[] {
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
        comment(step.table, undefined, step.label),
        ...step.columns.map((column) => comment(step.table, column.name, column.label)),
      ];
    case 'addChildTable':
      // The key begins with the record, so that the rows of one record lie together and need no second index.
      return [
        `create table ${quoted(step.table)} (
          id uuid not null,
          record_id uuid not null references ${quoted(step.parent)} on delete cascade,
          position integer not null${step.columns.map((column) => `,\n          ${definitionOf(column)}`).join('')},
          primary key (record_id, id)
        )`,
        comment(step.table, undefined, step.label),
        ...step.columns.map((column) => comment(step.table, column.name, column.label)),
      ];
    case 'addColumn':
      return [
        `alter table ${quoted(step.table)} add column ${definitionOf(step.column)}`,
        comment(step.table, step.column.name, step.column.label),
      ];
    case 'widenColumn':
      return step.from === step.to
        ? []
        : [
            `alter table ${quoted(step.table)} alter column ${quoted(step.column.name)} type ${step.to}
              using ${widened(step.column.name, step.to, step.how)}`,
          ];
    case 'retireColumn':
      return [comment(step.table, step.column.name, `${retiredMark}${step.column.label}`)];
    case 'restoreColumn':
      return [comment(step.table, step.column.name, step.column.label)];
    case 'retireChildTable':
      return [comment(step.table, undefined, `${retiredMark}${step.label}`)];
    case 'restoreChildTable':
      return [comment(step.table, undefined, step.label)];
    case 'addUniqueRows':
      return [
        `create unique index ${quoted(uniqueName(step.table))} on ${quoted(step.table)} (record_id, ${quoted(step.column)})`,
      ];
    case 'dropUniqueRows':
      return [`drop index ${quoted(uniqueName(step.table))}`];
    case 'changeLabel':
      return [comment(step.table, step.column, step.to)];
    default:
      return step satisfies never;
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

function uniqueName(table: string): string {
  return `${table.slice(0, 56)}_once`;
}

/** Labels are what users typed, so they are doubled and the statement cannot end early. */
function comment(table: string, column: string | undefined, label: string): string {
  const on = column === undefined ? `table ${quoted(table)}` : `column ${quoted(table)}.${quoted(column)}`;
  return `comment on ${on} is '${label.replaceAll("'", "''")}'`;
}
