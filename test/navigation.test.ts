import { test } from 'vitest';
import { navigate } from './harness/navigation.ts';

test('try', () => {
  for (const folder of ['nav-issuers', 'nav-secrets', 'nav-gateway', 'nav-kustomize']) {
    const nav = navigate(folder);
    console.log(folder, nav.symbols(''));
    for (const path of folder === 'nav-issuers'
      ? ['issuers.yaml', 'certificates.yaml', 'ingress.yaml']
      : folder === 'nav-secrets'
        ? ['issuers.yaml', 'secrets.yaml']
        : folder === 'nav-gateway'
          ? ['gateway.yaml']
          : ['base/kustomization.yaml', 'overlay/kustomization.yaml', 'base/issuer.yaml'])
      console.log(
        path,
        nav.outline(path).join('\n'),
        nav.links(path),
        JSON.stringify(nav.lenses(path), null, 1),
        nav.hints(path),
        nav.everywhere(path),
      );
  }
});
