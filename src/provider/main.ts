import { serve } from '../tfplugin';
import { fleetwrightProvider } from './provider';

/** Replaced by the version in package.json when the provider is bundled. */
declare const FLEETWRIGHT_VERSION: string;

void serve(fleetwrightProvider(FLEETWRIGHT_VERSION));
