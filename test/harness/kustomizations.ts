/** What tests of builds start from. */
import type { Build, BuiltResource } from './build.ts';

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
