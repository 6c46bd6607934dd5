import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TerraformVariable, Testing } from 'cdktf';
import * as fc from 'fast-check';
import { terraformJson } from '../../../src/constructs/rendering/json';
import { runTerraform } from '../../support/run-terraform';
import { scratchFolder } from '../../support/scratch';
import { emptyStack } from '../../support/stack';

/** What Terraform makes of a string in JSON syntax without expressions in it. */
function read(text: string): unknown {
  return JSON.parse(text.replaceAll('$${', '${').replaceAll('%%{', '%{'));
}

test('a value comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(read(terraformJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('templates in a literal are escaped', () => {
  expect(terraformJson({ a: '${HOME} %{if}' })).toBe('{"a":"$${HOME} %%{if}"}');
});

test('the order of keys does not matter, that of lists does', () => {
  expect(terraformJson({ b: 1, a: [2, 1], c: undefined })).toBe('{"a":[2,1],"b":1}');
});

test('a token is encoded by Terraform, whatever is in it and around it', () => {
  const stack = emptyStack();
  const { stringValue, numberValue, listValue } = new TerraformVariable(stack, 'v', {});
  const tricky = 'a "quoted"\nline with ${literal} and %{literal} \\';
  const value = { tricky, mixed: `${tricky}${stringValue}${tricky}`, alone: stringValue };
  const text = terraformJson({ ...value, number: numberValue, list: listValue });
  stack.addOverride('output.text.value', text);
  const folder = scratchFolder();
  writeFileSync(join(folder, 'main.tf.json'), Testing.synth(stack));
  const v = 'q"u\\o\n${te} %{if}';
  runTerraform(folder, ['apply', '-auto-approve', `-var=v=${v}`]);
  expect(JSON.parse(runTerraform(folder, ['output', '-raw', 'text']))).toEqual({
    tricky,
    mixed: `${tricky}${v}${tricky}`,
    alone: v,
    number: v,
    list: v,
  });
});
