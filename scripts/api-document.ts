/**
 * The API reference as Markdown, made from the very contracts that the routes are registered from. Nothing here is
 * written by hand about a single call: what is wrong in `docs/api.md` is wrong in a contract.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { actions } from '@anshao/core/access/rights.ts';
import { allErrors, errorEntry } from '@anshao/core/apps/catalogue.ts';
import type { Call } from '@anshao/core/base/call.ts';
import { Id, Mobile, PlainMonth, PlainTime } from '@anshao/core/base/schemas.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import { root } from './run.ts';

/** What JSON Schema says that the contracts make use of. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  patternProperties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  pattern?: string;
  format?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
}

const named = new Map<string | undefined, string>([
  [patternOf(Id), '编号（UUID）'],
  [patternOf(PlainMonth), '月份（`2024-03`）'],
  [patternOf(PlainTime), '时刻（`18:00`）'],
  [patternOf(Mobile), '11位手机号'],
]);

const formats = new Map<string | undefined, string>([
  ['date', '日期（`2024-03-15`）'],
  ['date-time', '时间（ISO 8601）'],
]);

/** The class TypeBox gives a string does not say that it may carry a pattern. */
function patternOf(schema: Schema): string | undefined {
  return schema.pattern;
}

const moduleTitles: Readonly<Record<string, string>> = {
  access: '登录、绑定与变更申请',
  apps: '应用、应用包与系统设置',
  audit: '操作日志与实时事件',
  dailyReports: '安全生产日报',
  files: '文件',
  forms: '表单设计与字典',
  messaging: '消息与发件箱',
  org: '小区、公司与人员',
  plans: '计划',
  records: '表单的数据',
  tasks: '任务',
};

/** Every call that a contract describes, ordered by name. */
export async function allCalls(): Promise<Call[]> {
  const folder = `${root}packages/core/src`;
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /(?<!\.test)\.ts$/.test(name) &&
      /^export const \w+ = defineCall\(/m.test(readFileSync(`${folder}/${name}`, 'utf8')),
  );
  const exports = await Promise.all(
    modules.map((name) => import(`${folder}/${name}`) as Promise<Record<string, unknown>>),
  );
  const calls = exports.flatMap((one) => Object.values(one)).filter(isCall);
  return calls.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function isCall(value: unknown): value is Call {
  return typeof value === 'object' && value !== null && 'admission' in value && 'method' in value && 'path' in value;
}

export async function apiDocument(): Promise<string> {
  const calls = await allCalls();
  const modules = [...new Set(calls.map(moduleOf))];
  const parts = [
    opening(calls),
    ...modules.map((module) => {
      const own = calls.filter((call) => moduleOf(call) === module);
      return [`## ${moduleTitles[module] ?? module}`, ...own.map(section)].join('\n\n');
    }),
    beside,
    rights(),
    errors(),
  ];
  return `${parts.join('\n\n')}\n`;
}

function moduleOf(call: Call): string {
  return call.name.split('.')[0] ?? '';
}

function opening(calls: readonly Call[]): string {
  return `# 接口文档

由\`npm run docs:api\`根据\`packages/core/src\`中的契约生成，请勿手改。运行中的系统在\`/api/docs\`提供同样的内容，机器可读的OpenAPI 3.1在\`/api/openapi.json\`，其中每张已发布的表单另有一组带自己字段的接口。

共${calls.length}个接口。路径都以\`/api\`开头，请求与回答都是JSON（另有说明的除外）。

- **身份**：浏览器用登录后的Cookie；其他系统用接口密钥\`Authorization: Bearer ansk_…\`，在桌面端“接口密钥”中新建，权限与创建人相同。标“免登录”的不需要身份。
- **范围**：能看到、能操作哪些行由岗位决定（见文末“岗位与权限”）；范围之外的行与不存在的行回答相同。
- **出错**：一律为\`{ code, message, details?, problems?, trace }\`。\`problems\`一次列出全部有问题的字段，\`path\`如\`items[3].description\`。每个接口只列它特有的错误，任何接口都可能回答\`base.*\`、\`access.sign-in\`、\`access.forbidden\`与\`access.must-change-password\`。
- **重试**：正文里由调用方生成编号\`id\`的接口（填报、解决、批量解决、催报、导入），同一编号再次提交不会重复执行。
- **分页**：回答中的\`next\`原样作为下一次的\`cursor\`；没有\`next\`即为最后一页。`;
}

function section(call: Call): string {
  const lines = [
    `### ${call.name}`,
    `\`${call.method} /api${call.path}\` · ${call.admission === 'public' ? '免登录' : '需登录'}`,
    `${call.summary}。`,
    ...table('路径参数', call.params),
    ...table('查询参数', call.query),
    ...table('请求体', call.body),
  ];
  if (call.media) lines.push(`**回答**：\`${call.media}\``);
  else lines.push(...(call.answer ? table('回答', call.answer) : ['**回答**：无内容']));
  if (call.errors?.length) lines.push(`**错误**：${call.errors.map((code) => `\`${code}\``).join('、')}`);
  return lines.join('\n\n');
}

function table(title: string, schema: unknown): string[] {
  if (schema === undefined) return [];
  const rows = rowsOf(schema as Schema, '');
  if (rows.length === 0) return [`**${title}**：${kindOf(schema as Schema)}`];
  const body = rows.map(({ name, kind, required }) => `| \`${name}\` | ${kind} | ${required ? '是' : '否'} |`);
  return [[`**${title}**`, '', '| 字段 | 类型 | 必有 |', '| --- | --- | --- |', ...body].join('\n')];
}

