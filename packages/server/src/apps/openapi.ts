/** The OpenAPI 3.1 document and its readable page, both printed from the contracts; neither needs the internet. */
import { allErrors } from '@anshao/core/apps/catalogue.ts';
import type { Call } from '@anshao/core/base/call.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { TSchema } from 'typebox';
import { callsOfForm } from './openapi-forms.ts';

interface OpenApi {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, unknown>>;
  components: Record<string, unknown>;
}

const errorRef = { $ref: '#/components/schemas/Error' };

/** @param forms whose records are described each with its own fields, beside the calls that hold for any form */
export function openApi(calls: readonly Call[], version: string, forms: readonly FormDefinition[] = []): OpenApi {
  const paths: OpenApi['paths'] = {};
  const schemas: Record<string, unknown> = {};
  const all = [...calls].sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const call of [...all, ...forms.flatMap((form) => callsOfForm(form, schemas))]) {
    const path = `/api${call.path.replace(/:(\w+)/g, '{$1}')}`;
    const item = paths[path] ?? {};
    paths[path] = item;
    item[call.method.toLowerCase()] = hoisted(operation(call), schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '安哨 Anshao',
      version,
      description:
        '以接口密钥调用：`Authorization: Bearer ansk_…`（在桌面端“接口密钥”中新建），权限与创建人相同。错误一律为 `{ code, message, details?, problems?, trace }`。',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'anshao_session' },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        ...schemas,
        Error: {
          type: 'object',
          required: ['code', 'message', 'trace'],
          properties: {
            code: { type: 'string', enum: Object.keys(allErrors) },
            message: { type: 'string' },
            details: { type: 'object' },
            problems: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'code'],
                properties: { path: { type: 'string' }, code: { type: 'string' }, details: { type: 'object' } },
              },
            },
            trace: { type: 'string' },
          },
        },
      },
    },
  };
}

function operation(call: Call) {
  const parameters = [
    ...parametersIn('path', call.params),
    ...parametersIn('query', call.query),
    ...(call.ifMatch ? [ifMatch] : []),
  ];
  const byStatus = new Map<number, string[]>();
  for (const code of call.errors ?? []) {
    const status = allErrors[code]?.status;
    if (status !== undefined) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return {
    operationId: call.name,
    tags: [call.name.split('.')[0]],
    summary: call.summary,
    security: call.admission === 'public' ? [] : [{ session: [] }, { apiKey: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(call.body && {
      requestBody: { required: true, content: { 'application/json': { schema: plain(call.body) } } },
    }),
    responses: {
      200: {
        description: '成功',
        ...(call.media
          ? { content: { [call.media]: {} } }
          : call.answer && { content: { 'application/json': { schema: plain(call.answer) } } }),
      },
      ...Object.fromEntries(
        [...byStatus].map(([status, codes]) => [
          status,
          { description: codes.join('、'), content: { 'application/json': { schema: errorRef } } },
        ]),
      ),
      default: { description: '出错', content: { 'application/json': { schema: errorRef } } },
    },
  };
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: true,
  schema: { type: 'string', description: '所修改的修订号，即读取时的 ETag，例如 "3"' },
};

function parametersIn(place: 'path' | 'query', schema: TSchema | undefined) {
  if (!schema) return [];
  const { properties, required } = plain(schema) as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(properties ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || (required?.includes(name) ?? false),
    schema: one,
  }));
}

/** TypeBox schemas are JSON Schema once their hidden marks are gone. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema));
}

/**
 * A schema that names itself (a condition) carries its definition wherever it is used; a document has one place for
 * these. What is found is put there and referred to.
 */
function hoisted(part: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(part)) return part.map((inner) => hoisted(inner, schemas));
  if (typeof part !== 'object' || part === null) return part;
  const { $defs: definitions, $id: _, ...rest } = part as Record<string, unknown>;
  for (const [name, definition] of Object.entries((definitions ?? {}) as Record<string, unknown>)) {
    if (Object.hasOwn(schemas, name)) continue;
    schemas[name] = {};
    schemas[name] = hoisted(definition, schemas);
  }
  return Object.fromEntries(
    Object.entries(rest).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' && !inner.startsWith('#')
        ? `#/components/schemas/${inner}`
        : hoisted(inner, schemas),
    ]),
  );
}

/** One page without scripts: every call with its parameters, body, answer and errors. */
export function apiPage(calls: readonly Call[], version: string, forms: readonly FormDefinition[] = []): string {
  const document = openApi(calls, version, forms);
  const groups = new Map<string, { method: string; path: string; operation: ReturnType<typeof operation> }[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, one] of Object.entries(methods)) {
      const of = one as ReturnType<typeof operation>;
      const tag = of.tags[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, operation: of }]);
    }
  }
  const sections = [...groups].map(
    ([tag, rows]) =>
      `<section id="${escapeHtml(tag)}"><h2>${escapeHtml(tag)}</h2>${rows
        .map(
          ({
            method,
            path,
            operation: of,
          }) => `<details id="${escapeHtml(of.operationId)}"><summary><b class="${method}">${method}</b>
        <code>${escapeHtml(path)}</code><span>${escapeHtml(of.summary)}</span></summary>
        ${'parameters' in of && of.parameters ? `<h3>参数</h3>${code(of.parameters)}` : ''}
        ${'requestBody' in of && of.requestBody ? `<h3>请求体</h3>${code(of.requestBody.content['application/json'].schema)}` : ''}
        <h3>回答</h3>${code(of.responses)}</details>`,
        )
        .join('')}</section>`,
  );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>安哨接口文档</title><style>
body{font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#14242A;background:#F2F5F5;margin:0}
main{max-width:1000px;margin:0 auto;padding:24px 16px}h1{font-size:24px}h2{font-size:18px;margin:28px 0 8px}h3{font-size:13px;color:#5A6A6F;margin:12px 0 4px}
details{background:#fff;border-radius:8px;margin:6px 0;padding:10px 14px}summary{cursor:pointer;display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}
summary span{color:#33444A}b{font-size:12px;min-width:52px;color:#0B5F66}b.DELETE{color:#AE1B23}pre{background:#F8FAFA;padding:10px;border-radius:6px;overflow:auto;font-size:12px;max-height:420px}
nav a{margin-right:12px;color:#0B5F66}</style></head><body><main><h1>安哨接口文档 <small>${escapeHtml(version)}</small></h1>
<p>${escapeHtml(document.info.description)}</p><p>机器可读：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。上传文件用 tus 1.0 协议：<code>/api/uploads</code>。</p>
<nav>${[...groups.keys()].map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join('')}</nav>${sections.join('')}</main></body></html>`;
}

function code(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
