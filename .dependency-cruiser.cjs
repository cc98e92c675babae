// Which way imports run (architecture.md section 1). scripts/check.ts runs this and refuses to pass on nothing;
// test/architecture plants one forbidden import of each kind and sees it refused.

const core = { dependencyTypes: ['core'] };
const only = (path, ...allowed) => ({ path: `^${path}`, allowed: [`^${path}`, ...allowed] });

/** A folder may import what `allowed` matches; `nodeBuiltIns` and `packages` say what else. */
const allow = (name, comment, { path, allowed }, { packages, nodeBuiltIns }) => [
  {
    name,
    comment,
    severity: 'error',
    from: { path },
    to: {
      pathNot: [...allowed, packages, 'node_modules/electron/'].filter(Boolean),
      dependencyTypesNot: ['core'],
      couldNotResolve: false,
    },
  },
  // The window's build configuration runs in Node and is no part of the window.
  ...(nodeBuiltIns
    ? []
    : [
        {
          name: `${name}-no-node`,
          comment,
          severity: 'error',
          from: { path, pathNot: '/vite\\.config\\.ts$' },
          to: core,
        },
      ]),
];

const anyPackage = 'node_modules/';

/**
 * The floors of main/service from the ground up (architecture.md section 1): a room imports itself and what lies on the
 * floors beneath its own. Files of no room (storeHost, dataProcess, the list of off-thread tasks) are the roof's top.
 */
const floors = [
  ['context'],
  ['jobs', 'documents'],
  ['facts'],
  ['child'],
  ['figures', 'imports'],
  ['packs', 'settings', 'release', 'store'],
  ['calls'],
];

const rooms = floors.flatMap((floor, at) =>
  floor.map((room) => ({
    name: `room-${room}`,
    comment: 'A room of the service imports itself and the floors beneath it.',
    severity: 'error',
    from: { path: `^main/service/${room}/` },
    to: {
      path: '^main/(service|demonstration)/',
      pathNot: `^main/service/(${[room, ...floors.slice(0, at).flat()].join('|')})/`,
    },
  })),
);

module.exports = {
  forbidden: [
    ...allow('domain', 'The rules import nothing but themselves.', only('domain/'), {}),
    ...allow('contract', 'The contract is pure: rules and zod only.', only('main/contract/', '^domain/'), {
      packages: 'node_modules/zod/',
    }),
    ...allow('db', 'The store knows the rules, and nothing above it.', only('db/', '^domain/'), {
      packages: anyPackage,
      nodeBuiltIns: true,
    }),
    ...allow(
      'service',
      'The data process knows the contract, the rules and the store; no Electron, no host, no window.',
      only('main/service/', '^main/contract/', '^domain/', '^db/', '^main/demonstration/'),
      { packages: anyPackage, nodeBuiltIns: true },
    ),
    ...allow(
      'demonstration',
      'The synthetic population is written through the service, like anybody else’s facts.',
      only('main/demonstration/', '^main/service/', '^main/contract/', '^domain/', '^db/'),
      { packages: anyPackage, nodeBuiltIns: true },
    ),
    ...rooms,
    {
      name: 'room-named',
      comment: 'A folder of main/service is one of the rooms, on a floor.',
      severity: 'error',
      from: { path: '^main/service/[^/]+/', pathNot: `^main/service/(${floors.flat().join('|')})/` },
      to: {},
    },
    {
      name: 'demonstration-from-the-top',
      comment: 'The demonstration stands on the service: only the top knows it.',
      severity: 'error',
      from: { path: '^main/hosts/' },
      to: { path: '^main/demonstration/' },
    },
    ...allow(
      'shell',
      'The shell knows Electron and the contract, never the store.',
      only('main/shell/', '^main/contract/'),
      {
        nodeBuiltIns: true,
      },
    ),
    ...allow(
      'hosts',
      'A host starts the service, on Node 24; it is no shell and no window.',
      only('main/hosts/', '^main/service/', '^main/contract/', '^domain/', '^db/', '^scripts/node24\\.mjs$'),
      { packages: anyPackage, nodeBuiltIns: true },
    ),
    ...allow(
      'renderer',
      'The window knows the contract and the rules.',
      only('renderer/', '^main/contract/', '^domain/'),
      {
        packages: anyPackage,
      },
    ),
    {
      name: 'screens-apart',
      comment: 'A screen imports no other screen; what two need lives in renderer/ui or renderer/data.',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/', pathNot: '^renderer/screens/$1/' },
    },
    {
      name: 'ui-below-screens',
      comment: 'Primitives know no screen.',
      severity: 'error',
      from: { path: '^renderer/(ui|data)/' },
      to: { path: '^renderer/screens/' },
    },
    {
      name: 'electron-in-shell',
      comment: 'Only the shell imports Electron.',
      severity: 'error',
      from: { path: '^(domain|db|main|renderer)/', pathNot: '^main/shell/' },
      to: { path: ['^electron$', '^electron/', 'node_modules/electron/'] },
    },
    {
      name: 'shipped',
      comment: 'What runs outside the bundle of the window is installed with the app: no development dependency.',
      severity: 'error',
      from: { path: '^(domain|db|main)/', pathNot: '^main/shell/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be followed would hide what it imports.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    // TypeScript 7 beside dependency-cruiser answers 'no violations (0 modules)'; swc reads the sources.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // Types count too: a type imported the wrong way is knowledge the wrong way.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
