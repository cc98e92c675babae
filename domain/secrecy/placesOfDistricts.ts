/**
 * Towns and larger villages of Kent's districts and Medway, as people name them in a text: a place in a sentence tells the
 * district as surely as its name. Written from general knowledge of the county, not from a gazetteer file [check]; it is a help
 * to whoever looks through a text and never the only guard of a secret placement, whose text stays out unless it is ticked.
 */
const PLACES: Readonly<Record<string, string>> = {
  Ashford:
    'Ashford, Tenterden, Charing, Wye, Kennington, Willesborough, Hamstreet, Biddenden, Singleton, Kingsnorth, Woodchurch, Pluckley',
  Canterbury:
    'Canterbury, Whitstable, Herne Bay, Sturry, Blean, Chartham, Bridge, Littlebourne, Tankerton, Seasalter, Barham, Hersden',
  Dartford: 'Dartford, Swanscombe, Greenhithe, Stone, Longfield, Ebbsfleet, Bean, Wilmington, Joyden’s Wood',
  Dover: 'Dover, Deal, Sandwich, Walmer, Aylesham, Ash, Wingham, Eastry, Whitfield, St Margaret’s, Kingsdown, River',
  Gravesham: 'Gravesend, Northfleet, Meopham, Istead Rise, Cobham, Higham, Vigo, Shorne, Gravesham',
  Maidstone:
    'Maidstone, Staplehurst, Marden, Headcorn, Lenham, Bearsted, Harrietsham, Coxheath, Yalding, Shepway Estate, Parkwood, Allington',
  Sevenoaks:
    'Sevenoaks, Swanley, Edenbridge, Westerham, Otford, Hextable, New Ash Green, Kemsing, Dunton Green, Riverhead, Hartley, Farningham',
  'Folkestone and Hythe':
    'Folkestone, Hythe, Lydd, New Romney, Dymchurch, Hawkinge, Cheriton, Sandgate, Lyminge, Elham, Greatstone, Saltwood, Romney Marsh, Shepway',
  Swale:
    'Swale, Sittingbourne, Faversham, Sheerness, Minster on Sea, Queenborough, Isle of Sheppey, Sheppey, Leysdown, Iwade, Teynham, Kemsley, Boughton',
  Thanet:
    'Thanet, Margate, Ramsgate, Broadstairs, Birchington, Westgate on Sea, Westgate, Cliftonville, Kingsgate, Westbrook, Garlinge, St Peter’s, Minster',
  'Tonbridge and Malling':
    'Tonbridge, West Malling, Malling, Snodland, Larkfield, Borough Green, Kings Hill, Aylesford, Hadlow, East Peckham, Hildenborough, Ditton, Wrotham',
  'Tunbridge Wells':
    'Tunbridge Wells, Southborough, Paddock Wood, Cranbrook, Hawkhurst, Pembury, Rusthall, Goudhurst, Horsmonden, Benenden, Brenchley',
  Medway:
    'Medway, Chatham, Gillingham, Rochester, Strood, Rainham, Hoo, Cuxton, Walderslade, Lordswood, Twydall, Halling',
};

/** Places whose names are ordinary words too: these count only where they are written with a capital letter. */
const ORDINARY = new Set([
  'deal',
  'sandwich',
  'bridge',
  'ash',
  'stone',
  'bean',
  'river',
  'marden',
  'vigo',
  'singleton',
  'hartley',
]);

/**
 * The places of a district by its present or former name, in words; the district itself where nothing is known of it.
 *
 * @example placesOfDistrict('Thanet').includes('Margate') // true
 */
export const placesOfDistrict = (district: string): string[] => PLACES[district]?.split(', ') ?? [district];

/** Every place there is a district for. */
export const everyPlace: readonly string[] = Object.values(PLACES).flatMap((places) => places.split(', '));

/** @example isOrdinaryWord('Deal') // true: 'a good deal of work' names no place */
export const isOrdinaryWord = (place: string): boolean => ORDINARY.has(place.toLowerCase());
