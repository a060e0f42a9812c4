/** The second half of the picture: the objects of a challenge, who asks for them, and the nodes of both ends. */
import { homesOf } from '../issuance/controllerNodes.ts';
import type { PlannedCertificate, PlannedName } from '../issuance/plan.ts';
import type { ShutOut } from '../issuance/routeAdmission.ts';
import type { Controller } from '../workspace/placement/placement.ts';
import type { Drawing, PathGround, PathMark, PathPlace, PathState } from './path.ts';
import { routeLines, serverOf, whereLines } from './pathLines.ts';
import type { Through } from './pathTexts.ts';

export interface Requests {
  /** The pod of an HTTP-01 solver, the controllers in front of it, and the nodes. */
  toPod(
    solverId: string,
    name: PlannedName,
    solver: PathPlace | undefined,
    marks: readonly PathMark[],
    selfChecks: boolean,
  ): void;
  /** The DNS record of a DNS-01 solver. */
  toRecord(solverId: string, names: readonly string[]): void;
}

/** Node names that stand in a box. */
const mostNames = 4;

export function requestsOf(certificate: PlannedCertificate, ground: PathGround, drawing: Drawing): Requests {
  const { say } = ground;
  const ca = () =>
    drawing.add('ca', {
      kind: 'ca',
      title: say.ca.title,
      lines: [...[serverOf(certificate.issuer)].flatMap((host) => host ?? []), say.ca.from],
      place: undefined,
    });
  const selfCheck = () =>
    drawing.add('selfCheck', {
      kind: 'selfCheck',
      title: say.selfCheck.title,
      lines: [say.selfCheck.from],
      place: undefined,
    });
  const ask = (target: string, checks: boolean) => {
    drawing.join(ca(), target, say.edge.outside);
    if (checks) drawing.join(selfCheck(), target, say.edge.check);
  };
  return {
    toPod(solverId, name, solver, marks, selfChecks) {
      const { pod } = name;
      const podId = drawing.add(`pod ${solverId} ${JSON.stringify([pod.data, name.route])}`, {
        kind: 'pod',
        title: say.pod.title,
        lines: pod.data ? whereLines(pod.data, say) : [say.pod.unknown],
        state: pod.refused ? 'error' : pod.data ? 'plain' : 'unknown',
        marks,
        place: marks[0]?.place ?? solver,
      });
      drawing.join(solverId, podId, say.edge.creates);
      const state = gravest(marks, pod.refused);
      const controllers = addControllers(name, ground, drawing);
      for (const controller of controllers) {
        ask(controller, selfChecks);
        drawing.join(controller, podId, say.edge.forwards, name.shut ? 'warning' : state);
      }
      // Where requests end at the Gateway, nobody's nodes are those of both ends.
      const known = name.shut ? { ...name, serving: undefined } : name;
      addNodes(podId, controllers, known, state, ground, drawing);
    },
    toRecord(solverId, names) {
      const shown = names.slice(0, mostNames).map((name) => `_acme-challenge.${name.replace(/^\*\./, '')}`);
      const record = drawing.add(`record ${solverId}`, {
        kind: 'record',
        title: say.record,
        lines: [
          ...new Set(shown),
          ...(names.length > mostNames ? [say.nodes.more(names.length - mostNames)] : []),
        ],
        place: undefined,
      });
      drawing.join(solverId, record, say.edge.writes);
      ask(record, true);
    },
  };
}

function gravest(marks: readonly PathMark[], refused: boolean): PathState {
  const severities: readonly PathState[] = [
    ...(refused ? ['error' as const] : []),
    ...marks.map(({ severity }) => severity),
  ];
  return (['error', 'warning', 'info'] as const).find((one) => severities.includes(one)) ?? 'plain';
}

const throughOf = (route: PlannedName['route']): Through =>
  route?.kind === 'gateway' ? 'gateway' : 'ingress';

