import { ComputeManagementClient, type VirtualMachine } from '@azure/arm-compute';
import {
  NetworkManagementClient,
  type NetworkInterface,
  type NetworkSecurityGroup,
  type VirtualNetwork,
} from '@azure/arm-network';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';

// Bodies of answers as the SDK's clients give them to the driver.

let body: unknown;
const httpClient: HttpClient = {
  sendRequest: (request) =>
    Promise.resolve({
      request,
      status: 200,
      headers: createHttpHeaders({ 'content-type': 'application/json' }),
      bodyAsText: JSON.stringify(body),
    }),
};
const credential = { getToken: () => Promise.resolve({ token: 'of-a-test', expiresOnTimestamp: Infinity }) };
const compute = new ComputeManagementClient(credential, 's', { httpClient });
const network = new NetworkManagementClient(credential, 's', { httpClient });

export function machineOf(answer: unknown): Promise<VirtualMachine> {
  body = answer;
  return compute.virtualMachines.get('g', 'n');
}

export function networkInterfaceOf(answer: unknown): Promise<NetworkInterface> {
  body = answer;
  return network.networkInterfaces.get('g', 'n');
}

export function securityGroupOf(answer: unknown): Promise<NetworkSecurityGroup> {
  body = answer;
  return network.networkSecurityGroups.get('g', 'n');
}

export function virtualNetworkOf(answer: unknown): Promise<VirtualNetwork> {
  body = answer;
  return network.virtualNetworks.get('g', 'n');
}
