/** Which district a cell means: its name, its name without 区 or 县, its name with the city before it, or its code. */
export interface KnownDistrict {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parentId: string | null;
}

export type DistrictFinding =
  | { readonly found: KnownDistrict }
  | { readonly ambiguous: true }
  | { readonly unknown: true; readonly nearest: string | undefined };

export function districtFinder(districts: readonly KnownDistrict[]): (text: string) => DistrictFinding {
  const byId = new Map(districts.map((district) => [district.id, district]));
  const counties = districts.filter((district) => district.level === 'county');
  const byKey = new Map<string, Set<KnownDistrict>>();
  const learn = (key: string, district: KnownDistrict) => {
    const known = byKey.get(key);
    if (known) known.add(district);
    else byKey.set(key, new Set([district]));
  };
  for (const district of counties) {
    const city = district.parentId === null ? undefined : byId.get(district.parentId);
    learn(district.code, district);
    learn(district.name, district);
    if (city) learn(city.name + district.name, district);
    const short = district.name.replace(/(自治县|区|县|市)$/, '');
    if (Array.from(short).length >= 2) learn(short, district);
  }
  return (text) => {
    const found = byKey.get(text) ?? byKey.get(text.toUpperCase());
    if (found?.size === 1) for (const district of found) return { found: district };
    if (found) return { ambiguous: true };
    return {
      unknown: true,
      nearest: nearest(
        text,
        counties.map((district) => district.name),
      ),
    };
  };
}

/** The name with the fewest slips, if they are not more than half of it. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.floor(Math.max(2, Array.from(text).length) / 2) + 1;
  for (const name of names) {
    const slips = editDistance(text, name);
    if (slips < fewest) {
      fewest = slips;
      best = name;
    }
  }
  return best;
}

/** Levenshtein's: characters put in, left out or exchanged. */
function editDistance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      line.push(Math.min(exchanged, (above[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
