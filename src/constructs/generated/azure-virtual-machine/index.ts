// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface AzureVirtualMachineConfig extends cdktf.TerraformMetaArguments {
  /**
  * Network straight to the hardware (SR-IOV), which most sizes with two vCPUs or more have.
  */
  readonly acceleratedNetworking?: boolean | cdktf.IResolvable;
  /**
  * Public keys that the user logs in with: RSA (2048 bits and more) or Ed25519.
  */
  readonly adminSshKeys: string[];
  /**
  * User who may run sudo without a password. Azure reserves some names: `admin`, `root`, `user`…
  */
  readonly adminUsername: string;
  /**
  * Ids of application security groups to be in. Changed in place.
  */
  readonly applicationSecurityGroupIds?: string[];
  /**
  * Whether it gets a public IPv4 address of its own, a static one of the Standard SKU.
  */
  readonly associatePublicIpAddress?: boolean | cdktf.IResolvable;
  /**
  * Name of one of the provider's `azure` configurations: the subscription.
  */
  readonly configuration?: string;
  /**
  * What cloud-init gets: `#cloud-config`, a script, or any other of its formats, at most 64 KiB. Another one replaces the machine. Readable by everything on it that may read its disk: no place for secrets.
  */
  readonly customData?: string;
  /**
  * Further disks by LUN, `0` to `63`, empty at first: `/dev/disk/azure/scsi1/lun0`. They go with the machine. Adding or removing one replaces it.
  */
  readonly dataDisks?: { [key: string]: AzureVirtualMachineDataDisks } | cdktf.IResolvable;
  /**
  * The pinned SSH host key: an OpenSSH public key line or a `SHA256:` fingerprint. Default: the one that the machine made for itself, read by a run command over Azure. Set it only when you know it beforehand, because the image or the custom data brings it along.
  */
  readonly hostKey?: string;
  /**
  * Managed identities. Default: none.
  */
  readonly identity?: AzureVirtualMachineIdentity;
  /**
  * One of the marketplace's images. Set exactly one of `image` and `image_id`.
  */
  readonly image?: AzureVirtualMachineImage;
  /**
  * Id of an image of your own, or of a gallery.
  */
  readonly imageId?: string;
  /**
  * Whether Azure lets through packets that are not from or to an address of its own. Changed in place.
  */
  readonly ipForwarding?: boolean | cdktf.IResolvable;
  /**
  * Region: `westeurope`.
  */
  readonly location: string;
  /**
  * Name, unique in the resource group, and the hostname. What belongs to the machine is named after it.
  */
  readonly name: string;
  /**
  * The disk it boots from. It goes with the machine.
  */
  readonly osDisk?: AzureVirtualMachineOsDisk;
  /**
  * A name for this resource that is unique in the subscription, kept in the tag `fleetwright:owner`: by it, an apply knows again what one before it had begun to make when it was killed. Constructs set it. Default: a random one, by which only the same apply finds anything.
  */
  readonly owner?: string;
  /**
  * Resource group.
  */
  readonly resourceGroupName: string;
  /**
  * Size: `Standard_D2s_v5`. Another one is changed to in place: the machine is restarted, and deallocated where its hardware cannot have that size.
  */
  readonly size: string;
  /**
  * Spot capacity: cheaper, and Azure may take it back at half a minute's notice.
  */
  readonly spot?: AzureVirtualMachineSpot;
  /**
  * Id of the subnet, in the same region.
  */
  readonly subnetId: string;
  /**
  * Tags. At most 45, because those that begin with `fleetwright:` take up to five of the 50 that Azure allows.
  */
  readonly tags?: { [key: string]: string };
  /**
  * How long to wait for it to run, to tell its host key, to change or to be gone: `90s`, `30m`.
  */
  readonly timeout?: string;
  /**
  * Availability zone of the region: `1`, `2` or `3`. Default: none.
  */
  readonly zone?: string;
}
export interface AzureVirtualMachineDataDisks {
  /**
  * `None`, `ReadOnly` or `ReadWrite`. Default: what Azure uses.
  */
  readonly caching?: string;
  /**
  * GiB. Growing is done in place; the file system on it is yours to grow.
  */
  readonly sizeGib: number;
  /**
  * `Standard_LRS`, `StandardSSD_LRS`, `Premium_LRS`… Another one is changed to in place, for which the machine may be deallocated. Default: what Azure uses.
  */
  readonly type?: string;
}

