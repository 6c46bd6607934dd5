const operatingSystems: Record<string, string> = { win32: 'windows', sunos: 'solaris' };
const architectures: Record<string, string> = { x64: 'amd64', ia32: '386' };

/**
 * The platforms a Terraform on this machine may call itself, e.g. `linux_amd64` first and then
 * `linux_arm64`: a Mac's Terraform may be translated while its Node is not. The package is the same
 * script on all of them.
 */
export function platformsOf(platform: string, architecture: string): string[] {
  const os = operatingSystems[platform] ?? platform;
  const own = architectures[architecture] ?? architecture;
  return [...new Set([own, 'amd64', 'arm64'])].map((one) => `${os}_${one}`);
}