/** Who takes the requests for a name; one box where nobody knows. */
function addControllers(
  { serving, route, shut }: PlannedName,
  ground: PathGround,
  drawing: Drawing,
): readonly string[] {
  const { say } = ground;
  if (shut) return [addShutOut(shut, ground, drawing)];
  if (serving?.state === 'known')
    return serving.controllers.map((one) => addController(one, ground, drawing));
  const outside = serving?.state === 'outside' ? serving.product : undefined;
  return [
    drawing.add(`controller ${outside ?? ''} ${JSON.stringify(route)}`, {
      kind: 'controller',
      title: outside ?? say.controller.title[throughOf(route)],
      lines: [
        ...routeLines(route, say),
        outside === undefined ? say.controller.unknown : say.controller.outside,
      ],
      state: outside === undefined ? 'unknown' : 'plain',
      place: undefined,
    }),
  ];
}

/** A Gateway that does not let the challenge in. */
function addShutOut({ gateway, at, why }: ShutOut, { say, placeOf }: PathGround, drawing: Drawing): string {
  const { namespace = '', name = '' } = gateway;
  return drawing.add(`shut out ${namespace}/${name} ${why}`, {
    kind: 'controller',
    title: say.controller.title.gateway,
    lines: [say.solver.gateway(name), say.controller.shut[why]],
    state: 'warning',
    place: placeOf(gateway, at),
  });
}

function addController(controller: Controller, { say, placeOf }: PathGround, drawing: Drawing): string {
  const { product, how, namespace, scheduling, place } = controller;
  const at = placeOf(place.resource, place.at);
  const made = how === 'outside' ? say.controller.outside : say.controller.how[how];
  const where = scheduling ? whereLines(scheduling, say) : [say.controller.whereUnknown];
  return drawing.add(`controller ${product} ${namespace ?? ''} ${at?.path ?? ''} ${at?.span.start ?? ''}`, {
    kind: 'controller',
    title: product,
    lines: [namespace === undefined ? made : `${made}, ${namespace}`, ...(how === 'outside' ? [] : where)],
    place: at,
  });
}

/** The nodes that may take the pod, against those that may take a controller; only where all of both are known. */
function addNodes(
  podId: string,
  controllerIds: readonly string[],
  { nodes: taken, serving, placement, route }: PlannedName,
  state: PathState,
  ground: PathGround,
  drawing: Drawing,
): void {
  const { say, nodes, nodePlace } = ground;
  if (!nodes || !taken) return;
  const homes = serving?.state === 'known' ? homesOf(serving.controllers, nodes) : undefined;
  const box = (title: string, names: readonly string[], how: PathState) =>
    drawing.add(`nodes ${title} ${names.join(' ')}`, {
      kind: 'nodes',
      title,
      lines: [
        ...names.slice(0, mostNames),
        ...(names.length > mostNames ? [say.nodes.more(names.length - mostNames)] : []),
      ],
      state: how,
      place: names[0] === undefined ? undefined : nodePlace(names[0]),
    });
  const join = (id: string, ofPod: boolean, ofIngress: boolean, how: PathState) => {
    if (ofPod) drawing.join(podId, id, say.edge.mayRun, how);
    if (ofIngress) for (const controller of controllerIds) drawing.join(controller, id, say.edge.runs);
  };
  if (taken.length === 0) join(box(say.nodes.none, [], state), true, false, state);
  const both = taken.filter((name) => homes?.includes(name));
  const solverOnly = taken.filter((name) => !both.includes(name));
  const ingressOnly = (homes ?? []).filter((name) => !taken.includes(name));
  // Without the nodes of the ingress, «only» would say too much.
  const away = placement?.kind === 'controllerKnown' || placement?.kind === 'contradicts' ? state : 'plain';
  if (both.length > 0) join(box(say.nodes.both, both, 'plain'), true, true, 'plain');
  if (solverOnly.length > 0)
    join(box(homes ? say.nodes.solverOnly : say.nodes.solver, solverOnly, away), true, false, away);
  if (ingressOnly.length > 0)
    join(box(say.nodes.ingressOnly[throughOf(route)], ingressOnly, 'plain'), false, true, 'plain');
}
