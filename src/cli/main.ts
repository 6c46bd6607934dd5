#!/usr/bin/env node
import { CommanderError } from 'commander';
import { standardOutput } from './output';
import { createProgram } from './program';

createProgram(standardOutput)
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      standardOutput.message(`error: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  });
