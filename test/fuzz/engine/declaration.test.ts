import { evaluate, Reference, referencesOf, toTerraformJson } from './declaration';
import { UNKNOWN } from './values';

const args = {
  id: new Reference('t.a', 'id'),
  list: [new Reference('t.b', 'id'), 'plain'],
  text: '${a} %{b} $c',
};

test('references are found at any depth, each once', () => {
  expect(referencesOf({ ...args, again: new Reference('t.a', 'name') })).toEqual(['t.a', 't.b']);
});

test('what is not known of a resource is unknown, and what it does not have is null', () => {
  const valueOf = (address: string) => (address === 't.a' ? { id: 'i-1' } : undefined);
  expect(evaluate(args, valueOf)).toEqual({ id: 'i-1', list: [UNKNOWN, 'plain'], text: '${a} %{b} $c' });
  expect(evaluate(new Reference('t.a', 'name'), valueOf)).toBeNull();
});

test('a reference may be to one member of an attribute', () => {
  const member = new Reference('t.a', 'ids', 'one');
  expect(evaluate(member, () => ({ ids: { one: 'i-1' } }))).toBe('i-1');
  expect(evaluate(member, () => ({ ids: UNKNOWN }))).toBe(UNKNOWN);
  expect(toTerraformJson(member)).toBe('${t.a.ids["one"]}');
});

test('text that looks like a template is none for Terraform either', () => {
  expect(toTerraformJson(args)).toEqual({
    id: '${t.a.id}',
    list: ['${t.b.id}', 'plain'],
    text: '$${a} %%{b} $c',
  });
});
