import type { Random } from './random.ts';

/** First parts of surnames: words that say 'sample', so that no name can be taken for a real person's. */
const FIRST = [
  'Sample',
  'Tester',
  'Fixture',
  'Mock',
  'Dummy',
  'Specimen',
  'Exemplar',
  'Pretend',
  'Pattern',
  'Figment',
  'Notional',
  'Synthet',
  'Madeup',
  'Placehold',
  'Prototype',
  'Sketch',
  'Imagin',
  'Invented',
  'Fictive',
  'Demonstra',
] as const;

const LAST = [
  'ton',
  'by',
  'ham',
  'ley',
  'wick',
  'stead',
  'ford',
  'worth',
  'shaw',
  'mere',
  'combe',
  'thorpe',
  'hurst',
  'dale',
  'well',
] as const;

/** 'Sample' in other tongues, with the letters that files and fonts so often spoil. */
const WITH_DIACRITICS = [
  'Échantillonné',
  'Örneksoy',
  'Příkladová',
  'Przykładek',
  'Beispieländer',
  'Esimerkkilä',
  'Muestreño',
  'Exempløv',
  'Näidisson',
  'Þykjustudóttir',
  'Mintász',
  'O’Specimen',
  'Sample-Düplicate',
  'Nümunəzadə',
] as const;

/** Plants, stones and birds: pleasant to read, and never a real child's pair with the surnames above. */
const FORENAMES = [
  ...['Alder', 'Amber', 'Aspen', 'Aster', 'Avocet', 'Basil', 'Bay', 'Beryl', 'Birch', 'Bramble', 'Briar', 'Bryony'],
  ...['Cedar', 'Clover', 'Coral', 'Cosmos', 'Cypress', 'Dahlia', 'Dunnock', 'Elder', 'Fennel', 'Fern', 'Finch'],
  ...['Flint', 'Garnet', 'Gorse', 'Hazel', 'Heather', 'Heron', 'Hyssop', 'Iris', 'Ivy', 'Jade', 'Jasper', 'Juniper'],
  ...['Kestrel', 'Larch', 'Lark', 'Laurel', 'Linden', 'Linnet', 'Lovage', 'Maple', 'Marigold', 'Martin', 'Merlin'],
  ...['Mica', 'Myrtle', 'Oakley', 'Olive', 'Onyx', 'Opal', 'Osprey', 'Pearl', 'Peregrine', 'Plover', 'Poppy'],
  ...['Primrose', 'Quartz', 'Quill', 'Redstart', 'Robin', 'Rowan', 'Rue', 'Sage', 'Senna', 'Siskin', 'Sorrel'],
  ...['Sparrow', 'Swift', 'Tansy', 'Teal', 'Thyme', 'Topaz', 'Violet', 'Willow', 'Wren', 'Yarrow', 'Zinnia'],
  ...['Léonïe', 'Zoë', 'Ásta', 'Šárka', 'Ömer', 'Noémie', 'Łucja', 'Fañez'],
] as const;

export type PersonName = { readonly forename: string; readonly surname: string };

/** Every surname the demonstration can give. @public what tests look for in everything that leaves */
export const demonstrationSurnames: readonly string[] = [
  ...FIRST.flatMap((first) => LAST.map((last) => `${first}${last}`)),
  ...WITH_DIACRITICS,
];

/** A clearly made-up person: `{ forename: 'Hazel', surname: 'Testerton' }`. One in about twenty has letters with accents. */
export const personName = (random: Random): PersonName => ({
  forename: random.pick(FORENAMES),
  surname: random.chance(0.05) ? random.pick(WITH_DIACRITICS) : `${random.pick(FIRST)}${random.pick(LAST)}`,
});

/** The same as one text, for staff: `'Hazel Testerton'`. */
export const staffName = (random: Random): string => {
  const { forename, surname } = personName(random);
  return `${forename} ${surname}`;
};

/** A shorter name to be called by: the first syllables of the forename. */
export const knownAs = ({ forename, surname }: PersonName): PersonName => ({
  forename: forename.length > 5 ? forename.slice(0, 4) : `${forename}-Lee`,
  surname,
});
