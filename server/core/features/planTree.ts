/** A plan for people: a tree for each Certificate. */

import {
  entriesOfOthers,
  idleSolvers,
  type Plan,
  type PlannedCertificate,
  type PlannedName,
  type Unplanned,
  type Why,
} from '../issuance/plan.ts';
import { describeTerms, describeToleration } from '../issuance/refusedNode.ts';
import { sayShutOut } from '../issuance/showShutOut.ts';
import { isPending } from '../issuance/solverPlacement.ts';
import { isMap } from '../model/data.ts';
import type { Locale } from '../rules/rule.ts';
import type { Controller } from '../workspace/placement/placement.ts';
import { isWayless } from './pathLines.ts';
import { type Branch, full, type Ink, leaf, type Pen, type PlanHost, place, titleOf } from './planPen.ts';
import { pairs, scheduling } from './planScheduling.ts';
import { type PlanWords, planWords } from './planWords.ts';

export type { Branch, Ink, PlanHost } from './planPen.ts';

/** The plan as trees: one for each Certificate, and for each thing of which none is made. */
export function planTree(plan: Plan, host: PlanHost, locale: Locale, ink: Ink): readonly Branch[] {
  const pen: Pen = { say: planWords[locale], locale, paint: ink, host };
  return [
    ...plan.certificates.map((certificate) => {
      return certificateTree(certificate, pen);
    }),
    ...plan.unplanned.map((one) => unplannedTree(one, pen)),
  ];
}

/** The rules that report something on the way of a Certificate: in its source, or in its issuer and the solvers that answer. */
export function findingsOf(certificate: PlannedCertificate, host: PlanHost): readonly string[] {
  const { source, issuer } = certificate;
  const ofIssuer = issuer.resource ? host.findingsOf(issuer.resource, idleSolvers(certificate)) : [];
  return [...new Set([...host.findingsOf(source, entriesOfOthers(certificate)), ...ofIssuer])].sort();
}

function certificateTree(certificate: PlannedCertificate, pen: Pen): Branch {
  const { contested, source, written, namespace, name, names, moreNames } = certificate;
  const { say, paint } = pen;
  const title = paint.bold(paint.safe(`Certificate ${full(namespace, name, source, say)}`));
  const origin = written ? '' : ` ${paint.safe(say.madeOf(titleOf(source, say)))}`;
  const findings = findingsOf(certificate, pen.host);
  const builder = pen.host.builderOf(source);
  const built = builder === undefined ? '' : ` ${paint.faint(paint.safe(say.builtBy(builder)))}`;
  const { resource } = certificate.issuer;
  const isFlat = resource !== undefined && pen.host.isFlat(resource);
  const none = names.length === 0 && !moreNames ? [leaf(say.noNames)] : [];
  return {
    text: `${title}${origin} ${place(source, pen)}${built}`,
    of: source,
    below: [
      ...(contested ? [leaf(paint.warning(say.contested))] : []),
      issuerBranch(certificate, pen),
      ...nameBranches(names, isFlat, pen),
      ...none,
      ...(moreNames ? [leaf(paint.faint(say.moreNames[moreNames]))] : []),
      ...findingsBranch(findings, pen),
    ],
  };
}

function unplannedTree({ source, why, name }: Unplanned, pen: Pen): Branch {
  const { say, paint } = pen;
  const reason = why === 'taken' ? say.unplanned.taken(name ?? '') : say.unplanned[why];
  const findings = [...new Set(pen.host.findingsOf(source, []))].sort();
  return {
    text: `${paint.safe(titleOf(source, say))}: ${paint.warning(paint.safe(reason))} ${place(source, pen)}`,
    of: source,
    below: findingsBranch(findings, pen),
  };
}

function findingsBranch(findings: readonly string[], { say, paint }: Pen): readonly Branch[] {
  return findings.length > 0 ? [leaf(`${say.findings}: ${paint.warning(findings.join(', '))}`)] : [];
}

