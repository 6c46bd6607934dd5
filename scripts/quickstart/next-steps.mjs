// What the quickstart says to try next. Every line works as it stands, typed into a shell where the quickstart was run.

/**
 * @param {string} machine to break something on
 * @param {string} unit what to stop there
 * @param {string} folder of the example, as seen from where the quickstart was run
 * @param {string} terraform what cdktf is to run
 */
export function nextSteps(machine, unit, folder, terraform) {
  const variable = terraform === 'terraform' ? '' : `TERRAFORM_BINARY_NAME=${terraform} `;
  const there = (command) =>
    `(cd ${folder} && eval "$(npx fleetwright sandbox env)" && ${variable}npx cdktf ${command})`;
  return `What next?

  Look around
    npx fleetwright sandbox status
    npx fleetwright sandbox ssh ${machine}
  Break something, and see it in the plan
    npx fleetwright sandbox ssh ${machine} systemctl stop ${unit}
    ${there('diff')}
  Repair it, or change main.ts or fleet.json there and apply that
    ${there('deploy')}
  Destroy what was deployed
    ${there('destroy')}
  Remove everything
    npm run quickstart -- --down`;
}
