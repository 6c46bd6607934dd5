import { parseAllDocuments } from 'yaml';

export function validateYaml(text: string): string | undefined {
  for (const document of parseAllDocuments(text)) {
    const [error] = document.errors;
    if (error !== undefined) return `is not valid YAML: ${error.message}`;
  }
  return undefined;
}
