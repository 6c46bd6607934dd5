import type { Path } from '../path';
import type { Attribute, Attributes } from './attribute';

/** One step of a path, as what the schema says it is. */
export type SchemaStep =
  | { readonly kind: 'attribute'; readonly name: string; readonly attribute: Attribute }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number };

/** Follows a path through the schema; ends early where the schema has no such place, or within a set. */
export function walk(attributes: Attributes, path: Path): SchemaStep[] {
  const steps: SchemaStep[] = [];
  let level: Attributes | undefined = attributes;
  let container: 'list' | 'map' | undefined;
  for (const step of path) {
    if (container === 'list' && typeof step === 'number') {
      steps.push({ kind: 'index', index: step });
      container = undefined;
    } else if (container === 'map') {
      steps.push({ kind: 'key', key: String(step) });
      container = undefined;
    } else if (container === undefined && typeof step === 'string' && level !== undefined) {
      const attribute: Attribute | undefined = Object.hasOwn(level, step) ? level[step] : undefined;
      if (attribute === undefined) return steps;
      steps.push({ kind: 'attribute', name: step, attribute });
      ({ level, container } = inside(attribute));
    } else {
      return steps;
    }
  }
  return steps;
}

function inside({ shape }: Attribute): {
  level: Attributes | undefined;
  container: 'list' | 'map' | undefined;
} {
  switch (shape.kind) {
    case 'primitive':
      return { level: undefined, container: undefined };
    case 'collection':
      return { level: undefined, container: shape.collection === 'set' ? undefined : shape.collection };
    case 'object':
      switch (shape.nesting) {
        case 'single':
          return { level: shape.attributes, container: undefined };
        case 'set':
          return { level: undefined, container: undefined };
        case 'list':
        case 'map':
          return { level: shape.attributes, container: shape.nesting };
      }
  }
}

/** Whether what is at the path must not be shown: it or something around it is sensitive or write-only. */
export function isHidden(attributes: Attributes, path: Path): boolean {
  return walk(attributes, path).some(
    (step) =>
      step.kind === 'attribute' &&
      (step.attribute.options.sensitive ?? step.attribute.options.writeOnly ?? false),
  );
}
