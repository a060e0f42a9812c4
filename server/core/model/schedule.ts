/**
 * Cron expressions and time zones as cert-manager 1.21 reads them in `spec.renewal.windows`
 * (github.com/robfig/cron/v3 `parser.go`, `ParseStandard`; Go's `time.LoadLocation`).
 */
import { parseDuration } from './duration.ts';

interface Bounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');
const fields: readonly Bounds[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of week', min: 0, max: 6, names: days },
];
const descriptors = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

export type CronFault =
  | { readonly kind: 'fields'; readonly count: number }
  | { readonly kind: 'descriptor'; readonly text: string }
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly text: string;
      readonly min: number;
      readonly max: number;
    };

/** What is wrong with a cron expression of five fields or a descriptor as `@weekly`; undefined where nothing is. */
export function cronFault(text: string): CronFault | undefined {
  const trimmed = text.trim();
  if (/^(CRON_)?TZ=/.test(trimmed)) return undefined;
  if (trimmed.startsWith('@')) {
    const every = /^@every (.*)$/.exec(trimmed)?.[1];
    const known =
      descriptors.test(trimmed) || (every !== undefined && parseDuration(every.trim()) !== undefined);
    return known ? undefined : { kind: 'descriptor', text: trimmed };
  }
  const parts = trimmed === '' ? [] : trimmed.split(/\s+/);
  if (parts.length !== fields.length) return { kind: 'fields', count: parts.length };
  for (const [i, bounds] of fields.entries()) {
    const wrong = (parts[i] ?? '').split(',').find((range) => range !== '' && !isRange(range, bounds));
    const { name, min, max } = bounds;
    if (wrong !== undefined) return { kind: 'field', name, text: wrong, min, max };
  }
  return undefined;
}

/** `*`, `a`, `a-b`, each with an optional `/step`. */
function isRange(text: string, { min, max, names }: Bounds): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !(Number(integer(step)) > 0))) return false;
  const ends = range.split('-');
  if (ends[0] === '*' || ends[0] === '?') return true;
  const [from, to, ...rest] = ends.map((end) => {
    const at = names.indexOf(end.toLowerCase());
    return at < 0 ? integer(end) : min + at;
  });
  const last = ends.length === 1 ? (step === undefined ? from : max) : to;
  if (from === undefined || last === undefined || rest.length > 0) return false;
  return from >= min && last <= max && from <= last;
}

const integer = (text: string) => (/^\+?\d{1,9}$/.test(text) ? Number(text) : undefined);

