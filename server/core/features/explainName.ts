/** Hovers on names that stand for something else in the workspace: what bears them, and where. Issuers tell more (`explain.ts`). */
import { mapAt, textAt } from '../model/look.ts';
import { certManagerKinds } from '../model/resource.ts';
import type { Locale, Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import { code } from '../text/markdown.ts';
import { type Span, shift } from '../text/span.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import { type Atlas, eachPlace, type Occurrence } from './atlas.ts';
import { explainSelector } from './explainSelector.ts';
import type { Hover } from './fieldDocs.ts';
import { type Said, samePlace, shownPlace } from './places.ts';

/** As many as a reader of a hover wants to see. */
const most = 8;

/**
 * What is known of the name at an offset in a file: who bears it or writes the Secret, who else reads that, and for which
 * names the solver of a selector answers. Undefined where the workspace does not know. Places are those of the file.
 */
export function explainName(atlas: Atlas, path: string, offset: number, locale: Locale): Hover | undefined {
  const said = ofReference(atlas, path, offset, locale) ?? explainSelector(atlas, path, offset, locale);
  const start = said && startOf(atlas, said.place);
  return said && start !== undefined
    ? { span: shift(said.place.span, start), markdown: said.markdown }
    : undefined;
}

function startOf({ workspace }: Atlas, { path, document }: PlaceInDocument): Span['start'] | undefined {
  return workspace.documents(path)?.find((one) => one.document === document)?.start;
}

function ofReference(atlas: Atlas, path: string, offset: number, locale: Locale): Said | undefined {
  const asked = atlas.at(path, offset).filter(({ mention }) => mention.role !== 'declares');
  const [first] = asked;
  if (!first || first.mention.kind === 'Issuer' || first.mention.kind === 'ClusterIssuer') return undefined;
  const say = texts[locale];
  const elsewhere = (all: readonly Occurrence[]) =>
    eachPlace(atlas, all).filter(
      (one) =>
        !atlas.isUncertain(one.located.resource) && !asked.some((own) => samePlace(own.place, one.place)),
    );
  const bearers = elsewhere(asked.flatMap((one) => atlas.bearers(one)));
  const near = bearers.length > 0 ? [] : elsewhere(asked.flatMap((one) => atlas.likely(one)));
  const isSecret = first.mention.kind === 'Secret';
  const readers = isSecret
    ? elsewhere(asked.flatMap((one) => atlas.uses(one))).filter(({ mention }) => mention.role === 'refers')
    : [];
  const show = (word: (who: string) => string) => (one: Occurrence) =>
    `- ${word(`${titleOf(one)} (${shownPlace(atlas.workspace, path, one.place)})`)}${isSecret ? '' : detailOf(one, say)}`;
  const made = bearers.length === 0 ? makersOf(asked) : [];
  const lines = [
    ...made.map(({ mention, located }) => `- ${say.made(code(mention.name), located.resource.kind)}`),
    ...bearers.map((one) => show(one.mention.role === 'writes' ? say.writes : say.holds)(one)),
    ...near.map(show(say.perhaps)),
    ...readers.map(show(say.reads)),
  ];
  const { kind, name, namespace, role } = first.mention;
  if (lines.length === 0) {
    // Classes are made along with controllers, and what other resources name is not ours to speak of.
    if (kind === 'IngressClass' || !isOwn(first)) return undefined;
    lines.push(role === 'writes' ? writtenBy(first, say) : say.nowhere);
  }
  const rest = lines.length > most ? [`- ${say.more(lines.length - most)}`] : [];
  const title = say.title(kind, code(name), namespace === undefined ? undefined : code(namespace));
  return { place: first.place, markdown: [title, '', ...lines.slice(0, most), ...rest].join('\n') };
}

const isOwn = ({ located: { resource } }: Occurrence) =>
  certManagerKinds.some((kind) => kind === resource.kind);

/** What cert-manager keeps in a Secret that a resource has it write. */
function writtenBy({ located: { resource } }: Occurrence, say: Say): string {
  return /Issuer$/.test(resource.kind) ? say.account : say.certificate;
}

/** What names a Secret for a Certificate that cert-manager makes of it. */
const makersOf = (asked: readonly Occurrence[]) =>
  asked
    .filter(({ mention, located }) => {
      const { kind } = located.resource;
      return (
        mention.kind === 'Secret' &&
        mention.role === 'writes' &&
        /^(?:Ingress|Gateway|ListenerSet)$/.test(kind)
      );
    })
    .slice(0, 1);

function titleOf({ located: { resource } }: Occurrence): string {
  return `${resource.kind} ${code(resource.name ?? '')}`;
}

/** What a class or a Gateway says about who serves it. */
function detailOf({ located: { resource } }: Occurrence, say: Say): string {
  const spec = mapAt(resource.map, 'spec')?.value;
  const controller = spec && (textAt(spec, 'controller') ?? textAt(spec, 'controllerName'))?.value;
  const gatewayClass = spec && textAt(spec, 'gatewayClassName')?.value;
  if (controller !== undefined) return say.controller(code(controller));
  return gatewayClass === undefined ? '' : say.gatewayClass(code(gatewayClass));
}

interface Say {
  readonly title: (kind: string, name: string, namespace: string | undefined) => string;
  readonly made: (certificate: string, kind: string) => string;
  readonly writes: (who: string) => string;
  readonly holds: (who: string) => string;
  readonly perhaps: (who: string) => string;
  readonly reads: (who: string) => string;
  readonly controller: (name: string) => string;
  readonly gatewayClass: (name: string) => string;
  readonly nowhere: string;
  readonly account: string;
  readonly certificate: string;
  readonly more: (count: number) => string;
}

const texts: Texts<Say> = {
  en: {
    title: (kind, name, namespace) =>
      `${kind} ${name}${namespace === undefined ? '' : ` in namespace ${namespace}`}`,
    made: (certificate, kind) =>
      `written for Certificate ${certificate}, which cert-manager makes of this ${kind}`,
    writes: (who) => `written for ${who}`,
    holds: (who) => who,
    perhaps: (who) => `${who}, where both are applied to one namespace`,
    reads: (who) => `read by ${who}`,
    controller: (name) => `, served by ${name}`,
    gatewayClass: (name) => `, of class ${name}`,
    nowhere: 'Not in the files that are known here. It may well be in the cluster.',
    account: 'cert-manager keeps the key of the ACME account in it.',
    certificate: 'cert-manager writes key and certificate into it.',
    more: (count) => `and ${count} more`,
  },
  ko: {
    title: (kind, name, namespace) =>
      `${kind} ${name}${namespace === undefined ? '' : `(네임스페이스 ${namespace})`}`,
    made: (certificate, kind) =>
      korean`cert-manager가 이 ${kind}에서 만드는 Certificate ${certificate}을(를) 위해 만들어집니다`,
    writes: (who) => korean`${who}을(를) 위해 만들어집니다`,
    holds: (who) => who,
    perhaps: (who) => `${who}. 둘을 같은 네임스페이스에 적용할 때`,
    reads: (who) => korean`${who}이(가) 읽습니다`,
    controller: (name) => korean`, ${name}이(가) 맡음`,
    gatewayClass: (name) => `, 클래스 ${name}`,
    nowhere: '여기서 아는 파일에는 없지만 클러스터에는 있을 수 있습니다.',
    account: 'cert-manager가 ACME 계정의 개인 키를 여기에 둡니다.',
    certificate: 'cert-manager가 개인 키와 인증서를 여기에 씁니다.',
    more: (count) => `외 ${count}개`,
  },
};
