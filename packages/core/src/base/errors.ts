/**
 * Error catalogues. A problem that a user can act on travels as `{ code, details }`; the sentence is chosen where
 * it is shown, in the reader's language. Bugs are not problems: they answer `base.internal` with a trace number.
 */

/** `{name}` is replaced by `details.name`. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export interface ErrorEntry extends Wording {
  readonly status: number;
  /**
   * Details that travel as terms and are shown as words, by name and term: `{ kind: { image: { zh: '照片', en: 'a
   * picture' } } }`. A term that is not in here is shown as it is.
   */
  readonly words?: Readonly<Record<string, Readonly<Record<string, Wording>>>>;
  /** Sentences that say the same more exactly, by `details.case`: a missing photo is taken, not filled in. */
  readonly cases?: Readonly<Record<string, Wording>>;
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

/** The sentence of an entry, its terms in words; a list of terms becomes a list of words. */
export function wordError(
  entry: ErrorEntry,
  language: 'zh' | 'en',
  details: Readonly<Record<string, unknown>> | undefined,
): string {
  const shown: Record<string, unknown> = { ...details };
  for (const [name, words] of Object.entries(entry.words ?? {})) {
    const word = (term: unknown) => {
      const found = typeof term === 'string' && Object.hasOwn(words, term) ? words[term] : undefined;
      return found ? fillSentence(found[language], details) : String(term);
    };
    const value = shown[name];
    if (Array.isArray(value)) shown[name] = value.map(word).join(language === 'zh' ? '、' : ', ');
    else if (value !== undefined && value !== null) shown[name] = word(value);
  }
  return fillSentence((entry.cases?.[String(details?.['case'])] ?? entry)[language], shown);
}

/** Why a request could not be read; callers that know better (the name of a header) say so themselves. */
const malformedReasons = {
  json: { zh: '内容不是有效的 JSON', en: 'the body is not valid JSON' },
  jsonAt: {
    zh: '内容从第 {position} 个字符起不是有效的 JSON',
    en: 'the body is not valid JSON from character {position} on',
  },
  jsonCut: { zh: '内容不完整，JSON 没有写完', en: 'the body ends in the middle of its JSON' },
  empty: { zh: '请求没有内容', en: 'the body is empty' },
  xml: { zh: '内容不是有效的 XML', en: 'the body is not valid XML' },
  mediaType: { zh: '内容类型应为 application/json', en: 'the content type must be application/json' },
  length: { zh: '内容长度与声明的不一致', en: 'the body is not as long as its content-length says' },
  address: { zh: '网址不正确', en: 'the address is not valid' },
  http: { zh: '不是有效的 HTTP 请求', en: 'this is not a valid HTTP request' },
  cursor: { zh: '翻页位置无效，请从第一页重新打开', en: 'the cursor is not valid; begin with the first page' },
  uploadId: { zh: '上传编号应为小写的 UUIDv7', en: 'the id of an upload must be a UUIDv7 in lower case' },
  upload: { zh: '不符合上传协议', en: 'not as the upload protocol wants it' },
  characters: { zh: '含有无法保存的字符', en: 'it contains characters that cannot be stored' },
  other: { zh: '无法读取', en: 'it cannot be read' },
} satisfies Record<string, Wording>;

/** Problems every call may answer. */
export const baseErrors = defineErrors({
  'base.invalid': { status: 422, zh: '有内容没有填对，请按提示修改', en: 'Some values need correcting' },
  'base.malformed': {
    status: 400,
    zh: '请求格式不正确：{reason}',
    en: 'Malformed request: {reason}',
    words: { reason: malformedReasons },
  },
  'base.timeout': {
    status: 408,
    zh: '网络太慢，请求没有在规定时间内发完，请重试',
    en: 'The request did not arrive in time; please retry',
  },
  'base.headers-too-large': {
    status: 431,
    zh: '网址或请求头过长，请缩短查询条件，或清除本站的 Cookie 后重试',
    en: 'The address or the headers are too long; shorten the filter, or clear this site’s cookies and retry',
  },
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
