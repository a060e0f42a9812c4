/** What tests of builds start from. */
import { type Build, type BuiltResource, buildFolder, filesOf, problemsOf } from './build.ts';

/** An Issuer's text; `more` stands below its solver's ingress. */
export const issuer = (name: string, more = '') => `apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: ${name}
spec:
  acme:
    server: https://acme.example.com/directory
    solvers:
      - http01:
          ingress:
            class: nginx
${more}`;

/** The built resource of a name. */
export function named(build: Build | undefined, name: string): BuiltResource {
  const found = build?.resources.find(({ resource }) => resource.name === name);
  if (!found) throw new Error(`no ${name} among ${build?.resources.map(({ resource }) => resource.name)}`);
  return found;
}

/** The problems of a kustomization beside an Issuer `one`, and whether that is still known. */
export function trouble(kustomization: string, more: Readonly<Record<string, string>> = {}): string[] {
  const text = `resources:\n  - issuer.yaml\n${kustomization}`;
  const built = buildFolder(
    '/r',
    filesOf({ '/r/kustomization.yaml': text, '/r/issuer.yaml': issuer('one'), ...more }),
  );
  const state = built.resources.map(
    ({ resource, unknown }) => `${resource.name} ${unknown ? 'unknown' : 'known'}`,
  );
  return [...problemsOf(built), ...state];
}
