/**
 * Towns, villages and well-known parts of towns of Kent's districts and Medway, as people name them in a text: a place in a
 * sentence tells the district as surely as its name. Some 400 names, written from general knowledge of the county's parishes and
 * not from a gazetteer file (Kent has 309 civil parishes, Medway 11): streets, farms, clubs and sights are missing, and a name that
 * two districts bear stands in both. So it is a help to whoever looks through a text and never the only guard of a secret
 * placement, whose text stays out unless it is ticked. A false alarm costs a look, or a sentence about a secret child that is not sent.
 */
const PLACES: Readonly<Record<string, string>> = {
  Ashford:
    'Ashford, Tenterden, Charing, Wye, Kennington, Willesborough, Hamstreet, Biddenden, Singleton, Kingsnorth, Woodchurch, Pluckley, ' +
    'Aldington, Appledore, Bethersden, Bilsington, Boughton Aluph, Brabourne, Brook, Challock, Chilham, Egerton, Godmersham, Great Chart, High Halden, Hothfield, Kenardington, Mersham, Sevington, Molash, Newenden, Rolvenden, Ruckinge, Shadoxhurst, Smarden, Smeeth, Stanhope, Warehorne, Westwell, Wittersham',
  Canterbury:
    'Canterbury, Whitstable, Herne Bay, Sturry, Blean, Chartham, Bridge, Littlebourne, Tankerton, Seasalter, Barham, Hersden, ' +
    'Hackington, Harbledown, Rough Common, Thanington, Wincheap, Fordwich, Westbere, Chestfield, Swalecliffe, Greenhill, Beltinge, Reculver, Chislet, Hoath, Wickhambreaux, Ickham, Bekesbourne, Patrixbourne, Bishopsbourne, Lower Hardres, Petham, Adisham, Womenswold, Tyler Hill, Broad Oak, Upstreet',
  Dartford:
    'Dartford, Swanscombe, Greenhithe, Stone, Longfield, Ebbsfleet, Bean, Wilmington, Joyden’s Wood, ' +
    'Darenth, Southfleet, Sutton at Hone, Hawley, Temple Hill, Fleetdown, Betsham, New Barn',
  Dover:
    'Dover, Deal, Sandwich, Walmer, Aylesham, Ash, Wingham, Eastry, Whitfield, St Margaret’s, Kingsdown, River, ' +
    'Capel le Ferne, Temple Ewell, Lydden, Shepherdswell, Eythorne, Elvington, Nonington, Goodnestone, Ringwould, Ripple, Great Mongeham, Sholden, Worth, Woodnesborough, Staple, Preston, Stourmouth, Alkham, Hougham, Guston, Tilmanstone, Northbourne, Buckland, Aycliffe, St Margarets',
  Gravesham:
    'Gravesend, Northfleet, Meopham, Istead Rise, Cobham, Higham, Vigo, Shorne, Gravesham, ' +
    'Singlewell, Riverview Park, Painters Ash, Perry Street, Culverstone, Harvel, Luddesdown, Sole Street',
  Maidstone:
    'Maidstone, Staplehurst, Marden, Headcorn, Lenham, Bearsted, Harrietsham, Coxheath, Yalding, Shepway Estate, Parkwood, Allington, ' +
    'Barming, Boughton Monchelsea, Boxley, Bredhurst, Chart Sutton, Collier Street, Detling, Downswood, East Farleigh, West Farleigh, Grafty Green, Hollingbourne, Hunton, Kingswood, Langley, Leeds, Linton, Loose, Nettlestead, Otham, Sandling, Shepway, Stockbury, Sutton Valence, Teston, Thurnham, Tovil, Ulcombe, Weavering, Penenden Heath, Ringlestone, Senacre, Laddingford',
  Sevenoaks:
    'Sevenoaks, Swanley, Edenbridge, Westerham, Otford, Hextable, New Ash Green, Kemsing, Dunton Green, Riverhead, Hartley, Farningham, ' +
    'Badgers Mount, Brasted, Chevening, Chiddingstone, Cowden, Crockenhill, Eynsford, Fawkham, Four Elms, Halstead, Hever, Horton Kirby, South Darenth, Ide Hill, Knockholt, Leigh, Penshurst, Seal, Shoreham, Sundridge, Weald, West Kingsdown, Fordcombe',
  'Folkestone and Hythe':
    'Folkestone, Hythe, Lydd, New Romney, Dymchurch, Hawkinge, Cheriton, Sandgate, Lyminge, Elham, Greatstone, Saltwood, Romney Marsh, Shepway, ' +
    'Brookland, Ivychurch, Old Romney, St Mary in the Marsh, St Mary’s Bay, St Marys Bay, Littlestone, Lydd on Sea, Sellindge, Lympne, Stanford, Stelling Minnis, Stowting, Postling, Etchinghill, Newington, Peene, Seabrook, Burmarsh, Densole, Swingfield',
  Swale:
    'Swale, Sittingbourne, Faversham, Sheerness, Minster on Sea, Queenborough, Isle of Sheppey, Sheppey, Leysdown, Iwade, Teynham, Kemsley, Boughton, ' +
    'Bapchild, Borden, Bobbing, Bredgar, Tunstall, Newington, Lower Halstow, Upchurch, Hartlip, Eastchurch, Warden Bay, Halfway, Doddington, Selling, Ospringe, Graveney, Hernhill, Dunkirk, Lynsted, Rodmersham, Milton Regis, Murston',
  Thanet:
    'Thanet, Margate, Ramsgate, Broadstairs, Birchington, Westgate on Sea, Westgate, Cliftonville, Kingsgate, Westbrook, Garlinge, St Peter’s, Minster, ' +
    'Acol, Cliffsend, Manston, Monkton, Sarre, St Nicholas at Wade, Newington, Dumpton, Northdown, Palm Bay, Pegwell, Minnis Bay, Joss Bay, Botany Bay, Reading Street, Dane Valley, Millmead, Hartsdown, St Peters, Dreamland',
  'Tonbridge and Malling':
    'Tonbridge, West Malling, Malling, Snodland, Larkfield, Borough Green, Kings Hill, Aylesford, Hadlow, East Peckham, Hildenborough, Ditton, Wrotham, ' +
    'Addington, Birling, Burham, Eccles, Wouldham, East Malling, Leybourne, Ightham, Mereworth, Offham, Platt, Plaxtol, Ryarsh, Shipbourne, Stansted, Trottiscliffe, Wateringbury, West Peckham, Blue Bell Hill, Golden Green',
  'Tunbridge Wells':
    'Tunbridge Wells, Southborough, Paddock Wood, Cranbrook, Hawkhurst, Pembury, Rusthall, Goudhurst, Horsmonden, Benenden, Brenchley, ' +
    'Bidborough, Capel, Five Oak Green, Frittenden, Kilndown, Lamberhurst, Langton Green, Matfield, Sandhurst, Speldhurst, Ashurst, Sissinghurst, Sherwood, High Brooms',
  Medway:
    'Medway, Chatham, Gillingham, Rochester, Strood, Rainham, Hoo, Cuxton, Walderslade, Lordswood, Twydall, Halling, ' +
    'Allhallows, All Hallows, Cliffe, Cooling, Frindsbury, Grain, High Halstow, St Mary Hoo, Stoke, Hempstead, Parkwood, Luton, Brompton, Wigmore, Wainscott, Borstal, Upnor, Princes Park',
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
  'brook',
  'ripple',
  'worth',
  'staple',
  'preston',
  'leeds',
  'linton',
  'loose',
  'langley',
  'kingswood',
  'leigh',
  'seal',
  'weald',
  'halstead',
  'shoreham',
  'stanford',
  'halfway',
  'selling',
  'borden',
  'platt',
  'capel',
  'sherwood',
  'sandhurst',
  'cliffe',
  'cooling',
  'grain',
  'stoke',
  'luton',
  'borstal',
  'greenhill',
  'hunton',
  'addington',
  'eccles',
  'dreamland',
  'westbrook',
  'minster',
  'bobbing',
  'buckland',
  'hawley',
  'manston',
  'monkton',
  'egerton',
  'stanhope',
  'newington',
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
