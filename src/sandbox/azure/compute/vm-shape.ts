import {
  anything,
  choice,
  decimal,
  dictionary,
  flag,
  integer,
  list,
  open,
  readOnly,
  struct,
  tagMap,
  text,
  uncovered,
  type ValueOf,
} from '../wire/shape';

const deleteOption = choice(['Delete', 'Detach']);
const caching = choice(['None', 'ReadOnly', 'ReadWrite']);
const diskType = choice(
  ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS', 'StandardSSD_ZRS', 'Premium_ZRS'],
  ['UltraSSD_LRS', 'PremiumV2_LRS'],
);
const managedDisk = struct({
  id: text,
  storageAccountType: diskType,
  diskEncryptionSet: uncovered,
  securityProfile: uncovered,
});

const osDisk = struct({
  osType: choice(['Linux'], ['Windows']),
  name: text,
  caching,
  createOption: choice(['FromImage'], ['Attach', 'Empty', 'Copy', 'Restore']),
  diskSizeGB: integer,
  managedDisk,
  deleteOption,
  encryptionSettings: uncovered,
  vhd: uncovered,
  image: uncovered,
  writeAcceleratorEnabled: uncovered,
  diffDiskSettings: uncovered,
});

const dataDisk = struct({
  lun: integer,
  name: text,
  caching,
  createOption: choice(['Empty', 'Attach'], ['FromImage', 'Copy', 'Restore']),
  diskSizeGB: integer,
  managedDisk,
  deleteOption,
  toBeDetached: flag,
  detachOption: choice(['ForceDetach']),
  vhd: uncovered,
  image: uncovered,
  sourceResource: uncovered,
  writeAcceleratorEnabled: uncovered,
  diskIOPSReadWrite: readOnly,
  diskMBpsReadWrite: readOnly,
});

const patchSettings = struct({
  patchMode: choice(['ImageDefault', 'AutomaticByPlatform']),
  assessmentMode: choice(['ImageDefault', 'AutomaticByPlatform']),
  automaticByPlatformSettings: anything,
});

const osProfile = struct({
  computerName: text,
  adminUsername: text,
  adminPassword: text,
  customData: text,
  linuxConfiguration: struct({
    disablePasswordAuthentication: flag,
    ssh: struct({ publicKeys: list(struct({ path: text, keyData: text })) }),
    provisionVMAgent: flag,
    patchSettings,
    enableVMAgentPlatformUpdates: readOnly,
  }),
  windowsConfiguration: uncovered,
  secrets: uncovered,
  allowExtensionOperations: flag,
  requireGuestProvisionSignal: readOnly,
});

const publicAddressConfiguration = struct({
  name: text,
  sku: struct({ name: choice(['Basic', 'Standard']), tier: choice(['Regional', 'Global']) }),
  tags: tagMap,
  properties: struct({
    idleTimeoutInMinutes: integer,
    deleteOption,
    publicIPAllocationMethod: choice(['Static', 'Dynamic']),
    publicIPAddressVersion: choice(['IPv4'], ['IPv6']),
    dnsSettings: uncovered,
    ipTags: uncovered,
    publicIPPrefix: uncovered,
  }),
});

const interfaceConfiguration = struct({
  name: text,
  tags: tagMap,
  properties: struct({
    primary: flag,
    deleteOption,
    enableAcceleratedNetworking: flag,
    enableIPForwarding: flag,
    networkSecurityGroup: open({ id: text }),
    ipConfigurations: list(
      struct({
        name: text,
        properties: struct({
          subnet: open({ id: text }),
          primary: flag,
          publicIPAddressConfiguration: publicAddressConfiguration,
          privateIPAddressVersion: choice(['IPv4'], ['IPv6']),
          applicationSecurityGroups: uncovered,
          applicationGatewayBackendAddressPools: uncovered,
          loadBalancerBackendAddressPools: uncovered,
        }),
      }),
    ),
    dnsSettings: struct({ dnsServers: list(text) }),
    disableTcpStateTracking: uncovered,
    enableFpga: uncovered,
    dscpConfiguration: uncovered,
    auxiliaryMode: choice(['None'], ['AcceleratedConnections', 'Floating']),
    auxiliarySku: choice(['None'], ['A1', 'A2', 'A4', 'A8']),
  }),
});