/** One row a field, inner ones with their path: `rows[].id`. */
function rowsOf(schema: Schema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const inner = withoutNull(field);
    const own = { name, kind: kindOf(field), required: schema.required?.includes(key) ?? false };
    if (inner.properties) return [own, ...rowsOf(inner, `${name}.`)];
    if (inner.items) return [own, ...rowsOf(withoutNull(inner.items), `${name}[].`)];
    const [value] = Object.values(inner.patternProperties ?? {});
    return value ? [own, ...rowsOf(value, `${name}.*.`)] : [own];
  });
}

function withoutNull(schema: Schema): Schema {
  const others = schema.anyOf?.filter((one) => one.type !== 'null') ?? [];
  return others.length === 1 && others[0] ? others[0] : schema;
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join('、');
  if (schema.anyOf) {
    // Words to choose from read better without an "or" between each.
    const kinds = schema.anyOf.map((one) => (one.type === 'null' ? '空' : kindOf(one)));
    return kinds.join(schema.anyOf.every((one) => one.const !== undefined) ? '、' : '或');
  }
  switch (schema.type) {
    case 'string':
      return named.get(schema.pattern) ?? formats.get(schema.format) ?? `文字${limits(schema)}`;
    case 'integer':
      return `整数${limits(schema)}`;
    case 'number':
      return `数${limits(schema)}`;
    case 'boolean':
      return '是否';
    case 'array':
      return `${schema.items?.properties ? '列表' : `${kindOf(schema.items ?? {})}的列表`}${limits(schema)}`;
    case 'object':
      return schema.patternProperties ? '以编号或名称为键的对象' : '对象';
    default:
      return '任意';
  }
}

function limits(schema: Schema): string {
  const { pattern, format, minLength, maxLength, minimum, maximum, minItems, maxItems } = schema;
  const span = (low: number | undefined, high: number | undefined, unit: string) => {
    if (low !== undefined && high !== undefined) return [low === high ? `${low}${unit}` : `${low}至${high}${unit}`];
    if (high !== undefined) return [`至多${high}${unit}`];
    return low === undefined ? [] : [`至少${low}${unit}`];
  };
  const facts = [
    ...span(minLength, maxLength, '字'),
    ...span(minimum, maximum, ''),
    ...span(minItems, maxItems, '个'),
    ...(format ? [format] : []),
    ...(pattern ? [`格式\`${pattern.replaceAll('|', '\\|')}\``] : []),
    ...(schema.default === undefined ? [] : [`默认${code(schema.default)}`]),
  ];
  return facts.length > 0 ? `（${facts.join('，')}）` : '';
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}

const beside = `## 契约之外的地址

| 地址 | 用途 |
| --- | --- |
| \`/api/uploads\` | 上传文件，tus 1.0协议，断点续传；\`Upload-Metadata\`带\`id\`与文件名，\`purpose\`为\`import\`的只收表格，完成后以该编号引用 |
| \`/api/callbacks/aliyun-sms\`、\`/api/callbacks/tencent-sms\` | 短信回执，地址带\`?token=\`密钥 |
| \`/api/callbacks/wechat\` | 微信公众号的服务器地址 |
| \`/healthz\` | 能服务时200，否则503并说明原因；磁盘将满、只能查看与登录时为200，并有\`"writes": false, "reason": "diskFull"\` |
| \`/metrics\` | Prometheus指标，请勿对外开放 |`;

function rights(): string {
  const head = `| 权限 | ${roleDefinitions.map((one) => one.name).join(' | ')} |`;
  const body = actions.map((action) => {
    const cells = roleDefinitions.map(({ grants }) => {
      const reach = grants.find((grant) => grant.action === action)?.reach;
      return reach === 'all' ? '全部' : reach === 'place' ? '所辖' : '';
    });
    return `| \`${action}\` | ${cells.join(' | ')} |`;
  });
  return [
    '## 岗位与权限',
    '“全部”指全市，“所辖”指岗位所在的小区、公司或县区。接口需要的权限不足时回答`access.forbidden`或`base.not-found`。',
    [head, `| --- |${' --- |'.repeat(roleDefinitions.length)}`, ...body].join('\n'),
  ].join('\n\n');
}

function errors(): string {
  const rows = Object.keys(allErrors).map((name) => {
    const entry = errorEntry(name);
    return `| \`${name}\` | ${entry?.status} | ${entry?.zh.replaceAll('|', '\\|')} |`;
  });
  return ['## 错误代码', ['| 代码 | 状态 | 中文说明 |', '| --- | --- | --- |', ...rows].join('\n')].join('\n\n');
}
