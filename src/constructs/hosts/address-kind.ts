/** At which of its addresses a machine is logged in to. */
export enum AddressKind {
  /** For whoever is outside of its network. */
  PUBLIC = 'public',
  /** For whoever is inside, or comes over a VPN. */
  PRIVATE = 'private',
}
