import { isObject, without, type JsonObject } from '../../drivers/json';
import type { PrivateState } from '../../tfplugin';
import { OWNER_TAG } from '../ownership';
import { stateLocation } from '../state-location';

const KEY = 'owner';

/**
 * Whose an app is, as its label says: the place of the state that made it. What a later apply of that state finds with
 * it, after a kill, it takes over. It is remembered, because the label must not change with the place of the state: every
 * change of an app restarts it.
 */
export function rememberedOwner(remembered: PrivateState): string {
  const owner = remembered.get(KEY);
  return typeof owner === 'string' ? owner : stateLocation();
}

export function rememberOwner(remembered: PrivateState, owner: string): void {
  remembered.set(KEY, owner);
}

/** The owner that a live app's label names; undefined for an app that was made without us. */
export function ownerOf(app: JsonObject | undefined): string | undefined {
  const { labels } = app ?? {};
  const owner = isObject(labels) ? labels[OWNER_TAG] : undefined;
  return typeof owner === 'string' ? owner : undefined;
}

/** A definition as it is sent. */
export function withOwner(app: JsonObject, owner: string | undefined): JsonObject {
  if (owner === undefined) return app;
  const { labels } = app;
  return { ...app, labels: { ...(isObject(labels) ? labels : {}), [OWNER_TAG]: owner } };
}

/** A live app as it was declared. */
export function withoutOwner<T extends object>(app: T): T {
  const { labels } = app as JsonObject;
  return isObject(labels) ? { ...app, labels: without(labels, OWNER_TAG) } : app;
}
