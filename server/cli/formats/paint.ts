/** Colours of a terminal, or none. */
type Brush = 'error' | 'warning' | 'info' | 'added' | 'bold' | 'faint';

export type Paint = Readonly<Record<Brush, (text: string) => string>>;

const sgr: Readonly<Record<Brush, readonly [number, number]>> = {
  error: [31, 39],
  warning: [33, 39],
  info: [36, 39],
  added: [32, 39],
  bold: [1, 22],
  faint: [2, 22],
};

/** Brushes that paint, or that leave a text as it is. */
export function paints(color: boolean): Paint {
  const brush = (name: Brush) => (text: string) =>
    color ? `\u001b[${sgr[name][0]}m${text}\u001b[${sgr[name][1]}m` : text;
  return {
    error: brush('error'),
    warning: brush('warning'),
    info: brush('info'),
    added: brush('added'),
    bold: brush('bold'),
    faint: brush('faint'),
  };
}
