// The licences of the packages inside a bundle: most of them ask that their text goes along.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A Markdown file: one line per package, then every licence text. */
export function thirdPartyNotices(root, bundledFiles, bundle) {
  const folders = new Set(bundledFiles.map(packageFolderOf).filter((folder) => folder !== undefined));
  const described = [...folders].map((folder) => describePackage(join(root, folder)));
  const packages = [...new Map(described.map((one) => [one.title, one])).values()];
  packages.sort((a, b) => (a.title < b.title ? -1 : 1));
  const list = packages.map(({ title, licence }) => `- ${title}: ${licence}`);
  const texts = packages
    .filter(({ text }) => text !== undefined)
    .map(({ title, text }) => `## ${title}\n\n\`\`\`\`\n${text}\n\`\`\`\`\n`);
  return [`# Third-party packages in the ${bundle}\n`, `${list.join('\n')}\n`, ...texts].join('\n');
}

function packageFolderOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function describePackage(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Older packages have an object, or a list of them.
  const licence = [manifest.license ?? manifest.licenses].flat()[0];
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)([-.].*)?$/i.test(entry));
  return {
    title: `${manifest.name}@${manifest.version}`,
    licence: licence?.type ?? licence ?? 'see its text below',
    text: file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim(),
  };
}
