/** Settings → options, with a clear word for each value that cannot be used. Shared by editor and command line. */
import { isRelease, newestRelease, type Release, releases } from './facts.ts';
import type { Locale, Severity } from './rules/rule.ts';

/** A node label that solver pods are pinned to. Without a value the label only has to exist. */
export interface NodeLabel {
  readonly key: string;
  readonly value: string | undefined;
}

/**
 * What completion offers: all; or, where another extension offers the fields of the API already, only what it cannot
 * know (values, names of other resources, snippets); or what of both fits the file; or nothing.
 */
export type Offering = 'auto' | 'everything' | 'values' | 'nothing';
export interface Http01Options {
  /** What solver pods are pinned to where nothing is known of the ingress controller. */
  readonly nodeLabel: NodeLabel;
  /** Whether every node reaches every pod, so that it does not matter where a solver runs. */
  readonly flatNetwork: boolean;
}

export interface Options {
  readonly locale: Locale;
  readonly release: Release;
  /** Whether somebody chose it; else the workspace may tell which one it installs. */
  readonly isReleaseChosen: boolean;
  readonly http01: Http01Options;
  readonly completion: { readonly offer: Offering };
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly codeLens: Switch;
  readonly inlayHints: Switch;
  /** Whether an editor shows findings of files that it has not open. */
  readonly showsUnopened: boolean;
  /** Whether a document may be a part of a resource that nobody said so of; the engine knows better where it sees all. */
  readonly expectsParts: boolean;
}

/** Something of the editor that can be switched off. */
export interface Switch {
  readonly enabled: boolean;
}

export const defaultOptions: Options = {
  locale: 'en',
  release: newestRelease,
  isReleaseChosen: false,
  http01: { nodeLabel: { key: 'type', value: 'load-balancer' }, flatNetwork: false },
  completion: { offer: 'auto' },
  rules: {},
  codeLens: { enabled: true },
  inlayHints: { enabled: true },
  showsUnopened: false,
  expectsParts: true,
};

/** A value that cannot be used: where it stands, and what may stand there. The default is used instead. */
export interface OptionProblem {
  /** The setting without its prefix, as `http01.nodeLabel`. */
  readonly setting: string;
  readonly message: string;
}

/** The language of the product nearest to a locale such as `ko-KR` or `ko_KR.UTF-8`; English otherwise. */
export function localeFor(tag: string | undefined): Locale {
  return tag !== undefined && /^ko\b|^ko[-_]/i.test(tag) ? 'ko' : 'en';
}

const offerings: readonly string[] = ['auto', 'everything', 'values', 'nothing'];
const severities: readonly string[] = ['off', 'error', 'warning', 'info'];

const texts = {
  en: {
    object: 'Expected an object of settings; the defaults are used.',
    release: (value: string) =>
      `\`${value}\` is not a cert-manager release that is known. Use \`newest\` or one of ${releases[0]} to ${newestRelease}, as \`1.16\`.`,
    label: (value: string) =>
      `\`${value}\` is not a node label. Write \`key=value\`, as \`type=load-balancer\`, or only \`key\`.`,
    offer: (value: string) =>
      `\`${value}\` is nothing that completion can be set to. Use one of \`auto\`, \`everything\`, \`values\`, \`nothing\`.`,
    flag: (value: string) => `\`${value}\` is neither \`true\` nor \`false\`.`,
    scope: (value: string) => `\`${value}\` is not a scope. Use \`openFiles\` or \`workspace\`.`,
    rules:
      'Expected an object of rule ids and severities, as `{"http01-solver-without-node-affinity": "off"}`.',
    rule: (id: string) => `There is no rule \`${id}\`.`,
    severity: (value: string) =>
      `\`${value}\` is not a severity. Use one of \`off\`, \`error\`, \`warning\`, \`info\`.`,
  },
  ko: {
    object: '설정 객체가 필요합니다. 기본값을 사용합니다.',
    release: (value: string) =>
      `\`${value}\` 릴리스는 알려져 있지 않습니다. \`newest\` 또는 ${releases[0]}부터 ${newestRelease}까지의 릴리스를 \`1.16\`처럼 적으세요.`,
    label: (value: string) =>
      `\`${value}\` 값은 노드 레이블이 아닙니다. \`type=load-balancer\`처럼 \`key=value\`로 적거나 \`key\`만 적으세요.`,
    offer: (value: string) =>
      `\`${value}\` 값은 자동 완성에 쓸 수 없습니다. \`auto\`, \`everything\`, \`values\`, \`nothing\` 중 하나를 쓰세요.`,
    flag: (value: string) => `\`${value}\` 값은 \`true\`도 \`false\`도 아닙니다.`,
    scope: (value: string) =>
      `\`${value}\` 값은 범위로 쓸 수 없습니다. \`openFiles\` 또는 \`workspace\`를 쓰세요.`,
    rules: '규칙 id와 심각도의 객체가 필요합니다. 예: `{"http01-solver-without-node-affinity": "off"}`.',
    rule: (id: string) => `\`${id}\` 규칙은 없습니다.`,
    severity: (value: string) =>
      `\`${value}\` 값은 심각도가 아닙니다. \`off\`, \`error\`, \`warning\`, \`info\` 중 하나를 쓰세요.`,
  },
} as const;

