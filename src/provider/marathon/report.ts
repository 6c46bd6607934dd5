import {
  DeploymentInTheWayError,
  ForeignAppsError,
  isMarathonError,
  OverriddenDeploymentError,
  StalledDeploymentError,
} from '../../drivers/marathon';
import { DiagnosticError } from '../../tfplugin';

/** A driver's error at the attribute it belongs to; others as they are. */
export function atAttribute(error: unknown): unknown {
  if (error instanceof StalledDeploymentError || error instanceof OverriddenDeploymentError)
    return multiline(error, []);
  if (error instanceof DeploymentInTheWayError) return multiline(error, ['force']);
  if (error instanceof ForeignAppsError || isMarathonError(error, 'invalid'))
    return multiline(error, ['definition']);
  if (isMarathonError(error, 'unauthorized', 'forbidden')) return multiline(error, ['access', 'login']);
  return error;
}

function multiline(error: Error, path: readonly string[]): DiagnosticError {
  const [headline = '', ...rest] = error.message.split('\n');
  return new DiagnosticError(headline, rest.join('\n'), [...path], { cause: error });
}

/** Terraform marks what failed to be created as tainted, which is not what one wants of an app with data. */
export function tainted(error: unknown): unknown {
  if (!(error instanceof StalledDeploymentError) || error.aftermath !== undefined) return atAttribute(error);
  const [headline = '', ...rest] = error.message.split('\n');
  return new DiagnosticError(
    headline,
    `${rest.join('\n')}\nIt is in the state, marked as tainted: the next apply deletes it, with the data of its persistent volumes, and makes it anew. To have it go on with this one instead: terraform untaint <address of the resource>`,
    [],
    { cause: error },
  );
}
