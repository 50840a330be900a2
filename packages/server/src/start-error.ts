/** Why the system cannot start although its settings are well formed: one sentence with what to do about it. */
import type { Config } from './base/config/config.ts';

export class StartError extends Error {
  constructor(sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.name = 'StartError';
  }
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** @param url the operator's `DATABASE_URL`; its password is not repeated */
export function databaseUnreachable(error: unknown, url: string): StartError {
  const { hostname, port, pathname } = new URL(url);
  const server = `${hostname || 'localhost'}:${port || 5432}`;
  const sentences: Record<string, string> = {
    ENOTFOUND: `找不到数据库所在的主机“${hostname}”：请检查 DATABASE_URL。`,
    EAI_AGAIN: `找不到数据库所在的主机“${hostname}”：请检查域名解析与 DATABASE_URL。`,
    ECONNREFUSED: `数据库 ${server} 拒绝连接：请确认 PostgreSQL 已启动并允许从本机连接，或检查 DATABASE_URL。`,
    '28P01': `数据库 ${server} 不接受用户名或密码：请检查 DATABASE_URL。`,
    '28000': `数据库 ${server} 不允许此用户从本机登录：请检查 pg_hba.conf 与 DATABASE_URL。`,
    '3D000': `数据库 ${server} 中没有“${pathname.slice(1)}”：请先建立它，或检查 DATABASE_URL。`,
  };
  const other = `连接不上数据库 ${server}（${messageOf(error) || codeOf(error)}）：请检查网络、防火墙与 DATABASE_URL。`;
  return new StartError(sentences[codeOf(error)] ?? other, error);
}

/** @returns the error itself when it has nothing to do with the address */
export function cannotListen(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown {
  const unknown = `HOST=“${host}” 找不到对应的地址：请填本机的地址，或填 0.0.0.0 监听所有地址。`;
  const sentences: Record<string, string> = {
    EADDRINUSE: `端口 ${port} 已被占用：请关闭占用它的程序，或用 PORT 换一个端口。`,
    EACCES: `没有权限使用端口 ${port}：请用 PORT 换一个大于 1024 的端口。`,
    EADDRNOTAVAIL: `HOST=“${host}” 不是本机的地址，无法监听：请填本机的地址，或填 0.0.0.0 监听所有地址。`,
    ENOTFOUND: unknown,
    EAI_AGAIN: unknown,
  };
  const sentence = sentences[codeOf(error)];
  return sentence === undefined ? error : new StartError(sentence, error);
}
