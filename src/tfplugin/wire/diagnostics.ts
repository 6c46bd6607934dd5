import type { Diagnostics } from '../diagnostics';
import type { Path } from '../path';
import type { Redactor } from '../redactor';
import type { Attributes } from '../schema/attribute';
import { walk } from '../schema/walk';
import { DiagnosticSeverity } from './messages';
import type { AttributePath, WireDiagnostic } from './messages';

/** A path as Terraform takes it: cut where the schema has no such place. */
export function encodePath(attributes: Attributes, path: Path): AttributePath {
  return {
    steps: walk(attributes, path).map((step) => {
      switch (step.kind) {
        case 'attribute':
          return { attribute_name: step.name };
        case 'key':
          return { element_key_string: step.key };
        case 'index':
          return { element_key_int: step.index };
      }
    }),
  };
}

/** @param attributes undefined when it is not known what the diagnostics are about. */
export function encodeDiagnostics(
  diagnostics: Diagnostics,
  redactor: Redactor,
  attributes: Attributes = {},
): WireDiagnostic[] {
  return diagnostics.all.map(({ severity, summary, detail, path }) => {
    const attribute = encodePath(attributes, path);
    return {
      severity: severity === 'error' ? DiagnosticSeverity.ERROR : DiagnosticSeverity.WARNING,
      summary: redactor.apply(summary),
      detail: redactor.apply(detail),
      attribute: attribute.steps?.length === 0 ? undefined : attribute,
    };
  });
}