/** Reads settings (the object under `certManager`); what is absent or unusable takes its default. */
export function parseOptions(
  raw: unknown,
  locale: Locale,
  knownRules: readonly string[],
): { readonly options: Options; readonly problems: readonly OptionProblem[] } {
  const say = texts[locale];
  const problems: OptionProblem[] = [];
  const refuse = (setting: string, message: string) => void problems.push({ setting, message });
  if (raw !== undefined && raw !== null && !isObject(raw)) refuse('', say.object);
  const settings = isObject(raw) ? raw : {};

  const version = settings['version'] ?? 'newest';
  let release = newestRelease;
  const wanted = String(version)
    .replace(/^v/, '')
    .replace(/^(\d+\.\d+)\.\d+.*$/, '$1');
  if (isRelease(wanted)) release = wanted;
  else if (version !== 'newest' && version !== '') refuse('version', say.release(String(version)));

  const http01 = isObject(settings['http01']) ? settings['http01'] : {};
  const label = http01['nodeLabel'] ?? settings['http01.nodeLabel'];
  let { nodeLabel } = defaultOptions.http01;
  if (label !== undefined && label !== null) {
    const parsed = parseNodeLabel(label);
    if (parsed) nodeLabel = parsed;
    else refuse('http01.nodeLabel', say.label(String(label)));
  }
  const flat = http01['flatNetwork'] ?? settings['http01.flatNetwork'] ?? false;
  if (typeof flat !== 'boolean') refuse('http01.flatNetwork', say.flag(String(flat)));
  const flatNetwork = flat === true;

  const completion = isObject(settings['completion']) ? settings['completion'] : {};
  const wish = completion['offer'] ?? settings['completion.offer'];
  let { offer } = defaultOptions.completion;
  if (isOffering(wish)) offer = wish;
  else if (wish !== undefined && wish !== null) refuse('completion.offer', say.offer(String(wish)));
  const diagnostics = isObject(settings['diagnostics']) ? settings['diagnostics'] : {};
  const scope = diagnostics['scope'] ?? settings['diagnostics.scope'] ?? 'openFiles';
  if (scope !== 'openFiles' && scope !== 'workspace') refuse('diagnostics.scope', say.scope(String(scope)));

  const rules: Record<string, Severity | 'off'> = {};
  const given = settings['rules'] ?? {};
  if (!isObject(given)) refuse('rules', say.rules);
  else {
    for (const [id, severity] of Object.entries(given)) {
      if (!knownRules.includes(id)) refuse(`rules.${id}`, say.rule(id));
      else if (isSeverity(severity)) rules[id] = severity;
      else refuse(`rules.${id}`, say.severity(String(severity)));
    }
  }

  const enabled = (feature: 'codeLens' | 'inlayHints'): Switch => {
    const own = settings[feature];
    const value = (isObject(own) ? own['enabled'] : undefined) ?? settings[`${feature}.enabled`] ?? true;
    if (typeof value === 'boolean') return { enabled: value };
    refuse(`${feature}.enabled`, say.flag(String(value)));
    return defaultOptions[feature];
  };
  const [codeLens, inlayHints] = [enabled('codeLens'), enabled('inlayHints')];
  const showsUnopened = scope === 'workspace';
  const options = {
    locale,
    release,
    isReleaseChosen: isRelease(wanted),
    http01: { nodeLabel, flatNetwork },
    completion: { offer },
    rules,
    codeLens,
    inlayHints,
    showsUnopened,
    expectsParts: true,
  };
  return { options, problems };
}

/**
 * `key=value` or `key` as a node label, held to Kubernetes' syntax (apimachinery `validation.IsQualifiedName`,
 * `IsValidLabelValue`); undefined where it is not one.
 */
export function parseNodeLabel(raw: unknown): NodeLabel | undefined {
  if (typeof raw !== 'string') return undefined;
  const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(raw.trim()) ?? [];
  const name =
    /^(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)\/)?([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)$/.exec(
      key,
    );
  if (!name || (name[1]?.length ?? 0) > 253 || (name[4]?.length ?? 0) > 63) return undefined;
  if (value !== undefined && (value.length > 63 || !/^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/.test(value)))
    return undefined;
  return { key, value };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOffering(value: unknown): value is Offering {
  return typeof value === 'string' && offerings.includes(value);
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return typeof value === 'string' && severities.includes(value);
}
