import { type TerraformStack, TerraformVariable } from 'cdktf';
import type { MarathonLogin, MesosSettings } from 'fleetwright';

/** The login of Marathon by its name here. Its password is in this environment variable. */
export const marathonLogins: Record<string, MarathonLogin> = {
  ops: { username: 'ops', passwordVariable: 'TF_VAR_marathon_password' },
};

/** Secrets are variables that neither the plan nor the state has: TF_VAR_agent_secret and so on. */
export function secured(stack: TerraformStack): Pick<MesosSettings, 'authentication' | 'marathonHttpLogin'> {
  const secret = (name: string): string => {
    const variable = new TerraformVariable(stack, name, { type: 'string', sensitive: true });
    variable.addOverride('ephemeral', true);
    return variable.stringValue;
  };
  return {
    authentication: {
      agents: { principal: 'agent', secret: secret('agent_secret') },
      marathon: { principal: 'marathon', secret: secret('marathon_secret') },
      version: 1,
    },
    marathonHttpLogin: { credentials: `ops:${secret('marathon_password')}`, version: 1, login: 'ops' },
  };
}
