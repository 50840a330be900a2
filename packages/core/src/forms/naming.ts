/**
 * Names of tables and columns out of keys. Only `[a-z0-9_]` comes out, so quoting is a habit and not a defence; users'
 * columns begin with `c_`, so that neither reserved words nor our own columns (`id`, `revision`, …) can collide.
 *
 * Injective: keys have no underscore, so `dailyCount` → `daily_count` can be read back, `__` separates parts, and
 * `___` before a hash marks names that had to be cut to PostgreSQL's 63 bytes. Two cut names could share a 64-bit hash;
 * `checkDefinition` refuses that, however unlikely.
 */
const longestName = 63;

/** Columns that every record table has besides its fields'. */
export const recordColumns = [
  'id',
  'form_version',
  'community_id',
  'revision',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
] as const;
/** Columns that every child table has besides its fields'; rows within rows also have `row_id`. */
export const rowColumns = ['id', 'record_id', 'row_id', 'position'] as const;

const keyShape = /^[a-z][A-Za-z0-9]*$/;

/** `form_fire_drill`. */
export function tableName(formKey: string): string {
  return cut(`form_${snake(formKey)}`);
}

/** `form_fire_drill__steps`: the table of a subform's rows; `form_fire_drill__steps__parts` for `steps.parts`. */
export function childTableName(formKey: string, subform: string): string {
  return cut(`form_${snake(formKey)}__${subform.split('.').map(snake).join('__')}`);
}

/** `c_place` or, with a suffix, `c_place__lat`. */
export function columnName(fieldKey: string, suffix = ''): string {
  return cut(`c_${snake(fieldKey)}${suffix === '' ? '' : `__${suffix}`}`);
}

/** Puts a name between double quotes. Throws for anything that none of the functions above can have made. */
export function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name) || name.length > longestName) throw new Error(`Not a name of ours: ${name}`);
  return `"${name}"`;
}

/** Keys that JavaScript gives every object a meaning for, and `id`, which records use for themselves. */
export function isReservedKey(key: string): boolean {
  return key === 'id' || key in Object.prototype;
}

function snake(key: string): string {
  if (!keyShape.test(key)) throw new Error(`Not a key: ${key}`);
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function cut(name: string): string {
  if (name.length <= longestName) return name;
  const mark = `___${fnv1a64(name)}`;
  return `${name.slice(0, longestName - mark.length)}${mark}`;
}

/** FNV-1a, 64 bit, as 16 hex digits. Not for secrets; it runs everywhere without asking for a crypto API. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