/** IANA's names by area (tzdata of 2025). */
const zones: readonly (readonly [string, string])[] = [
  [
    'Africa',
    `Abidjan Accra Addis_Ababa Algiers Asmara Asmera Bamako Bangui Banjul Bissau Blantyre
     Brazzaville Bujumbura Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala
     El_Aaiun Freetown Gaborone Harare Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos
     Libreville Lome Luanda Lubumbashi Lusaka Malabo Maputo Maseru Mbabane Mogadishu Monrovia
     Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo Sao_Tome Timbuktu Tripoli Tunis
     Windhoek`,
  ],
  [
    'America',
    `Adak Anchorage Anguilla Antigua Araguaina Aruba Asuncion Atikokan Atka Bahia Bahia_Banderas
     Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise Buenos_Aires Cambridge_Bay
     Campo_Grande Cancun Caracas Catamarca Cayenne Cayman Chicago Chihuahua Ciudad_Juarez
     Coral_Harbour Cordoba Costa_Rica Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson
     Dawson_Creek Denver Detroit Dominica Edmonton Eirunepe El_Salvador Ensenada Fort_Nelson
     Fort_Wayne Fortaleza Glace_Bay Godthab Goose_Bay Grand_Turk Grenada Guadeloupe Guatemala
     Guayaquil Guyana Halifax Havana Hermosillo Indianapolis Inuvik Iqaluit Jamaica Jujuy Juneau
     Knox_IN Kralendijk La_Paz Lima Los_Angeles Louisville Lower_Princes Maceio Managua Manaus
     Marigot Martinique Matamoros Mazatlan Mendoza Menominee Merida Metlakatla Mexico_City
     Miquelon Moncton Monterrey Montevideo Montreal Montserrat Nassau New_York Nipigon Nome
     Noronha Nuuk Ojinaga Panama Pangnirtung Paramaribo Phoenix Port-au-Prince Port_of_Spain
     Porto_Acre Porto_Velho Puerto_Rico Punta_Arenas Rainy_River Rankin_Inlet Recife Regina
     Resolute Rio_Branco Rosario Santa_Isabel Santarem Santiago Santo_Domingo Sao_Paulo
     Scoresbysund Shiprock Sitka St_Barthelemy St_Johns St_Kitts St_Lucia St_Thomas St_Vincent
     Swift_Current Tegucigalpa Thule Thunder_Bay Tijuana Toronto Tortola Vancouver Virgin
     Whitehorse Winnipeg Yakutat Yellowknife`,
  ],
  [
    'America/Argentina',
    `Buenos_Aires Catamarca ComodRivadavia Cordoba Jujuy La_Rioja Mendoza Rio_Gallegos Salta
     San_Juan San_Luis Tucuman Ushuaia`,
  ],
  ['America/Indiana', 'Indianapolis Knox Marengo Petersburg Tell_City Vevay Vincennes Winamac'],
  ['America/Kentucky', 'Louisville Monticello'],
  ['America/North_Dakota', 'Beulah Center New_Salem'],
  [
    'Antarctica',
    `Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera South_Pole Syowa Troll
     Vostok`,
  ],
  ['Arctic', 'Longyearbyen'],
  [
    'Asia',
    `Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Ashkhabad Atyrau Baghdad Bahrain Baku Bangkok
     Barnaul Beirut Bishkek Brunei Calcutta Chita Choibalsan Chongqing Chungking Colombo Dacca
     Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Harbin Hebron Ho_Chi_Minh Hong_Kong Hovd
     Irkutsk Istanbul Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kashgar Kathmandu
     Katmandu Khandyga Kolkata Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macao Macau Magadan
     Makassar Manila Muscat Nicosia Novokuznetsk Novosibirsk Omsk Oral Phnom_Penh Pontianak
     Pyongyang Qatar Qostanay Qyzylorda Rangoon Riyadh Saigon Sakhalin Samarkand Seoul Shanghai
     Singapore Srednekolymsk Taipei Tashkent Tbilisi Tehran Tel_Aviv Thimbu Thimphu Tokyo Tomsk
     Ujung_Pandang Ulaanbaatar Ulan_Bator Urumqi Ust-Nera Vientiane Vladivostok Yakutsk Yangon
     Yekaterinburg Yerevan`,
  ],
  [
    'Atlantic',
    `Azores Bermuda Canary Cape_Verde Faeroe Faroe Jan_Mayen Madeira Reykjavik South_Georgia
     St_Helena Stanley`,
  ],
  [
    'Australia',
    `ACT Adelaide Brisbane Broken_Hill Canberra Currie Darwin Eucla Hobart LHI Lindeman Lord_Howe
     Melbourne NSW North Perth Queensland South Sydney Tasmania Victoria West Yancowinna`,
  ],
  ['Brazil', 'Acre DeNoronha East West'],
  [
    '',
    `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST
     Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo
     PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu`,
  ],
  ['Canada', 'Atlantic Central Eastern Mountain Newfoundland Pacific Saskatchewan Yukon'],
  ['Chile', 'Continental EasterIsland'],
  [
    'Etc',
    `GMT GMT+0 GMT+1 GMT+10 GMT+11 GMT+12 GMT+2 GMT+3 GMT+4 GMT+5 GMT+6 GMT+7 GMT+8 GMT+9 GMT-0
     GMT-1 GMT-10 GMT-11 GMT-12 GMT-13 GMT-14 GMT-2 GMT-3 GMT-4 GMT-5 GMT-6 GMT-7 GMT-8 GMT-9
     GMT0 Greenwich UCT UTC Universal Zulu`,
  ],
  [
    'Europe',
    `Amsterdam Andorra Astrakhan Athens Belfast Belgrade Berlin Bratislava Brussels Bucharest
     Budapest Busingen Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man
     Istanbul Jersey Kaliningrad Kiev Kirov Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta
     Mariehamn Minsk Monaco Moscow Nicosia Oslo Paris Podgorica Prague Riga Rome Samara
     San_Marino Sarajevo Saratov Simferopol Skopje Sofia Stockholm Tallinn Tirane Tiraspol
     Ulyanovsk Uzhgorod Vaduz Vatican Vienna Vilnius Volgograd Warsaw Zagreb Zaporozhye Zurich`,
  ],
  ['Indian', 'Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion'],
  ['Mexico', 'BajaNorte BajaSur General'],
  [
    'Pacific',
    `Apia Auckland Bougainville Chatham Chuuk Easter Efate Enderbury Fakaofo Fiji Funafuti
     Galapagos Gambier Guadalcanal Guam Honolulu Johnston Kanton Kiritimati Kosrae Kwajalein
     Majuro Marquesas Midway Nauru Niue Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Ponape
     Port_Moresby Rarotonga Saipan Samoa Tahiti Tarawa Tongatapu Truk Wake Wallis Yap`,
  ],
  [
    'US',
    `Alaska Aleutian Arizona Central East-Indiana Eastern Hawaii Indiana-Starke Michigan Mountain
     Pacific Samoa`,
  ],
];

const names = new Map(
  zones.flatMap(([area, places]) =>
    places.split(/\s+/).map((place) => {
      const name = area === '' ? place : `${area}/${place}`;
      return [name.toLowerCase(), name] as const;
    }),
  ),
);

/** The name as IANA writes it, of a zone in any case; undefined where it is not in the list. */
export function zoneNamed(text: string): string | undefined {
  return names.get(text.toLowerCase());
}

/**
 * Whether Go finds the zone. Upper and lower case count, as the zones are files. A zone that is newer than our list
 * counts where the host knows it.
 */
export function isTimeZone(text: string): boolean {
  const listed = zoneNamed(text);
  if (text === 'Local' || listed === text || /^(posix|right)\//.test(text)) return true;
  return listed === undefined && /^[A-Z][A-Za-z]*\/[A-Z]/.test(text) && isKnownToHost(text);
}

function isKnownToHost(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
