// Deletes the native files of other platforms, which packages ship side by side: node scripts/keep-platform.mjs node_modules
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const { platform, arch } = process;

/** Folders whose folders are named after platforms, and how they name this one. */
const KEPT = {
  'onnxruntime-node/bin/napi-v6': platform,
  [`onnxruntime-node/bin/napi-v6/${platform}`]: arch,
  '@photostructure/sqlite/prebuilds': `${platform}-${arch}`,
  'usearch/prebuilds': platform === 'darwin' ? 'darwin-arm64+x64' : `${platform}-${arch}`,
};

const [modules = 'node_modules'] = process.argv.slice(2);
for (const [folder, kept] of Object.entries(KEPT)) {
  const names = readdirSync(join(modules, folder));
  // A layout that changed must be looked at: with nothing left the service would not start.
  if (!names.includes(kept)) throw new Error(`${folder} has no ${kept}.`);
  for (const name of names) {
    if (name !== kept) rmSync(join(modules, folder, name), { recursive: true });
  }
}
