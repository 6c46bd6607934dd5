import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describeWith } from '../../support/require-component';
import { rpcs } from '../../../src/tfplugin/rpc/service';
import * as messages from '../../../src/tfplugin/wire/messages';
import { decode, encode } from '../../../src/tfplugin/wire/protobuf';
import type { Field, Fields, Message } from '../../../src/tfplugin/wire/protobuf';

const folder = join(__dirname, '../../../../shared/contracts/tfplugin6');

/** Rows of a CSV file by column. Only the first of the quoted cells has commas in it. */
function rows(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

function isMessage(value: unknown): value is Message<Fields> {
  return typeof value === 'object' && value !== null && 'fields' in value;
}

const tables = Object.values(messages).filter(isMessage);

describeWith(
  {
    name: 'the contracts folder',
    available: existsSync(folder),
    howToEnable: 'put the definition of protocol 6 at ../shared/contracts/tfplugin6',
  },
  'the tables of messages against the definition of protocol 6',
  () => {
    const defined = rows('messages.csv');

    test.each(tables.map((table) => [table.name, table] as const))('%s', (name, table) => {
      const fields = new Map(defined.filter((row) => row.message === name).map((row) => [row.field, row]));
      expect(fields.size).toBeGreaterThan(0);
      for (const [field, { number, type, label }] of Object.entries(table.fields)) {
        const row = fields.get(field);
        expect(row).toMatchObject({ number: String(number) });
        const typeName = typeof type === 'function' ? type().name : type;
        const value = label === 'map' ? /^map<string,(.*)>$/.exec(row?.type ?? '')?.[1] : row?.type;
        expect(type === 'enum' ? row?.type_kind : value).toBe(typeName);
        const labels = { single: '', repeated: 'repeated', map: 'map', presence: 'oneof:selector' };
        expect(row?.label).toBe(labels[label]);
      }
    });

    test('enums', () => {
      const values = (name: string) =>
        Object.fromEntries(
          rows('enums.csv')
            .filter((row) => row.enum === name)
            .map((row) => [row.value_name, Number(row.number)]),
        );
      expect(messages.DiagnosticSeverity).toEqual(values('Diagnostic.Severity'));
      expect(messages.StringKind).toEqual(values('StringKind'));
      expect(messages.NestingMode).toEqual(values('Schema.Object.NestingMode'));
    });

    test('RPCs and the messages they speak', () => {
      const services = new Map(rows('services.csv').map((row) => [row.rpc, row]));
      for (const [name, rpc] of Object.entries(rpcs)) {
        expect(services.get(name)).toMatchObject({
          request: rpc.request.name,
          response: rpc.response.name,
          grpc_path: `/tfplugin6.Provider/${name}`,
          streaming: 'none',
        });
      }
    });
  },
);

describe('the codec against a Protocol Buffers library', () => {
  const root = new protobuf.Root();
  for (const table of tables) root.add(reflect(table));

  test.each(tables.map((table) => [table.name, table] as const))('%s', (name, table) => {
    const other = root.lookupType(typeName(table));
    fc.assert(
      fc.property(arbitrary(table, 2), (value) => {
        const ours = encode(table, value);
        expect(decode(table, other.encode(other.create(value)).finish())).toEqual(decode(table, ours));
        expect(plain(other.toObject(other.decode(ours), { longs: Number }))).toEqual(plain(value));
      }),
      { numRuns: 50 },
    );
    expect(name).toBe(table.name);
  });

  function typeName(table: Message<Fields>): string {
    return table.name.replaceAll('.', '_');
  }

  function reflect(table: Message<Fields>): protobuf.Type {
    const type = new protobuf.Type(typeName(table));
    for (const [name, field] of Object.entries(table.fields)) {
      const kind =
        typeof field.type === 'function' ? typeName(field.type()) : field.type.replace('enum', 'int32');
      if (field.label === 'map') type.add(new protobuf.MapField(name, field.number, 'string', kind));
      else
        type.add(
          new protobuf.Field(name, field.number, kind, field.label === 'repeated' ? 'repeated' : 'optional'),
        );
    }
    return type;
  }

  function arbitrary(table: Message<Fields>, depth: number): fc.Arbitrary<Record<string, unknown>> {
    const model = Object.fromEntries(
      Object.entries(table.fields)
        .filter(([, field]) => depth > 0 || typeof field.type !== 'function')
        .map(([name, field]) => [name, fieldArbitrary(field, depth)]),
    );
    return fc.record(model, { requiredKeys: [] });
  }

  function fieldArbitrary(field: Field<unknown>, depth: number): fc.Arbitrary<unknown> {
    const one: fc.Arbitrary<unknown> =
      typeof field.type === 'function' ? arbitrary(field.type(), depth - 1) : scalars[field.type];
    if (field.label === 'repeated') return fc.array(one, { maxLength: 3 });
    return field.label === 'map' ? fc.dictionary(fc.string({ minLength: 1 }), one, { maxKeys: 3 }) : one;
  }

  /** Without what is not there anyway: zeros, empty lists and maps. */
  function plain(value: unknown): unknown {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, plain(inner)] as const)
        .filter(
          ([, inner]) =>
            inner !== '' && inner !== 0 && inner !== false && !(Array.isArray(inner) && !inner[0]),
        )
        .filter(([, inner]) => JSON.stringify(inner) !== '{}'),
    );
  }
});

const scalars = {
  string: fc.string({ unit: 'binary' }),
  bytes: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  bool: fc.boolean(),
  int64: fc.maxSafeInteger(),
  enum: fc.nat(10),
};
