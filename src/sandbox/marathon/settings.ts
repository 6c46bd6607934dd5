import { knownFeatures, type Features } from './definitions/features';

/** What a Marathon is started with, by the names of its flags. Seconds and milliseconds as the flags have them. */
export interface Settings {
  /** Also the webui_url's host, and how the others find it when it leads. */
  readonly hostname: string;
  readonly httpPort: number;
  readonly frameworkName: string;
  readonly mesosRole: string;
  readonly mesosUser: string | undefined;
  /** `zk://…/mesos` or `host:port`, for /v2/info. */
  readonly master: string;
  /** `zk://…/marathon`, for /v2/info. */
  readonly zk: string;
  readonly ha: boolean;
  readonly features: Features;
  readonly defaultNetworkName: string | undefined;
  readonly environmentPrefix: string | undefined;
  readonly principal: string | undefined;
  /** Of the framework's principal at Mesos. */
  readonly secret: string | undefined;
  readonly webuiUrl: string | undefined;
  /** Seconds. */
  readonly failoverTimeout: number;
  readonly localPortMin: number;
  readonly localPortMax: number;
  readonly maxInstancesPerOffer: number;
  readonly zkMaxVersions: number;
  /** Milliseconds, as the rest. */
  readonly declineOfferDuration: number;
  readonly minReviveOffersInterval: number;
  readonly reconciliationInitialDelay: number;
  readonly reconciliationInterval: number;
  readonly scaleAppsInitialDelay: number;
  readonly scaleAppsInterval: number;
  readonly taskLaunchTimeout: number;
  readonly killRetryTimeout: number;
}

export const defaultSettings: Settings = {
  hostname: 'localhost',
  httpPort: 8080,
  frameworkName: 'marathon',
  mesosRole: '*',
  mesosUser: undefined,
  master: '',
  zk: 'zk://localhost:2181/marathon',
  ha: true,
  features: new Set(),
  defaultNetworkName: undefined,
  environmentPrefix: undefined,
  principal: undefined,
  secret: undefined,
  webuiUrl: undefined,
  failoverTimeout: 604800,
  localPortMin: 10000,
  localPortMax: 20000,
  maxInstancesPerOffer: 5,
  zkMaxVersions: 50,
  declineOfferDuration: 120000,
  minReviveOffersInterval: 5000,
  reconciliationInitialDelay: 15000,
  reconciliationInterval: 600000,
  scaleAppsInitialDelay: 15000,
  scaleAppsInterval: 300000,
  taskLaunchTimeout: 300000,
  killRetryTimeout: 10000,
};

/** @throws RangeError naming the feature that there is not */
export function readFeatures(text: string): Features {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    if (!knownFeatures.includes(name)) {
      throw new RangeError(
        `enable_features: unknown feature "${name}"; give some of ${knownFeatures.join(', ')}`,
      );
    }
  }
  return new Set(names);
}
