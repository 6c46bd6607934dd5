import { isAbsolute, join, relative, resolve } from 'node:path';
import { App, Manifest, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A path as Terraform has to be told it. Terraform runs in the stack's folder below cdktf.out, while a
 * relative path in an app starts at the folder the app runs in. The result stays relative, so that
 * neither plan nor state depends on where a project is checked out. Absolute paths, `~` and tokens stay
 * as they are.
 */
export function pathFromStackFolder(scope: Construct, path: string): string {
  if (Token.isUnresolved(path) || isAbsolute(path) || /^~(\/|$)/.test(path)) return path;
  const folder = join(App.of(scope).outdir, Manifest.stacksFolder, TerraformStack.of(scope).node.id);
  return relative(resolve(folder), resolve(path));
}
