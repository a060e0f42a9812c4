/** Paths as a kustomization writes them. */

/** The folder that holds a file; `/` at the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}

/** The path that `relative` names, seen from `folder`; `.` and `..` are resolved. */
export function join(folder: string, relative: string): string {
  const whole = relative.startsWith('/') ? relative : `${folder}/${relative}`;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `/${steps.join('/')}`;
}

/**
 * Whether a path names something elsewhere: a URL, or a repository in one of the short forms that kustomize knows
 * (api/internal/git/repospec.go).
 */
export function isRemote(path: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(path) ||
    /^[\w.-]+@[\w.-]+:/.test(path) ||
    /^(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)[/:]/i.test(path) ||
    /[?&](?:ref|version|timeout|submodules)=/.test(path) ||
    /^[\w.-]+\.[a-z]{2,}\/.*(?:\.git\b|\/\/)/i.test(path)
  );
}
