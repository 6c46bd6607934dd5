import { mixName, planOf, readOptions, replayLine } from './options';

const mixesOf = (args: readonly string[], seeds: number): Record<string, number> => {
  const options = readOptions(args, 2);
  const counts: Record<string, number> = {};
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { groups, lane } = planOf(seed, options);
    const name = `${mixName(groups)} ${lane}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

test('runs are about everything, through the engine and through Terraform', () => {
  const few = mixesOf([], 300);
  const many = mixesOf([], 600);
  for (const mix of ['ec2', 'azure', 'ec2+azure', 'kubernetes', 'ec2+azure+kubernetes']) {
    expect(few[`${mix} engine`]).toBeGreaterThan(10);
    expect(many[`${mix} terraform`]).toBeGreaterThan(0);
  }
});

test('what runs are about can be chosen', () => {
  expect(Object.keys(mixesOf(['--only', 'azure+kubernetes,ec2', '--lane', 'engine'], 300)).sort()).toEqual([
    'azure+kubernetes engine',
    'ec2 engine',
  ]);
});

test('the line that runs a failure again comes to the same run', () => {
  const plan = planOf(77, readOptions(['--only', 'ec2+azure'], 2));
  const [, args = ''] = replayLine(plan).split(' -- ');
  expect(planOf(77, readOptions(args.split(' '), 2))).toEqual(plan);
});

test.each([
  [['--only', 'ec2+rack'], '--only is "rack"; known are ec2, azure, kubernetes'],
  [['--runs', 'many'], '--runs is "many"; give a whole number'],
  [['--lane', 'tofu'], '--lane is "tofu"; known are engine, terraform'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args, 2)).toThrow(message);
});
