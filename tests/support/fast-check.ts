/** fast-check with one seed for all properties: what fails, fails again. `PROPERTY_SEED=4711 npm test` tries others. */
import process from 'node:process';
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_122) });

export { fc };
