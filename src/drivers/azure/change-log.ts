/** When this process has last changed what: whatever was read before that says nothing of it any more. */
export class ChangeLog {
  private readonly changed = new Map<string, number>();
  private anything = Number.NEGATIVE_INFINITY;

  /** To be called when a change begins, and when it has ended. */
  note(id: string): void {
    const now = performance.now();
    // Others change more than themselves: a disk the machine that it is in, a group all that is in it.
    if (/\/(virtualMachines|networkInterfaces|publicIPAddresses)\/[^/]+$/i.test(id)) {
      this.changed.set(id.toLowerCase(), now);
    } else {
      this.anything = now;
    }
  }

  /** @param moment of `performance.now()` */
  isChangedSince(id: string, moment: number): boolean {
    return Math.max(this.anything, this.changed.get(id.toLowerCase()) ?? this.anything) >= moment;
  }
}
