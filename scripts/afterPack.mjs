// Called by electron-builder on each unpacked app: states the one fuse that electron-builder.yml has no name for,
// refuses an Electron with a fuse that nobody has decided about, and takes out Electron's own start page.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

export default async function afterPack({ electronPlatformName, appOutDir, packager }) {
  const { productFilename } = packager.appInfo;
  const names = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe`, linux: packager.executableName };
  const executable = join(appOutDir, names[electronPlatformName]);

  // Copied along from a given Electron folder; it opens whatever app it is pointed at, which ours must not.
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });

  const { version: _, ...wire } = await getCurrentFuseWire(executable);
  const unknown = Object.keys(wire).filter((fuse) => !(fuse in FuseV1Options));
  if (unknown.length > 0) throw new Error(`This Electron has fuses that are not stated: ${unknown.join(', ')}`);
  if (!(FuseV1Options.WasmTrapHandlers in wire)) return;
  // On, Electron's own setting: WebAssembly checks its bounds by trap handlers.
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}