export function azureVirtualMachineDataDisksToTerraform(struct?: AzureVirtualMachineDataDisks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    caching: cdktf.stringToTerraform(struct!.caching),
    size_gib: cdktf.numberToTerraform(struct!.sizeGib),
    type: cdktf.stringToTerraform(struct!.type),
  }
}


export function azureVirtualMachineDataDisksToHclTerraform(struct?: AzureVirtualMachineDataDisks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    caching: {
      value: cdktf.stringToHclTerraform(struct!.caching),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    size_gib: {
      value: cdktf.numberToHclTerraform(struct!.sizeGib),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    type: {
      value: cdktf.stringToHclTerraform(struct!.type),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureVirtualMachineDataDisksOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): AzureVirtualMachineDataDisks | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._caching !== undefined) {
      hasAnyValues = true;
      internalValueResult.caching = this._caching;
    }
    if (this._sizeGib !== undefined) {
      hasAnyValues = true;
      internalValueResult.sizeGib = this._sizeGib;
    }
    if (this._type !== undefined) {
      hasAnyValues = true;
      internalValueResult.type = this._type;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureVirtualMachineDataDisks | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._caching = undefined;
      this._sizeGib = undefined;
      this._type = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._caching = value.caching;
      this._sizeGib = value.sizeGib;
      this._type = value.type;
    }
  }

  // caching - computed: true, optional: true, required: false
  private _caching?: string;
  public get caching() {
    return this.getStringAttribute('caching');
  }
  public set caching(value: string) {
    this._caching = value;
  }
  public resetCaching() {
    this._caching = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cachingInput() {
    return this._caching;
  }

  // size_gib - computed: false, optional: false, required: true
  private _sizeGib?: number;
  public get sizeGib() {
    return this.getNumberAttribute('size_gib');
  }
  public set sizeGib(value: number) {
    this._sizeGib = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeGibInput() {
    return this._sizeGib;
  }

  // type - computed: true, optional: true, required: false
  private _type?: string;
  public get type() {
    return this.getStringAttribute('type');
  }
  public set type(value: string) {
    this._type = value;
  }
  public resetType() {
    this._type = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get typeInput() {
    return this._type;
  }
}

export class AzureVirtualMachineDataDisksMap extends cdktf.ComplexMap {
  public internalValue? : { [key: string]: AzureVirtualMachineDataDisks } | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string) {
    super(terraformResource, terraformAttribute)
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): AzureVirtualMachineDataDisksOutputReference {
    return new AzureVirtualMachineDataDisksOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface AzureVirtualMachineIdentity {
  /**
  * An identity that lives and ends with the machine; see `principal_id`.
  */
  readonly systemAssigned?: boolean | cdktf.IResolvable;
  /**
  * Ids of user-assigned identities.
  */
  readonly userAssignedIds?: string[];
}

export function azureVirtualMachineIdentityToTerraform(struct?: AzureVirtualMachineIdentity | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    system_assigned: cdktf.booleanToTerraform(struct!.systemAssigned),
    user_assigned_ids: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.userAssignedIds),
  }
}


export function azureVirtualMachineIdentityToHclTerraform(struct?: AzureVirtualMachineIdentity | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    system_assigned: {
      value: cdktf.booleanToHclTerraform(struct!.systemAssigned),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    user_assigned_ids: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.userAssignedIds),
      isBlock: false,
      type: "set",
      storageClassType: "stringList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureVirtualMachineIdentityOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): AzureVirtualMachineIdentity | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._systemAssigned !== undefined) {
      hasAnyValues = true;
      internalValueResult.systemAssigned = this._systemAssigned;
    }
    if (this._userAssignedIds !== undefined) {
      hasAnyValues = true;
      internalValueResult.userAssignedIds = this._userAssignedIds;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureVirtualMachineIdentity | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._systemAssigned = undefined;
      this._userAssignedIds = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._systemAssigned = value.systemAssigned;
      this._userAssignedIds = value.userAssignedIds;
    }
  }

  // system_assigned - computed: true, optional: true, required: false
  private _systemAssigned?: boolean | cdktf.IResolvable;
  public get systemAssigned() {
    return this.getBooleanAttribute('system_assigned');
  }
  public set systemAssigned(value: boolean | cdktf.IResolvable) {
    this._systemAssigned = value;
  }
  public resetSystemAssigned() {
    this._systemAssigned = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get systemAssignedInput() {
    return this._systemAssigned;
  }

  // user_assigned_ids - computed: true, optional: true, required: false
  private _userAssignedIds?: string[];
  public get userAssignedIds() {
    return cdktf.Fn.tolist(this.getListAttribute('user_assigned_ids'));
  }
  public set userAssignedIds(value: string[]) {
    this._userAssignedIds = value;
  }
  public resetUserAssignedIds() {
    this._userAssignedIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userAssignedIdsInput() {
    return this._userAssignedIds;
  }
}
export interface AzureVirtualMachineImage {
  /**
  * Offer: `debian-12`.
  */
  readonly offer: string;
  /**
  * Publisher: `Debian`.
  */
  readonly publisher: string;
  /**
  * SKU: `12-gen2`.
  */
  readonly sku: string;
  /**
  * Version, or `latest` when the machine is made: a newer image alone replaces nothing.
  */
  readonly version?: string;
}

export function azureVirtualMachineImageToTerraform(struct?: AzureVirtualMachineImage | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    offer: cdktf.stringToTerraform(struct!.offer),
    publisher: cdktf.stringToTerraform(struct!.publisher),
    sku: cdktf.stringToTerraform(struct!.sku),
    version: cdktf.stringToTerraform(struct!.version),
  }
}


export function azureVirtualMachineImageToHclTerraform(struct?: AzureVirtualMachineImage | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    offer: {
      value: cdktf.stringToHclTerraform(struct!.offer),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    publisher: {
      value: cdktf.stringToHclTerraform(struct!.publisher),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    sku: {
      value: cdktf.stringToHclTerraform(struct!.sku),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    version: {
      value: cdktf.stringToHclTerraform(struct!.version),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureVirtualMachineImageOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): AzureVirtualMachineImage | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._offer !== undefined) {
      hasAnyValues = true;
      internalValueResult.offer = this._offer;
    }
    if (this._publisher !== undefined) {
      hasAnyValues = true;
      internalValueResult.publisher = this._publisher;
    }
    if (this._sku !== undefined) {
      hasAnyValues = true;
      internalValueResult.sku = this._sku;
    }
    if (this._version !== undefined) {
      hasAnyValues = true;
      internalValueResult.version = this._version;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureVirtualMachineImage | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._offer = undefined;
      this._publisher = undefined;
      this._sku = undefined;
      this._version = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._offer = value.offer;
      this._publisher = value.publisher;
      this._sku = value.sku;
      this._version = value.version;
    }
  }

  // offer - computed: false, optional: false, required: true
  private _offer?: string;
  public get offer() {
    return this.getStringAttribute('offer');
  }
  public set offer(value: string) {
    this._offer = value;
  }
  // Temporarily expose input value. Use with caution.
  public get offerInput() {
    return this._offer;
  }

  // publisher - computed: false, optional: false, required: true
  private _publisher?: string;
  public get publisher() {
    return this.getStringAttribute('publisher');
  }
  public set publisher(value: string) {
    this._publisher = value;
  }
  // Temporarily expose input value. Use with caution.
  public get publisherInput() {
    return this._publisher;
  }

  // sku - computed: false, optional: false, required: true
  private _sku?: string;
  public get sku() {
    return this.getStringAttribute('sku');
  }
  public set sku(value: string) {
    this._sku = value;
  }
  // Temporarily expose input value. Use with caution.
  public get skuInput() {
    return this._sku;
  }

  // version - computed: true, optional: true, required: false
  private _version?: string;
  public get version() {
    return this.getStringAttribute('version');
  }
  public set version(value: string) {
    this._version = value;
  }
  public resetVersion() {
    this._version = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionInput() {
    return this._version;
  }
}
export interface AzureVirtualMachineOsDisk {
  /**
  * `None`, `ReadOnly` or `ReadWrite`. Default: what Azure uses.
  */
  readonly caching?: string;
  /**
  * GiB. Growing is done in place, for which the machine may be deallocated. Default: as the image says.
  */
  readonly sizeGib?: number;
  /**
  * `Standard_LRS`, `StandardSSD_LRS`, `Premium_LRS`… Another one is changed to in place, for which the machine may be deallocated. Default: what Azure uses.
  */
  readonly type?: string;
}

export function azureVirtualMachineOsDiskToTerraform(struct?: AzureVirtualMachineOsDisk | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    caching: cdktf.stringToTerraform(struct!.caching),
    size_gib: cdktf.numberToTerraform(struct!.sizeGib),
    type: cdktf.stringToTerraform(struct!.type),
  }
}


export function azureVirtualMachineOsDiskToHclTerraform(struct?: AzureVirtualMachineOsDisk | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    caching: {
      value: cdktf.stringToHclTerraform(struct!.caching),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    size_gib: {
      value: cdktf.numberToHclTerraform(struct!.sizeGib),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    type: {
      value: cdktf.stringToHclTerraform(struct!.type),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureVirtualMachineOsDiskOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): AzureVirtualMachineOsDisk | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._caching !== undefined) {
      hasAnyValues = true;
      internalValueResult.caching = this._caching;
    }
    if (this._sizeGib !== undefined) {
      hasAnyValues = true;
      internalValueResult.sizeGib = this._sizeGib;
    }
    if (this._type !== undefined) {
      hasAnyValues = true;
      internalValueResult.type = this._type;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureVirtualMachineOsDisk | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._caching = undefined;
      this._sizeGib = undefined;
      this._type = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._caching = value.caching;
      this._sizeGib = value.sizeGib;
      this._type = value.type;
    }
  }

  // caching - computed: true, optional: true, required: false
  private _caching?: string;
  public get caching() {
    return this.getStringAttribute('caching');
  }
  public set caching(value: string) {
    this._caching = value;
  }
  public resetCaching() {
    this._caching = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cachingInput() {
    return this._caching;
  }

  // size_gib - computed: true, optional: true, required: false
  private _sizeGib?: number;
  public get sizeGib() {
    return this.getNumberAttribute('size_gib');
  }
  public set sizeGib(value: number) {
    this._sizeGib = value;
  }
  public resetSizeGib() {
    this._sizeGib = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeGibInput() {
    return this._sizeGib;
  }

  // type - computed: true, optional: true, required: false
  private _type?: string;
  public get type() {
    return this.getStringAttribute('type');
  }
  public set type(value: string) {
    this._type = value;
  }
  public resetType() {
    this._type = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get typeInput() {
    return this._type;
  }
}
export interface AzureVirtualMachineSpot {
  /**
  * What happens when Azure takes the capacity back: `deallocate` (the next apply starts it, when there is capacity) or `delete` (the next plan offers another machine).
  */
  readonly eviction?: string;
  /**
  * USD per hour. Default: up to the price on demand.
  */
  readonly maxPrice?: number;
}

export function azureVirtualMachineSpotToTerraform(struct?: AzureVirtualMachineSpot | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    eviction: cdktf.stringToTerraform(struct!.eviction),
    max_price: cdktf.numberToTerraform(struct!.maxPrice),
  }
}


export function azureVirtualMachineSpotToHclTerraform(struct?: AzureVirtualMachineSpot | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    eviction: {
      value: cdktf.stringToHclTerraform(struct!.eviction),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    max_price: {
      value: cdktf.numberToHclTerraform(struct!.maxPrice),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class AzureVirtualMachineSpotOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): AzureVirtualMachineSpot | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._eviction !== undefined) {
      hasAnyValues = true;
      internalValueResult.eviction = this._eviction;
    }
    if (this._maxPrice !== undefined) {
      hasAnyValues = true;
      internalValueResult.maxPrice = this._maxPrice;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: AzureVirtualMachineSpot | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._eviction = undefined;
      this._maxPrice = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._eviction = value.eviction;
      this._maxPrice = value.maxPrice;
    }
  }

  // eviction - computed: true, optional: true, required: false
  private _eviction?: string;
  public get eviction() {
    return this.getStringAttribute('eviction');
  }
  public set eviction(value: string) {
    this._eviction = value;
  }
  public resetEviction() {
    this._eviction = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get evictionInput() {
    return this._eviction;
  }

  // max_price - computed: false, optional: true, required: false
  private _maxPrice?: number;
  public get maxPrice() {
    return this.getNumberAttribute('max_price');
  }
  public set maxPrice(value: number) {
    this._maxPrice = value;
  }
  public resetMaxPrice() {
    this._maxPrice = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxPriceInput() {
    return this._maxPrice;
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_virtual_machine fleetwright_azure_virtual_machine}
*/
export class AzureVirtualMachine extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_azure_virtual_machine";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a AzureVirtualMachine resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the AzureVirtualMachine to import
  * @param importFromId The id of the existing AzureVirtualMachine that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_virtual_machine#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the AzureVirtualMachine to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_azure_virtual_machine", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/azure_virtual_machine fleetwright_azure_virtual_machine} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options AzureVirtualMachineConfig
  */
  public constructor(scope: Construct, id: string, config: AzureVirtualMachineConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_azure_virtual_machine',
      terraformGeneratorMetadata: {
        providerName: 'fleetwright',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._acceleratedNetworking = config.acceleratedNetworking;
    this._adminSshKeys = config.adminSshKeys;
    this._adminUsername = config.adminUsername;
    this._applicationSecurityGroupIds = config.applicationSecurityGroupIds;
    this._associatePublicIpAddress = config.associatePublicIpAddress;
    this._configuration = config.configuration;
    this._customData = config.customData;
    this._dataDisks.internalValue = config.dataDisks;
    this._hostKey = config.hostKey;
    this._identity.internalValue = config.identity;
    this._image.internalValue = config.image;
    this._imageId = config.imageId;
    this._ipForwarding = config.ipForwarding;
    this._location = config.location;
    this._name = config.name;
    this._osDisk.internalValue = config.osDisk;
    this._owner = config.owner;
    this._resourceGroupName = config.resourceGroupName;
    this._size = config.size;
    this._spot.internalValue = config.spot;
    this._subnetId = config.subnetId;
    this._tags = config.tags;
    this._timeout = config.timeout;
    this._zone = config.zone;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // accelerated_networking - computed: true, optional: true, required: false
  private _acceleratedNetworking?: boolean | cdktf.IResolvable;
  public get acceleratedNetworking() {
    return this.getBooleanAttribute('accelerated_networking');
  }
  public set acceleratedNetworking(value: boolean | cdktf.IResolvable) {
    this._acceleratedNetworking = value;
  }
  public resetAcceleratedNetworking() {
    this._acceleratedNetworking = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get acceleratedNetworkingInput() {
    return this._acceleratedNetworking;
  }

  // admin_ssh_keys - computed: false, optional: false, required: true
  private _adminSshKeys?: string[];
  public get adminSshKeys() {
    return cdktf.Fn.tolist(this.getListAttribute('admin_ssh_keys'));
  }
  public set adminSshKeys(value: string[]) {
    this._adminSshKeys = value;
  }
  // Temporarily expose input value. Use with caution.
  public get adminSshKeysInput() {
    return this._adminSshKeys;
  }

  // admin_username - computed: false, optional: false, required: true
  private _adminUsername?: string;
  public get adminUsername() {
    return this.getStringAttribute('admin_username');
  }
  public set adminUsername(value: string) {
    this._adminUsername = value;
  }
  // Temporarily expose input value. Use with caution.
  public get adminUsernameInput() {
    return this._adminUsername;
  }

  // application_security_group_ids - computed: false, optional: true, required: false
  private _applicationSecurityGroupIds?: string[];
  public get applicationSecurityGroupIds() {
    return cdktf.Fn.tolist(this.getListAttribute('application_security_group_ids'));
  }
  public set applicationSecurityGroupIds(value: string[]) {
    this._applicationSecurityGroupIds = value;
  }
  public resetApplicationSecurityGroupIds() {
    this._applicationSecurityGroupIds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get applicationSecurityGroupIdsInput() {
    return this._applicationSecurityGroupIds;
  }

  // associate_public_ip_address - computed: true, optional: true, required: false
  private _associatePublicIpAddress?: boolean | cdktf.IResolvable;
  public get associatePublicIpAddress() {
    return this.getBooleanAttribute('associate_public_ip_address');
  }
  public set associatePublicIpAddress(value: boolean | cdktf.IResolvable) {
    this._associatePublicIpAddress = value;
  }
  public resetAssociatePublicIpAddress() {
    this._associatePublicIpAddress = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get associatePublicIpAddressInput() {
    return this._associatePublicIpAddress;
  }

  // configuration - computed: true, optional: true, required: false
  private _configuration?: string;
  public get configuration() {
    return this.getStringAttribute('configuration');
  }
  public set configuration(value: string) {
    this._configuration = value;
  }
  public resetConfiguration() {
    this._configuration = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get configurationInput() {
    return this._configuration;
  }

  // custom_data - computed: false, optional: true, required: false
  private _customData?: string;
  public get customData() {
    return this.getStringAttribute('custom_data');
  }
  public set customData(value: string) {
    this._customData = value;
  }
  public resetCustomData() {
    this._customData = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get customDataInput() {
    return this._customData;
  }

  // data_disks - computed: false, optional: true, required: false
  private _dataDisks = new AzureVirtualMachineDataDisksMap(this, "data_disks");
  public get dataDisks() {
    return this._dataDisks;
  }
  public putDataDisks(value: { [key: string]: AzureVirtualMachineDataDisks } | cdktf.IResolvable) {
    this._dataDisks.internalValue = value;
  }
  public resetDataDisks() {
    this._dataDisks.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dataDisksInput() {
    return this._dataDisks.internalValue;
  }

  // host_key - computed: true, optional: true, required: false
  private _hostKey?: string;
  public get hostKey() {
    return this.getStringAttribute('host_key');
  }
  public set hostKey(value: string) {
    this._hostKey = value;
  }
  public resetHostKey() {
    this._hostKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostKeyInput() {
    return this._hostKey;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // identity - computed: false, optional: true, required: false
  private _identity = new AzureVirtualMachineIdentityOutputReference(this, "identity");
  public get identity() {
    return this._identity;
  }
  public putIdentity(value: AzureVirtualMachineIdentity) {
    this._identity.internalValue = value;
  }
  public resetIdentity() {
    this._identity.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get identityInput() {
    return this._identity.internalValue;
  }

  // image - computed: false, optional: true, required: false
  private _image = new AzureVirtualMachineImageOutputReference(this, "image");
  public get image() {
    return this._image;
  }
  public putImage(value: AzureVirtualMachineImage) {
    this._image.internalValue = value;
  }
  public resetImage() {
    this._image.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get imageInput() {
    return this._image.internalValue;
  }

  // image_id - computed: false, optional: true, required: false
  private _imageId?: string;
  public get imageId() {
    return this.getStringAttribute('image_id');
  }
  public set imageId(value: string) {
    this._imageId = value;
  }
  public resetImageId() {
    this._imageId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get imageIdInput() {
    return this._imageId;
  }

  // ip_forwarding - computed: true, optional: true, required: false
  private _ipForwarding?: boolean | cdktf.IResolvable;
  public get ipForwarding() {
    return this.getBooleanAttribute('ip_forwarding');
  }
  public set ipForwarding(value: boolean | cdktf.IResolvable) {
    this._ipForwarding = value;
  }
  public resetIpForwarding() {
    this._ipForwarding = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ipForwardingInput() {
    return this._ipForwarding;
  }

  // location - computed: false, optional: false, required: true
  private _location?: string;
  public get location() {
    return this.getStringAttribute('location');
  }
  public set location(value: string) {
    this._location = value;
  }
  // Temporarily expose input value. Use with caution.
  public get locationInput() {
    return this._location;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // network_interface_id - computed: true, optional: false, required: false
  public get networkInterfaceId() {
    return this.getStringAttribute('network_interface_id');
  }

  // os_disk - computed: true, optional: true, required: false
  private _osDisk = new AzureVirtualMachineOsDiskOutputReference(this, "os_disk");
  public get osDisk() {
    return this._osDisk;
  }
  public putOsDisk(value: AzureVirtualMachineOsDisk) {
    this._osDisk.internalValue = value;
  }
  public resetOsDisk() {
    this._osDisk.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get osDiskInput() {
    return this._osDisk.internalValue;
  }

  // owner - computed: true, optional: true, required: false
  private _owner?: string;
  public get owner() {
    return this.getStringAttribute('owner');
  }
  public set owner(value: string) {
    this._owner = value;
  }
  public resetOwner() {
    this._owner = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownerInput() {
    return this._owner;
  }

  // principal_id - computed: true, optional: false, required: false
  public get principalId() {
    return this.getStringAttribute('principal_id');
  }

  // private_address - computed: true, optional: false, required: false
  public get privateAddress() {
    return this.getStringAttribute('private_address');
  }

  // public_address - computed: true, optional: false, required: false
  public get publicAddress() {
    return this.getStringAttribute('public_address');
  }

  // resource_group_name - computed: false, optional: false, required: true
  private _resourceGroupName?: string;
  public get resourceGroupName() {
    return this.getStringAttribute('resource_group_name');
  }
  public set resourceGroupName(value: string) {
    this._resourceGroupName = value;
  }
  // Temporarily expose input value. Use with caution.
  public get resourceGroupNameInput() {
    return this._resourceGroupName;
  }

  // size - computed: false, optional: false, required: true
  private _size?: string;
  public get size() {
    return this.getStringAttribute('size');
  }
  public set size(value: string) {
    this._size = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeInput() {
    return this._size;
  }

  // spot - computed: false, optional: true, required: false
  private _spot = new AzureVirtualMachineSpotOutputReference(this, "spot");
  public get spot() {
    return this._spot;
  }
  public putSpot(value: AzureVirtualMachineSpot) {
    this._spot.internalValue = value;
  }
  public resetSpot() {
    this._spot.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get spotInput() {
    return this._spot.internalValue;
  }

  // state - computed: true, optional: false, required: false
  public get state() {
    return this.getStringAttribute('state');
  }

  // subnet_id - computed: false, optional: false, required: true
  private _subnetId?: string;
  public get subnetId() {
    return this.getStringAttribute('subnet_id');
  }
  public set subnetId(value: string) {
    this._subnetId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get subnetIdInput() {
    return this._subnetId;
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: { [key: string]: string };
  public get tags() {
    return this.getStringMapAttribute('tags');
  }
  public set tags(value: { [key: string]: string }) {
    this._tags = value;
  }
  public resetTags() {
    this._tags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagsInput() {
    return this._tags;
  }

  // timeout - computed: true, optional: true, required: false
  private _timeout?: string;
  public get timeout() {
    return this.getStringAttribute('timeout');
  }
  public set timeout(value: string) {
    this._timeout = value;
  }
  public resetTimeout() {
    this._timeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutInput() {
    return this._timeout;
  }

  // vm_id - computed: true, optional: false, required: false
  public get vmId() {
    return this.getStringAttribute('vm_id');
  }

  // zone - computed: false, optional: true, required: false
  private _zone?: string;
  public get zone() {
    return this.getStringAttribute('zone');
  }
  public set zone(value: string) {
    this._zone = value;
  }
  public resetZone() {
    this._zone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get zoneInput() {
    return this._zone;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      accelerated_networking: cdktf.booleanToTerraform(this._acceleratedNetworking),
      admin_ssh_keys: cdktf.listMapper(cdktf.stringToTerraform, false)(this._adminSshKeys),
      admin_username: cdktf.stringToTerraform(this._adminUsername),
      application_security_group_ids: cdktf.listMapper(cdktf.stringToTerraform, false)(this._applicationSecurityGroupIds),
      associate_public_ip_address: cdktf.booleanToTerraform(this._associatePublicIpAddress),
      configuration: cdktf.stringToTerraform(this._configuration),
      custom_data: cdktf.stringToTerraform(this._customData),
      data_disks: cdktf.hashMapper(azureVirtualMachineDataDisksToTerraform)(this._dataDisks.internalValue),
      host_key: cdktf.stringToTerraform(this._hostKey),
      identity: azureVirtualMachineIdentityToTerraform(this._identity.internalValue),
      image: azureVirtualMachineImageToTerraform(this._image.internalValue),
      image_id: cdktf.stringToTerraform(this._imageId),
      ip_forwarding: cdktf.booleanToTerraform(this._ipForwarding),
      location: cdktf.stringToTerraform(this._location),
      name: cdktf.stringToTerraform(this._name),
      os_disk: azureVirtualMachineOsDiskToTerraform(this._osDisk.internalValue),
      owner: cdktf.stringToTerraform(this._owner),
      resource_group_name: cdktf.stringToTerraform(this._resourceGroupName),
      size: cdktf.stringToTerraform(this._size),
      spot: azureVirtualMachineSpotToTerraform(this._spot.internalValue),
      subnet_id: cdktf.stringToTerraform(this._subnetId),
      tags: cdktf.hashMapper(cdktf.stringToTerraform)(this._tags),
      timeout: cdktf.stringToTerraform(this._timeout),
      zone: cdktf.stringToTerraform(this._zone),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      accelerated_networking: {
        value: cdktf.booleanToHclTerraform(this._acceleratedNetworking),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      admin_ssh_keys: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._adminSshKeys),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      admin_username: {
        value: cdktf.stringToHclTerraform(this._adminUsername),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      application_security_group_ids: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._applicationSecurityGroupIds),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      associate_public_ip_address: {
        value: cdktf.booleanToHclTerraform(this._associatePublicIpAddress),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      configuration: {
        value: cdktf.stringToHclTerraform(this._configuration),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      custom_data: {
        value: cdktf.stringToHclTerraform(this._customData),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      data_disks: {
        value: cdktf.hashMapperHcl(azureVirtualMachineDataDisksToHclTerraform)(this._dataDisks.internalValue),
        isBlock: true,
        type: "map",
        storageClassType: "AzureVirtualMachineDataDisksMap",
      },
      host_key: {
        value: cdktf.stringToHclTerraform(this._hostKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      identity: {
        value: azureVirtualMachineIdentityToHclTerraform(this._identity.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "AzureVirtualMachineIdentity",
      },
      image: {
        value: azureVirtualMachineImageToHclTerraform(this._image.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "AzureVirtualMachineImage",
      },
      image_id: {
        value: cdktf.stringToHclTerraform(this._imageId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ip_forwarding: {
        value: cdktf.booleanToHclTerraform(this._ipForwarding),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      location: {
        value: cdktf.stringToHclTerraform(this._location),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      os_disk: {
        value: azureVirtualMachineOsDiskToHclTerraform(this._osDisk.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "AzureVirtualMachineOsDisk",
      },
      owner: {
        value: cdktf.stringToHclTerraform(this._owner),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      resource_group_name: {
        value: cdktf.stringToHclTerraform(this._resourceGroupName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      size: {
        value: cdktf.stringToHclTerraform(this._size),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      spot: {
        value: azureVirtualMachineSpotToHclTerraform(this._spot.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "AzureVirtualMachineSpot",
      },
      subnet_id: {
        value: cdktf.stringToHclTerraform(this._subnetId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tags: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._tags),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      timeout: {
        value: cdktf.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      zone: {
        value: cdktf.stringToHclTerraform(this._zone),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
