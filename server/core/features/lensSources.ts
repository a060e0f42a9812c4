/** What lenses and hints rest on: who must ask for them anew when another document changed. */
import { questions, unasked } from '../workspace/store.ts';
import type { Workspace } from '../workspace/workspace.ts';

const kinds = [
  ...(['Issuer', 'ClusterIssuer', 'Certificate', 'CertificateRequest'] as const),
  ...(['Ingress', 'Gateway', 'ListenerSet', 'XListenerSet'] as const),
];

/** A question that says whether, since it was last asked, a resource changed that a lens or hint may tell of. */
export function followLensSources(): (workspace: Workspace) => boolean {
  const memory = unasked();
  return (workspace) => {
    const store = workspace.store();
    if (store.stands(memory)) return false;
    store.remember(memory, kinds.map(questions.all));
    return true;
  };
}
