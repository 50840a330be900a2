/**
 * Error catalogues. A problem that a user can act on travels as `{ code, details }`; the sentence is chosen where
 * it is shown, in the reader's language. Bugs are not problems: they answer `base.internal` with a trace number.
 */

export interface ErrorEntry {
  readonly status: number;
  /** `{name}` is replaced by `details.name`. */
  readonly zh: string;
  readonly en: string;
}

export type ErrorCatalogue = Readonly<Record<string, ErrorEntry>>;

export function defineErrors<const C extends ErrorCatalogue>(catalogue: C): C {
  return catalogue;
}

/** One thing wrong with one value of what was sent. `path` is like `items[3].description`. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What goes over the wire for every failed call. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly problems?: readonly (FieldProblem & { readonly message?: string })[];
  /** The number by which an operator finds this request in the logs. */
  readonly trace: string;
}

/** Thrown for what the user can act on. `code` must be in a catalogue; a test holds that. */
export class Problem extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly problems: readonly FieldProblem[] | undefined;

  constructor(code: string, details?: Readonly<Record<string, unknown>>, problems?: readonly FieldProblem[]) {
    // For logs and failing tests; people are shown the catalogue's sentence.
    super([code, ...(problems ?? []).map(({ path, code: one }) => `${path}: ${one}`)].join('\n'));
    this.name = 'Problem';
    this.code = code;
    this.details = details;
    this.problems = problems;
  }
}

export function fillSentence(sentence: string, details: Readonly<Record<string, unknown>> | undefined): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details?.[name];
    return value === undefined || value === null ? whole : String(value);
  });
}

/** Problems every call may answer. */
export const baseErrors = defineErrors({
  'base.invalid': { status: 422, zh: '有内容没有填对，请按提示修改', en: 'Some values need correcting' },
  'base.malformed': { status: 400, zh: '请求格式不正确：{reason}', en: 'Malformed request: {reason}' },
  'base.not-found': {
    status: 404,
    zh: '没有找到，可能已被删除，或您没有查看的权限',
    en: 'Not found, or not visible to you',
  },
  'base.too-large': { status: 413, zh: '内容过大，最多 {limit}', en: 'Too large, at most {limit}' },
  'base.too-many': {
    status: 429,
    zh: '操作太频繁，请 {seconds} 秒后再试',
    en: 'Too many attempts, try again in {seconds} s',
  },
  'base.conflict': {
    status: 409,
    zh: '已被他人修改，请刷新后再试',
    en: 'Changed by someone else meanwhile; reload and try again',
  },
  'base.duplicate': { status: 409, zh: '{what}已存在', en: '{what} already exists' },
  'base.storage-full': {
    status: 507,
    zh: '服务器存储空间已满，暂时不能保存；已有内容仍可查看，请联系管理员',
    en: 'Storage is full: reading works, saving does not. Tell the administrator',
  },
  'base.unavailable': {
    status: 503,
    zh: '服务正在恢复，请稍后重试；您填写的内容没有丢失',
    en: 'Recovering, please retry; nothing you entered is lost',
  },
  'base.internal': {
    status: 500,
    zh: '系统出错了，请稍后重试；如需帮助请告知编号 {trace}',
    en: 'Something failed here; if you need help give the number {trace}',
  },
});
