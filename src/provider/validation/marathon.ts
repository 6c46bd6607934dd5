const NAME = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const PATH = new RegExp(`^/?${NAME}(\\.${NAME})*(/${NAME}(\\.${NAME})*)*$`);

/** What is wrong with the id of an app or a group that stands alone: its path from the root, `/shop/web`. */
function problemOfId(id: string): string | undefined {
  return PATH.test(id)
    ? undefined
    : `must be a path of lower-case letters, digits, dashes and dots such as "/shop/web", is ${JSON.stringify(id)}`;
}

/** The definition of an app or a group: JSON with an id. What else it may have, Marathon itself says. */
export function validateDefinition(text: string): string | undefined {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    return 'must be one JSON object, as Marathon takes it';
  const id: unknown = Reflect.get(definition, 'id');
  if (typeof id !== 'string') return 'has no id; set it to a path such as "/shop/web"';
  const problem = problemOfId(id);
  return problem === undefined ? undefined : `id ${problem}`;
}
