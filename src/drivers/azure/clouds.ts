export type CloudName = 'public' | 'government' | 'china';

/** Where a cloud is spoken to. */
export interface Cloud {
  /** Of Azure Resource Manager; tokens are asked for it. */
  readonly endpoint: string;
  /** Of Microsoft Entra ID, which gives the tokens. */
  readonly authority: string;
}

// https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and
// https://learn.microsoft.com/azure/china/resources-developer-guide
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: { endpoint: 'https://management.azure.com', authority: 'https://login.microsoftonline.com' },
  government: {
    endpoint: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
  },
  china: { endpoint: 'https://management.chinacloudapi.cn', authority: 'https://login.chinacloudapi.cn' },
};