function issuerBranch({ issuer }: PlannedCertificate, pen: Pen): Branch {
  const { say, paint } = pen;
  if (issuer.name === undefined) {
    const isAbsent = issuer.gap?.why === 'absent';
    return leaf(`Issuer: ${isAbsent ? paint.warning(say.issuer.notNamed) : paint.faint(say.issuer.unknown)}`);
  }
  if (issuer.gap) return leaf(`${paint.safe(`Issuer ${issuer.name}`)}: ${paint.faint(say.issuer.unknown)}`);
  const title = paint.safe(`${issuer.kind ?? 'Issuer'} ${issuer.name}`);
  if (issuer.group !== undefined)
    return leaf(`${title}: ${paint.faint(paint.safe(say.external(issuer.group)))}`);
  if (!issuer.found) return leaf(`${title}: ${paint.warning(say.issuer.missing)}`);
  if (!issuer.resource) return leaf(`${title}: ${paint.warning(say.issuer.several)}`);
  const { type } = issuer;
  const wrong = type === 'none' || type === 'several' ? paint.warning(say.issuer.type[type]) : undefined;
  const shown = type === 'unknown' ? '' : ` (${wrong ?? type})`;
  return leaf(`${title}${shown} ${place(issuer.resource, pen)}`, issuer.resource);
}

/** A branch for all names of which the same is to be said. */
function nameBranches(names: readonly PlannedName[], isFlat: boolean, pen: Pen): readonly Branch[] {
  const groups = new Map<string, { readonly said: Branch; readonly names: string[] }>();
  for (const planned of names) {
    const said = nameBranch(planned, isFlat, pen);
    const name = pen.paint.bold(pen.paint.safe(planned.identifier.name));
    const group = groups.get(JSON.stringify(said));
    if (group) group.names.push(name);
    else groups.set(JSON.stringify(said), { said, names: [name] });
  }
  return [...groups.values()].map(({ said, names }) => ({
    text: `${names.join(', ')}: ${said.text}`,
    below: said.below,
  }));
}

function nameBranch(planned: PlannedName, isFlat: boolean, pen: Pen): Branch {
  const { say, paint } = pen;
  const { state, choice } = planned;
  if (!choice || state !== 'chosen') {
    const words = say.state[state === 'chosen' ? 'unknown' : state];
    const isWrong = state === 'none' || state === 'typeless-issuer' || state === 'typeless-solver';
    return leaf(isWrong ? paint.warning(words) : paint.faint(words));
  }
  const reason = paint.faint(`(${paint.safe(reasonOf(choice.why, say))})`);
  const text = `${choice.type}, ${say.solver(choice.index)} ${reason}`;
  return { text, below: choice.type === 'http-01' ? podBranches(planned, isFlat, pen) : [] };
}

function reasonOf(why: Why, say: PlanWords): string {
  switch (why.by) {
    case 'dnsZones':
      return say.why.dnsZones(why.zone);
    case 'matchLabels':
      return say.why.matchLabels(pairs(why.labels));
    default:
      return say.why[why.by];
  }
}

function podBranches(planned: PlannedName, isFlat: boolean, pen: Pen): readonly Branch[] {
  const { say, paint } = pen;
  const { pod, nodes, refused } = planned;
  if (!pod.data) {
    if (isWayless(pod)) return [leaf(paint.warning(say.noPodAtAll[pod.gap]))];
    return [
      leaf(paint.faint(say.podUnknown[pod.gap === 'templated' ? pod.gap : 'unclear'])),
      ...routeBranches(planned, pen),
    ];
  }
  const refusals = new Map<string, string[]>();
  for (const { node, reason, detail } of refused) {
    const why = detail === '' ? reason : reason === 'affinity' ? detail : `taint ${detail}`;
    refusals.set(why, [...(refusals.get(why) ?? []), node]);
  }
  return [
    leaf(`${say.pod}: ${paint.safe(scheduling(pod.data, say))}`),
    ...(pod.refused ? [leaf(paint.error(say.podRefused))] : []),
    ...(nodes
      ? [leaf(`${say.nodes}: ${nodes.length > 0 ? paint.safe(nodes.join(', ')) : paint.warning(say.noNode)}`)]
      : []),
    ...[...refusals].map(([why, names]) =>
      leaf(paint.faint(paint.safe(`${say.not} ${names.join(', ')}: ${why}`))),
    ),
    ...routeBranches(planned, pen),
    ...adviceBranches(planned, isFlat, pen),
  ];
}

