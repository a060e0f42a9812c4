/** Index of the first of the ascending `numbers` that is not below `bound`; their count where there is none. */
export function firstFrom(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one of the ascending `numbers` lies in `start` ≤ n < `end`. */
export function anyWithin(numbers: readonly number[], start: number, end: number): boolean {
  const found = numbers[firstFrom(numbers, start)];
  return found !== undefined && found < end;
}
