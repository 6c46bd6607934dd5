import { FleetwrightError } from './fleetwright-error';

// As errors.ts, for what is on Azure.

const quote = (value: unknown): string => JSON.stringify(value) ?? 'undefined';

export function azureDeclaredTwice(at: string): FleetwrightError {
  return new FleetwrightError(
    'azureDeclaredTwice',
    `${at}: azure is the configuration "default", which azureConfigurations declares as well; remove one of them`,
  );
}

export function azureConfigurationUnknown(name: string, known: string[]): FleetwrightError {
  const all = known.length === 0 ? 'it has none' : known.map(quote).join(', ');
  return new FleetwrightError(
    'azureConfigurationUnknown',
    `Azure configuration ${quote(name)} is not one of this stack's Fleetwright (${all}); declare it as azure: { subscriptionId: "…" } or in azureConfigurations`,
  );
}

export function invalidSubscription(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidSubscription',
    `${at}: ${quote(value)} is not the id of a subscription; write it as "11111111-2222-3333-4444-555555555555" (az account show --query id)`,
  );
}

export function invalidEndpoint(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidEndpoint',
    `${at}: ${quote(value)} is neither an https URL nor an http one of this machine; over plain http others could read the token`,
  );
}

export function invalidLocation(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidLocation',
    `${at}: ${quote(value)} is not the name of a region; write it as "westeurope" (az account list-locations)`,
  );
}

export function invalidAzureName(at: string, value: string, most: number): FleetwrightError {
  return new FleetwrightError(
    'invalidAzureName',
    `${at}: ${quote(value)} is not 1 to ${most} letters, digits and dashes, beginning and ending with a letter or digit`,
  );
}

export function reservedUser(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'reservedUser',
    `${at}: Azure reserves the user name ${quote(value)}; choose another one, such as "azureuser"`,
  );
}

export function noAzureWayIn(at: string): FleetwrightError {
  return new FleetwrightError(
    'noAzureWayIn',
    `${at}: nothing would let SSH in; set sshFrom to the ranges you log in from, such as ["203.0.113.7/32"], or rules to ones that do`,
  );
}

export function azureKeysNotOneWay(at: string): FleetwrightError {
  return new FleetwrightError(
    'azureKeysNotOneWay',
    `${at}: needs exactly one of publicKeys and publicKeyFile`,
  );
}

export function invalidZone(at: string, value: string): FleetwrightError {
  return new FleetwrightError('invalidZone', `${at}: ${quote(value)} is not a zone; use "1", "2" or "3"`);
}

export function invalidLun(at: string, value: string): FleetwrightError {
  return new FleetwrightError(
    'invalidLun',
    `${at}: ${quote(value)} is not the LUN of a data disk; use "0" to "63" as keys`,
  );
}

export function azureRuleNotOneSide(at: string): FleetwrightError {
  return new FleetwrightError(
    'azureRuleNotOneSide',
    `${at}: a rule needs exactly one of sources and sourceGroups`,
  );
}

export function azurePriority(at: string, value: number): FleetwrightError {
  return new FleetwrightError(
    'azurePriority',
    `${at}: priority ${value} is not one for a rule of yours; use a whole number from 100 to 999, unique per direction (from 1000 on are those of clusters)`,
  );
}

export function tooManyRules(at: string, key: string): FleetwrightError {
  return new FleetwrightError(
    'tooManyRules',
    `${at}: there is no priority left for the rules of ${quote(key)}; put its hosts into a network of their own`,
  );
}

export function publicAddressDisabled(at: string): FleetwrightError {
  return new FleetwrightError(
    'publicAddressDisabled',
    `${at}: is reached at its public address, but has associatePublicIpAddress false; remove that, or set addressKind to AddressKind.PRIVATE`,
  );
}
