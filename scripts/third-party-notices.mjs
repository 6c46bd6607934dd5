// The licences of the packages inside the bundled provider: most of them ask that their text goes along.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A Markdown file: one line per package, then every licence text. */
export function thirdPartyNotices(root, bundledFiles) {
  const folders = new Set(bundledFiles.map(packageFolderOf).filter((folder) => folder !== undefined));
  const packages = [...folders].sort().map((folder) => describePackage(join(root, folder)));
  const list = packages.map(({ title, licence }) => `- ${title}: ${licence}`);
  const texts = packages
    .filter(({ text }) => text !== undefined)
    .map(({ title, text }) => `## ${title}\n\n\`\`\`\`\n${text}\n\`\`\`\`\n`);
  return ['# Third-party packages in the provider\n', `${list.join('\n')}\n`, ...texts].join('\n');
}

function packageFolderOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function describePackage(folder) {
  const {
    name,
    version,
    license = 'see its text below',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  return {
    title: `${name}@${version}`,
    licence: typeof license === 'string' ? license : license.type,
    text:
      file === undefined || !existsSync(join(folder, file))
        ? undefined
        : readFileSync(join(folder, file), 'utf8').trim(),
  };
}
