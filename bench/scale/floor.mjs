// What Terraform takes for itself: the same number of resources of its own, which do nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Resources that do not refer to each other. */
export function writeFloor(folder, configuration) {
  const count = resourcesOf(configuration).length;
  const entries = Array.from({ length: count }, (_, index) => [`r${index}`, { input: `resource ${index}` }]);
  write(folder, Object.fromEntries(entries));
  return count;
}

/** Resources with the arguments of ours and, in the place of ours, references to each other: the same graph. */
export function writeGraphFloor(folder, configuration) {
  const entries = resourcesOf(configuration).map(({ type, name, body }) => {
    const { depends_on: after, ...input } = body;
    delete input['//'];
    return [
      `${type}_${name}`,
      {
        input: JSON.parse(renamed(JSON.stringify(input))),
        ...(after === undefined ? {} : { depends_on: after.map((one) => renamed(one)) }),
      },
    ];
  });
  const locals = JSON.parse(renamed(JSON.stringify(configuration.locals ?? {})));
  write(folder, Object.fromEntries(entries), locals);
}

/** `fleetwright_ec2_instance.master.private_address` becomes `terraform_data.fleetwright_ec2_instance_master.id`. */
function renamed(text) {
  return text.replace(
    /\b(fleetwright_\w+)\.([\w-]+)((?:\.\w+)*(?:\[[^\]]*\])*)/g,
    (_, type, name, attribute) => `terraform_data.${type}_${name}${attribute === '' ? '' : '.id'}`,
  );
}

function resourcesOf({ resource }) {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ type, name, body })),
  );
}

function write(folder, resources, locals = {}) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ locals, resource: { terraform_data: resources } }),
  );
}
