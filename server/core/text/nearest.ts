/** "Did you mean": the candidate nearest to a mistyped word. */

/** The nearest candidate, undefined where none is near: another case, or few letters off (one in three, at most 3). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.min(3, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === lower) return candidate;
    const distance = distanceOf(word, candidate, least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Letters to insert, drop, change or swap (optimal string alignment); anything from `limit` on is `limit`. */
function distanceOf(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j] ?? limit) + 1,
        (next[j - 1] ?? limit) + 1,
        (row[j - 1] ?? limit) + (same ? 0 : 1),
      );
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? limit) + 1);
      next.push(cost);
    }
    [before, row] = [row, next];
  }
  return Math.min(row[b.length] ?? limit, limit);
}

/**
 * The name that was probably meant by `name`: the nearest one, or else the only one that is a shorter or longer form of
 * it (`letsencrypt-prod` for `letsencrypt-production`, `prod-letsencrypt` for `letsencrypt`).
 */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  const all = new Set(candidates);
  const near = nearest(name, all);
  if (near !== undefined) return near;
  const forms = [...all].filter((other) => isForm(name, other) || isForm(other, name));
  return forms.length === 1 ? forms[0] : undefined;
}

/** Whether `short` stands at the start or at the end of `long`. */
function isForm(short: string, long: string): boolean {
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(`-${short}`));
}
