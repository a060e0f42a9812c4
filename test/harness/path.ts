/** Pictures of challenges in test workspaces, as a host asks for them. */
import {
  createEngine,
  openFile,
  type PathAnswer,
  type Picture,
  type Workspace,
} from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { options } from './engine.ts';
import { openWorkspace, textIn } from './workspace.ts';

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

export interface Asked {
  readonly locale?: 'en' | 'ko';
  readonly certificate?: string | undefined;
  readonly settings?: unknown;
}

const workspaces = new Map<string, Workspace>();

/** A test workspace: many pictures are asked for in each, and none changes it. */
function workspaceOf(name: string): Workspace {
  const workspace = workspaces.get(name) ?? engine.createWorkspace();
  if (workspaces.has(name)) return workspace;
  for (const [path, { documents }] of openWorkspace(name).files) workspace.put(path, documents);
  workspace.complete = true;
  workspaces.set(name, workspace);
  return workspace;
}

/** The answer at the first occurrence of `at` in a file of a test workspace; without `at` for the whole file. */
export function pathsAt(name: string, file: string, at: string | undefined, asked: Asked = {}): PathAnswer {
  const workspace = workspaceOf(name);
  const offset = at === undefined ? undefined : textIn(name, file).indexOf(at);
  if (offset === -1) throw new Error(`«${at}» is not in ${file}`);
  return engine.paths(workspace, options(asked.settings ?? {}, asked.locale ?? 'en'), {
    path: `/${file}`,
    offset,
    certificate: asked.certificate,
  });
}

/** The picture of the one Certificate whose label ends so. */
export function pictureOf(name: string, file: string, label: string, asked: Asked = {}): Picture {
  const { choices } = pathsAt(name, file, undefined, asked);
  const choice = choices.find((one) => one.label.endsWith(label));
  const { picture } = pathsAt(name, file, undefined, { ...asked, certificate: choice?.id ?? '' });
  if (!picture) throw new Error(`No picture of ${label} among ${choices.map((one) => one.label).join(', ')}`);
  return picture;
}

/** The picture of the first Certificate of a text. */
export function pictureIn(text: string, locale: 'en' | 'ko' = 'en'): Picture | undefined {
  const workspace = engine.createWorkspace();
  workspace.put('/a.yaml', openFile(text).documents);
  workspace.complete = true;
  const ask = (certificate: string | undefined) =>
    engine.paths(workspace, options({}, locale), { path: '/a.yaml', offset: undefined, certificate });
  return ask(ask(undefined).choices[0]?.id).picture;
}

/** The text that stands at the place of a part. */
export function textAtPlace(name: string, picture: Picture, label: RegExp): string | undefined {
  const place = picture.nodes.find((node) => label.test(node.label))?.place;
  return place && textIn(name, place.path.slice(1)).slice(place.span.start, place.span.end);
}

export interface SeenBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** The boxes of a picture, as they are drawn. */
export function layoutOf(svg: string): {
  readonly boxes: readonly SeenBox[];
  readonly width: number;
  readonly height: number;
} {
  const number = (text: string, name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(text)?.[1]);
  const boxes = [...svg.matchAll(/<g class="node [^>]*>.*<\/g>/g)].map(([group]): SeenBox => {
    const rect = /<rect[^>]*>/.exec(group)?.[0] ?? '';
    const lines = [...group.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) =>
      text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
    );
    return {
      x: number(rect, 'x'),
      y: number(rect, 'y'),
      width: number(rect, 'width'),
      height: number(rect, 'height'),
      lines,
    };
  });
  const [head = ''] = svg.split('\n');
  return { boxes, width: number(head, 'width'), height: number(head, 'height') };
}

/** The labels of the arrows of a picture, and where they stand. */
export function labelsOf(
  svg: string,
): readonly { readonly x: number; readonly y: number; readonly text: string }[] {
  const edge = /<g class="edge .*<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</g;
  return [...svg.matchAll(edge)].map(([, x, y, text = '']) => ({ x: Number(x), y: Number(y), text }));
}

/** How wide a text is, in letters: those of East Asia count twice. */
export function columnsOf(text: string): number {
  return [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3]/.test(char) ? 2 : 1),
    0,
  );
}
