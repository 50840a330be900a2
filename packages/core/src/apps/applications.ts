/**
 * An application: forms under a name of its own, with a menu and an audience. It travels as one readable package file.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Nullable, RecordOf } from '../base/schemas.ts';
import { FormKey } from '../forms/contract.ts';
import { Role } from '../org/contract.ts';
import { packageBytes } from './package.ts';

export const appIcons = [
  'shield',
  'flame',
  'clipboard',
  'building',
  'wrench',
  'people',
  'calendar',
  'box',
  'car',
  'bell',
  'chart',
  'book',
  'phone',
  'leaf',
  'key',
  'star',
] as const;
export const AppIcon = Type.Enum(appIcons);
export type AppIcon = Static<typeof AppIcon>;

const strict = { additionalProperties: false };

export type MenuEntry =
  | { readonly kind: 'form'; readonly form: string; readonly title?: string }
  | { readonly kind: 'group'; readonly id: string; readonly title: string; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'link'; readonly title: string; readonly url: string };

const entryTitle = Type.String({ minLength: 1, maxLength: 40 });
const formEntry = Type.Object({ kind: Type.Literal('form'), form: FormKey, title: Type.Optional(entryTitle) }, strict);
const linkEntry = Type.Object(
  { kind: Type.Literal('link'), title: entryTitle, url: Type.String({ pattern: '^(https?://|/)', maxLength: 500 }) },
  strict,
);

/** Forms and links, in groups one deep. Forms that are not named stand at the end. */
export const Menu = Type.Unsafe<readonly MenuEntry[]>(
  Type.Array(
    Type.Union([
      formEntry,
      linkEntry,
      Type.Object(
        {
          kind: Type.Literal('group'),
          id: Type.String({ maxLength: 40 }),
          title: entryTitle,
          entries: Type.Array(Type.Union([formEntry, linkEntry]), { maxItems: 100 }),
        },
        strict,
      ),
    ]),
    { maxItems: 100 },
  ),
);

/** Who sees the application: everybody who is signed in, or holders of some roles. What one may do in it is each form's. */
export const Audience = Type.Object({ roles: Nullable(Type.Array(Role, { minItems: 1, maxItems: 40 })) }, strict);
export type Audience = Static<typeof Audience>;

const name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });
const description = Type.String({ maxLength: 500 });

export const AppSummary = Type.Object({
  id: Id,
  key: FormKey,
  name: Type.String(),
  icon: AppIcon,
  description: Type.String(),
  status: Type.Enum(['active', 'stopped']),
  /** `own`, or `preset:<package>`. */
  origin: Type.String(),
  forms: Type.Integer(),
  may: Type.Object({ design: Type.Boolean() }),
});
export type AppSummary = Static<typeof AppSummary>;

export const AppForm = Type.Object({
  id: Id,
  key: FormKey,
  name: Type.String(),
  description: Type.String(),
  /** 0: a draft that was never published. */
  version: Type.Integer(),
  hasDraft: Type.Boolean(),
  status: Type.Enum(['active', 'stopped']),
  may: Type.Object({ create: Type.Boolean(), read: Type.Boolean(), design: Type.Boolean() }),
});
export type AppForm = Static<typeof AppForm>;

export const App = Type.Object({
  ...AppSummary.properties,
  revision: Type.Integer(),
  audience: Audience,
  menu: Menu,
  /** Those the viewer may use; for a designer all. */
  formList: Type.Array(AppForm),
});
export type App = Static<typeof App>;

export const listApps = defineCall({
  name: 'apps.list',
  method: 'GET',
  path: '/apps',
  summary: '应用列表（本人看得到的）',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(AppSummary), may: Type.Object({ create: Type.Boolean() }) }),
});

export const getApp = defineCall({
  name: 'apps.get',
  method: 'GET',
  path: '/apps/:app',
  summary: '一个应用：菜单和表单',
  admission: 'signedIn',
  params: Type.Object({ app: Id }),
  answer: App,
  errors: ['base.not-found'],
});

