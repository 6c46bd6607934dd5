import { isObject, type JsonObject } from '../values/json';

/** The fields of a rule that do not say what it is about. */
const SUBJECTS = ['principals'];

/** Who may do what, by the first rule about it that names who wants to. */
export class Acls {
  private readonly rules: JsonObject;

  /** @param acls JSON; everybody may do everything without it */
  constructor(acls: string | undefined) {
    const parsed: unknown = acls === undefined ? {} : JSON.parse(acls);
    this.rules = isObject(parsed) ? parsed : {};
  }

  /** @param object what it is done to, as in a path; any when there is none */
  allow(action: string, principal: string | undefined, object?: string): boolean {
    const rules = this.rules[action];
    if (Array.isArray(rules)) {
      for (const rule of rules.filter(isObject)) {
        if (!names(rule.principals, principal)) continue;
        const [about] = Object.entries(rule).filter(([field]) => !SUBJECTS.includes(field));
        const what = about?.[1];
        if (isObject(what) && what.type === 'NONE') return false;
        if (object === undefined || names(what, object)) return true;
      }
    }
    return this.rules.permissive !== false;
  }
}

function names(entity: unknown, who: string | undefined): boolean {
  if (!isObject(entity)) return true;
  if (entity.type === 'ANY' || entity.type === 'NONE') return true;
  return Array.isArray(entity.values) && who !== undefined && entity.values.includes(who);
}
