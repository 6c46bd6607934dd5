import { isEc2Error } from '../../drivers/ec2';

/** Has what exists, although making it failed, recorded before the failure goes on. */
export async function keepHalfMade<T>(record: (id: string) => void, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (isEc2Error(error) && error.objectId !== undefined) record(error.objectId);
    throw error;
  }
}