/** A shipped application to begin with. */
export const Template = Type.Object({
  key: Type.String(),
  name: Type.String(),
  icon: AppIcon,
  description: Type.String(),
  forms: Type.Array(Type.String()),
});
export type Template = Static<typeof Template>;

export const listTemplates = defineCall({
  name: 'apps.listTemplates',
  method: 'GET',
  path: '/app-templates',
  summary: '可用的应用模板',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(Template) }),
});

export const createApp = defineCall({
  name: 'apps.create',
  method: 'POST',
  path: '/apps',
  summary: '新建应用：空白或取自模板',
  admission: 'signedIn',
  body: Type.Object({
    id: Id,
    name,
    icon: AppIcon,
    description: Type.Optional(description),
    template: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  answer: App,
  errors: ['base.invalid', 'apps.no-template', 'forms.table-busy'],
});

export const updateApp = defineCall({
  name: 'apps.update',
  method: 'PATCH',
  path: '/apps/:app',
  summary: '修改应用：名称、图标、菜单、谁看得到、停用',
  admission: 'signedIn',
  params: Type.Object({ app: Id }),
  body: Type.Object({
    revision: Type.Integer(),
    name: Type.Optional(name),
    icon: Type.Optional(AppIcon),
    description: Type.Optional(description),
    audience: Type.Optional(Audience),
    menu: Type.Optional(Menu),
    status: Type.Optional(Type.Enum(['active', 'stopped'])),
  }),
  answer: App,
  errors: ['base.not-found', 'base.invalid', 'apps.moved'],
});

/** Only an application without published forms can be deleted; others are stopped, for their records stay. */
export const removeApp = defineCall({
  name: 'apps.remove',
  method: 'DELETE',
  path: '/apps/:app',
  summary: '删除没有已发布表单的应用',
  admission: 'signedIn',
  params: Type.Object({ app: Id }),
  answer: Done,
  errors: ['base.not-found', 'apps.has-forms'],
});

export const exportApp = defineCall({
  name: 'apps.export',
  method: 'GET',
  path: '/apps/:app/package',
  summary: '导出应用包（JSON 文件）：表单、字典、菜单、权限，不含数据',
  admission: 'signedIn',
  params: Type.Object({ app: Id }),
  media: 'application/json',
  errors: ['base.not-found'],
});

const ImportStep = Type.Object({
  do: Type.Enum(['create', 'update', 'keep']),
  what: Type.Enum(['app', 'form', 'dictionary', 'picture']),
  key: Type.String(),
  name: Type.String(),
  /** Of a form: what happens to its table. */
  changes: Type.Optional(Type.Array(Type.Unknown())),
  /** Of a form: somebody here has changed it since it was installed; importing makes a draft instead of a version. */
  isChangedHere: Type.Boolean(),
});

export const planImport = defineCall({
  name: 'apps.planImport',
  method: 'POST',
  path: '/app-packages/plan',
  summary: '导入应用包之前：检查并列出将要做的事',
  admission: 'signedIn',
  body: Type.Object({ package: Type.Unknown() }),
  bodyLimit: packageBytes,
  answer: Type.Object({
    name: Type.String(),
    steps: Type.Array(ImportStep),
    problems: Type.Array(
      Type.Object({
        path: Type.String(),
        code: Type.String(),
        details: Type.Optional(RecordOf(Type.Unknown())),
      }),
    ),
  }),
  errors: ['base.invalid', 'apps.package-newer', 'apps.package-broken'],
});

/** In one transaction; asked twice, the second finds nothing left to do. */
export const importApp = defineCall({
  name: 'apps.import',
  method: 'POST',
  path: '/app-packages',
  summary: '导入应用包',
  admission: 'signedIn',
  /** Looked at part by part, so that a file of a newer program is told as such. */
  body: Type.Object({ package: Type.Unknown() }),
  bodyLimit: packageBytes,
  answer: Type.Object({ app: Id, steps: Type.Array(ImportStep) }),
  errors: ['base.invalid', 'apps.package-newer', 'apps.package-broken', 'forms.table-busy'],
});
