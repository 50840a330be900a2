/** What can go wrong with applications and their packages. */
import { defineErrors } from '../base/errors.ts';

export const appsErrors = defineErrors({
  'apps.no-template': { status: 422, zh: '没有这个模板', en: 'There is no such template' },
  'apps.moved': {
    status: 409,
    zh: '应用已被他人修改，请刷新后再试',
    en: 'The application was changed by someone else meanwhile; reload and try again',
  },
  'apps.has-forms': {
    status: 409,
    zh: '应用中有已发布的表单，不能删除，可以停用',
    en: 'The application has published forms; it can be stopped and not deleted',
  },
  'apps.package-newer': {
    status: 422,
    zh: '应用包由更新的程序导出（格式 {format}，本系统最高支持 {known}），请先升级',
    en: 'The package was written by a newer program (format {format}, this one reads up to {known}); upgrade first',
  },
  'apps.package-broken': {
    status: 422,
    zh: '应用包不完整或被改动过，请重新导出',
    en: 'The package is incomplete or was changed by hand; export it anew',
  },
});

/** What stands in the way of one part of a package; paths lead into the file. */
export const packageMessages = defineErrors({
  'apps.key-taken': {
    status: 422,
    zh: '标识“{key}”已被应用“{name}”使用',
    en: 'The key “{key}” belongs to the application “{name}”',
  },
  'apps.form-elsewhere': {
    status: 422,
    zh: '这张表单已在应用“{app}”中',
    en: 'This form is already part of the application “{app}”',
  },
  'apps.repeated': { status: 422, zh: '“{key}”重复', en: '“{key}” is there twice' },
  'apps.menu-form': { status: 422, zh: '应用中没有表单“{form}”', en: 'The application has no form “{form}”' },
  'apps.parent-unknown': { status: 422, zh: '没有上级条目“{parent}”', en: 'There is no parent entry “{parent}”' },
  'apps.picture-broken': { status: 422, zh: '图片“{name}”无法读取', en: 'The picture “{name}” cannot be read' },
  'apps.picture-missing': { status: 422, zh: '应用包中缺少图片', en: 'The picture is not in the package' },
});
