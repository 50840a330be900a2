/** Reads settings one by one and collects what is wrong with each, so that one message can name everything. */

export type Environment = Readonly<Record<string, string | undefined>>;

export type Reader = ReturnType<typeof createReader>;

/** `<vendor's template id>` and what follows its colon, by our template key. */
export type TemplateEntries = Readonly<Record<string, { templateId: string; rest: string | undefined }>>;

export function createReader(environment: Environment) {
  const problems: string[] = [];

  const text = (name: string): string | null => environment[name]?.trim() || null;

  /** What matches is taken; the value itself is not repeated for secrets. */
  const matching = (name: string, pattern: RegExp, should: string): string | null => {
    const value = text(name);
    if (value === null || pattern.test(value)) return value;
    problems.push(`${name} 应为${should}`);
    return null;
  };

  return {
    problems,
    text,
    matching,

    required(name: string, because: string): string {
      const value = text(name);
      if (value === null) problems.push(`${name} 未填写（${because}时必填）`);
      return value ?? '';
    },

    integer(name: string, fallback: number, low: number, high: number): number {
      const value = text(name);
      if (value === null) return fallback;
      if (/^\d+$/.test(value) && Number(value) >= low && Number(value) <= high) return Number(value);
      problems.push(`${name}=“${value}” 应为 ${low} 到 ${high} 之间的整数`);
      return fallback;
    },

    url(name: string, protocols: readonly string[]): string | null {
      const value = text(name);
      if (value === null) return null;
      const protocol = URL.canParse(value) ? new URL(value).protocol : null;
      if (protocol !== null && protocols.includes(protocol)) return value;
      const wanted = protocols.map((one) => `${one}//`).join(' 或 ');
      problems.push(`${name}=“${hidePassword(value)}” 应为以 ${wanted} 开头的完整地址`);
      return null;
    },

    oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
      const value = text(name);
      if (value === null) return fallback;
      const known = values.find((candidate) => candidate === value);
      if (known === undefined) problems.push(`${name}=“${value}” 应为 ${values.join('、')} 之一`);
      return known ?? fallback;
    },

    list(name: string): string[] | null {
      const value = text(name);
      if (value === null) return null;
      return value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
    },

    /** `key=id` or `key=id:rest`, separated by commas. `example` is shown when it is not of that form. */
    templates(name: string, example: string, needsRest: boolean): TemplateEntries {
      const value = text(name);
      if (value === null) return {};
      const entries: Record<string, { templateId: string; rest: string | undefined }> = {};
      for (const entry of value.split(',').filter((one) => one.trim() !== '')) {
        const [, key, templateId, rest] = /^\s*(\w+)\s*=\s*([\w-]+)\s*(?::\s*(\S+)\s*)?$/.exec(entry) ?? [];
        if (!key || !templateId || (rest !== undefined) !== needsRest) {
          problems.push(`${name} 中的“${entry.trim()}”格式不对，应形如 ${example}`);
        } else if (entries[key]) {
          problems.push(`${name} 中的“${key}”出现了两次`);
        } else {
          entries[key] = { templateId, rest };
        }
      }
      return entries;
    },

    /** A misspelt name would otherwise be ignored in silence. */
    noOthers(prefixes: readonly string[], known: readonly string[]): void {
      for (const name of Object.keys(environment)) {
        if (prefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name) && text(name) !== null) {
          problems.push(`${name} 不是本系统的设置，请检查拼写`);
        }
      }
    },
  };
}

function hidePassword(value: string): string {
  return value.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:***@');
}