/** Where the requests come through, and who serves that. */
function routeBranches({ route, serving, shut }: PlannedName, pen: Pen): readonly Branch[] {
  const { say, paint } = pen;
  if (shut) {
    const why = paint.safe(sayShutOut(shut, pen.locale, (word) => word));
    return [leaf(`${paint.warning(why)} ${place(shut.gateway, pen)}`, shut.gateway)];
  }
  if (!route) return [];
  const name =
    route.kind === 'ingress'
      ? route.className === undefined
        ? say.noClass
        : say.ingressClass(route.className)
      : say.gateway(route.gateway.name, route.className);
  const title = paint.safe(name);
  if (serving?.state === 'outside') return [leaf(`${title}: ${say.outside(serving.product)}`)];
  if (serving?.state !== 'known') return [leaf(`${title}: ${paint.faint(say.nobodyKnown)}`)];
  return serving.controllers.map((controller) =>
    leaf(`${title}: ${say.servedBy} ${controllerText(controller, pen)}`, controller.place.resource),
  );
}

function controllerText(controller: Controller, pen: Pen): string {
  const { resource } = controller.place;
  const { say, paint } = pen;
  const where = controller.scheduling ? scheduling(controller.scheduling, say) : say.schedulingUnknown;
  return `${paint.safe(`${controller.product}, ${titleOf(resource, say)}: ${where}`)} ${place(resource, pen)}`;
}

/** What is the matter between the pod and the ingress. */
function adviceBranches(
  { pod, placement }: PlannedName,
  isFlat: boolean,
  { say, paint }: Pen,
): readonly Branch[] {
  // What stays Pending does so in a flat network as well.
  if (pod.refused || (isFlat && placement && !isPending(placement))) return [];
  const warn = (...texts: readonly string[]) => texts.map((text) => leaf(paint.warning(paint.safe(text))));
  switch (placement?.kind) {
    case 'controllerKnown': {
      const { copies, elsewhere } = placement;
      const [copy] = copies;
      const terms = describeTerms({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: copy.nodeSelectorTerms },
          },
        },
      });
      const more = copy.tolerations.flatMap((item) => (isMap(item) ? [describeToleration(item)] : []));
      return warn(
        elsewhere.length > 0 ? say.elsewhere(elsewhere.join(', ')) : say.maybeElsewhere,
        say.copy([terms, ...more.map((one) => `tolerations ${one}`)].join(', ')),
      );
    }
    case 'podAffinity':
      return warn(
        ...(placement.elsewhere.length > 0
          ? [say.elsewhere(placement.elsewhere.join(', '))]
          : [say.runsAnywhere]),
        ...placement.controllers.map(({ podLabels, namespace }) =>
          say.follow(pairs(podLabels), namespace ?? '?'),
        ),
      );
    case 'contradicts':
      return warn(say.contradicts);
    case 'noNode':
      return warn(say.noMatch);
    case 'noPod':
      return warn(say.noPod(namespacesOf(placement.controllers)));
    case 'taint':
      return warn(say.taint(placement.key));
    default:
      return [];
  }
}

/** The namespaces of controllers, each once. */
function namespacesOf(controllers: readonly Controller[]): string {
  return [...new Set(controllers.map(({ namespace }) => namespace ?? '?'))].join(', ');
}