const properties = struct({
  hardwareProfile: struct({ vmSize: text, vmSizeProperties: uncovered }),
  storageProfile: struct({
    imageReference: struct({
      publisher: text,
      offer: text,
      sku: text,
      version: text,
      id: text,
      exactVersion: readOnly,
      sharedGalleryImageId: uncovered,
      communityGalleryImageId: uncovered,
    }),
    osDisk,
    dataDisks: list(dataDisk),
    diskControllerType: choice(['SCSI', 'NVMe']),
    alignRegionalDisksToVMZone: uncovered,
  }),
  osProfile,
  networkProfile: struct({
    networkInterfaces: list(struct({ id: text, properties: struct({ primary: flag, deleteOption }) })),
    networkApiVersion: text,
    networkInterfaceConfigurations: list(interfaceConfiguration),
  }),
  securityProfile: struct({
    securityType: choice(['Standard', 'TrustedLaunch'], ['ConfidentialVM']),
    uefiSettings: struct({ secureBootEnabled: flag, vTpmEnabled: flag }),
    encryptionAtHost: flag,
    encryptionIdentity: uncovered,
    proxyAgentSettings: uncovered,
  }),
  diagnosticsProfile: struct({ bootDiagnostics: struct({ enabled: flag, storageUri: uncovered }) }),
  priority: choice(['Regular', 'Spot'], ['Low']),
  evictionPolicy: choice(['Deallocate', 'Delete']),
  billingProfile: struct({ maxPrice: decimal }),
  userData: text,
  additionalCapabilities: struct({
    ultraSSDEnabled: uncovered,
    hibernationEnabled: uncovered,
    enableFips1403Encryption: uncovered,
  }),
  availabilitySet: uncovered,
  virtualMachineScaleSet: uncovered,
  proximityPlacementGroup: uncovered,
  host: uncovered,
  hostGroup: uncovered,
  licenseType: uncovered,
  extensionsTimeBudget: uncovered,
  platformFaultDomain: uncovered,
  scheduledEventsProfile: uncovered,
  scheduledEventsPolicy: uncovered,
  capacityReservation: uncovered,
  applicationProfile: uncovered,
  instanceView: readOnly,
  provisioningState: readOnly,
  vmId: readOnly,
  timeCreated: readOnly,
});

const identity = struct({
  type: choice(['SystemAssigned', 'UserAssigned', 'SystemAssigned, UserAssigned', 'None']),
  userAssignedIdentities: dictionary(struct({ principalId: readOnly, clientId: readOnly })),
  principalId: readOnly,
  tenantId: readOnly,
});

/** What PUT takes. */
export const vmShape = struct({
  id: readOnly,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  zones: list(text),
  identity,
  properties,
  plan: uncovered,
  placement: uncovered,
  extendedLocation: uncovered,
  managedBy: readOnly,
  resources: readOnly,
  systemData: readOnly,
});
/** What PATCH takes. */
export const vmPatch = struct({
  id: readOnly,
  name: readOnly,
  type: readOnly,
  tags: tagMap,
  zones: list(text),
  identity,
  properties,
  plan: uncovered,
});

export type VmInput = ValueOf<typeof vmShape>;
export type VmProperties = ValueOf<typeof properties>;
export type OsDiskInput = ValueOf<typeof osDisk>;
export type DataDiskInput = ValueOf<typeof dataDisk>;
export type OsProfileInput = ValueOf<typeof osProfile>;
export type InterfaceConfigurationInput = ValueOf<typeof interfaceConfiguration>;
export type IdentityInput = ValueOf<typeof identity>;
