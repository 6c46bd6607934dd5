/** A name that EC2 takes, from a construct's path. */
export function ec2Name(path: string): string {
  const name = path.replace(/[^a-zA-Z0-9]+/g, '-').slice(-200);
  return name.startsWith('sg-') ? `x-${name}` : name;
}
