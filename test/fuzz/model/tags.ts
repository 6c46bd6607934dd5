import fc from 'fast-check';

/** None, or some, among them what a parser may trip over. */
export const tags = fc.option(
  fc.dictionary(
    fc.constantFrom('team', 'cost centre', 'ümläut', 'k8s.io/role'),
    fc.constantFrom('', 'a', 'web & "db"', '${not.a.template}', 'ß 火'),
    { maxKeys: 3, noNullPrototype: true },
  ),
  { nil: null },
);

/** Azure takes no slash in a key, and knows no difference between upper and lower case in it. */
export const azureTags = fc.option(
  fc.dictionary(
    fc.constantFrom('team', 'cost centre', 'ümläut', 'Role'),
    fc.constantFrom('', 'a', 'web & "db"', '${not.a.template}', 'ß 火'),
    { maxKeys: 3, noNullPrototype: true },
  ),
  { nil: null },
);
